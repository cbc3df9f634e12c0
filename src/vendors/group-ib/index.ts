import type { Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { groupIbBase } from './base-url.ts';
import { createClient } from './client.ts';
import { gibCommands } from './commands/commands.ts';
import { indicatorFeeds } from './commands/indicator-feed.ts';
import { lookupIndicators } from './commands/lookup.ts';
import { testConnection } from './connection-test.ts';
import { feedsOf } from './feeds.ts';
import { presentRecord } from './present.ts';
import { groupIbSettings } from './settings.ts';
import type { GroupIbSettings } from './settings.ts';
import { setStatus, statuses } from './statuses.ts';

/** A Group-IB Threat Intelligence account: its collections and indicators as feeds, its commands, its live search. */
export function createGroupIb(settings: GroupIbSettings, deps: VendorDeps): Vendor {
  const client = createClient(settings, deps);
  return {
    feeds: [...feedsOf(client, settings), ...indicatorFeeds(client, settings)],
    commands: [setStatus, ...gibCommands(client, settings)],
    statuses,
    present: presentRecord,
    lookup: (indicators, signal) => lookupIndicators(client, indicators, signal),
    test: async (signal) => testConnection({ client, settings }, signal),
  };
}

export const groupIb: VendorModule<typeof groupIbSettings> = {
  name: 'group-ib',
  title: 'Group-IB',
  example: {
    name: 'acme-group-ib',
    vendor: 'group-ib',
    username: 'user@acme.example',
    apiKey: 'key',
    fetch: { collections: ['compromised/account_group', { name: 'apt/threat', limit: 10 }] },
    reputation: ['ip', 'domain', 'file'],
    indicators: { collections: ['ioc/common'] },
  },
  settings: groupIbSettings,
  create: createGroupIb,
  urlOf: ({ url }) => groupIbBase(url),
};
