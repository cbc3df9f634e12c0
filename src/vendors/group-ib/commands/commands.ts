import type { Command } from '../../../domain/command.ts';
import type { GroupIbClient } from '../client.ts';
import type { GroupIbSettings } from '../settings.ts';

/** The vendor's commands (CONTRACT.md §10 to §12). */
export function gibCommands(_client: GroupIbClient, _settings: GroupIbSettings): readonly Command[] {
  return [];
}
