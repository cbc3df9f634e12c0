import type { Command } from '../../../domain/command.ts';
import type { GroupIbClient } from '../client.ts';
import type { GroupIbSettings } from '../settings.ts';
import { getIndicators } from './get-indicators.ts';
import { localSearch } from './local-search.ts';
import { showRecordCommands } from './record-commands.ts';
import { removedCommands } from './removed-commands.ts';
import { ipScoring, reputationCommand } from './reputation-commands.ts';
import { availableCollections, globalSearch } from './search-commands.ts';

/** The vendor's commands. Source: CONTRACT.md §10 to §12, §14. */
export function gibCommands(client: GroupIbClient, settings: GroupIbSettings): readonly Command[] {
  const parts = { client, settings };
  return [
    ...showRecordCommands(client),
    availableCollections(client),
    globalSearch(client),
    localSearch(client),
    ipScoring(parts),
    reputationCommand('ip', parts),
    reputationCommand('domain', parts),
    reputationCommand('file', parts),
    getIndicators(client),
    ...removedCommands,
  ];
}
