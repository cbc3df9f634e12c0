import type { Incident } from '../../domain/incident.ts';
import type { StatusSetting, Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { alertCommands } from './alert-commands.ts';
import { readAttachment } from './alert-files.ts';
import { closeCommand, reopenCommand } from './alert-state-commands.ts';
import { alertsFeed } from './alerts.ts';
import { backdatedFeed } from './backdated.ts';
import { apiRoot, createClient } from './client.ts';
import { conversationsFeed } from './conversations.ts';
import { intelligenceCommands } from './intelligence/commands.ts';
import { lookup } from './intelligence/lookup.ts';
import { presentAlert } from './present.ts';
import { mostFetched, rapid7Settings } from './settings.ts';
import type { Rapid7Settings } from './settings.ts';
import { testConnection } from './test.ts';

/** A status word says nothing of the reason that closing needs: who has one uses the close command. */
const statuses: StatusSetting = {
  words: ['Open', 'Closed'],
  command: ({ externalId }: Incident, status: string) =>
    status === 'Closed'
      ? { name: closeCommand, args: { alert_id: externalId, reason: 'Other' } }
      : { name: reopenCommand, args: { alert_id: externalId } },
};

/** A Threat Command account: alerts, the analysts' answers, and the commands. */
export function createRapid7(settings: Rapid7Settings, deps: VendorDeps): Vendor {
  const { name, fetch } = settings;
  const client = createClient(settings, deps);
  const parts = { client, settings };
  if (fetch.max > mostFetched) {
    deps.log.warn({ instance: name, max: fetch.max, taken: mostFetched }, 'fetch.max is above what a fetch may take');
  }
  return {
    feeds: [alertsFeed(parts), backdatedFeed(parts), conversationsFeed(parts)],
    commands: [...alertCommands(client), ...intelligenceCommands(client, settings)],
    statuses,
    present: presentAlert,
    attachment: async (incident, id, signal) => readAttachment(client, { incident, id, signal }),
    test: async (signal) => testConnection(parts, signal),
    lookup: lookup(client),
  };
}

export const rapid7ThreatCommand: VendorModule<typeof rapid7Settings> = {
  name: 'rapid7-threat-command',
  title: 'Rapid7 Threat Command',
  settings: rapid7Settings,
  example: {
    name: 'acme-rapid7',
    vendor: 'rapid7-threat-command',
    accountId: 'account',
    apiKey: 'key',
    subAccountId: 'customer',
    fetch: { csv: true, attachments: true },
  },
  create: createRapid7,
  urlOf: ({ url }) => apiRoot(url),
};
