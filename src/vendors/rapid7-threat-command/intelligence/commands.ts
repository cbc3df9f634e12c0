import type { Command } from '../../../domain/command.ts';
import type { Rapid7Client } from '../client.ts';
import { assetCommands } from './assets.ts';
import { cveCommands } from './cves.ts';
import { cyberTermCommands } from './cyber-terms.ts';
import { iocSearchCommands } from './ioc-search.ts';
import { iocWriteCommands } from './ioc-writes.ts';
import { managedServiceCommands } from './managed-service.ts';
import { mentionCommands } from './mentions.ts';
import { quotaCommands } from './quota.ts';
import type { Reliability } from './reliability.ts';
import { reputationCommands } from './reputation.ts';
import { sourceCommands } from './sources.ts';

/**
 * What Threat Command knows beside its alerts: IOCs, sources, the threat library, CVEs, assets, mentions, reputation.
 * Source: CONTRACT.md §7, §8.
 */
export function intelligenceCommands(client: Rapid7Client, settings: Reliability): readonly Command[] {
  return [
    ...iocSearchCommands(client),
    ...iocWriteCommands(client),
    ...quotaCommands(client),
    ...sourceCommands(client),
    ...cyberTermCommands(client),
    ...cveCommands(client),
    ...assetCommands(client),
    ...mentionCommands(client),
    ...managedServiceCommands(client),
    ...reputationCommands(client, settings),
  ];
}
