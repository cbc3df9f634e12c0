import type { Vendor } from '../../ports/vendor.ts';
import type { VendorDeps, VendorModule } from '../vendor-module.ts';
import { alertCommands } from './alert-commands.ts';
import { apiRoot, createClient } from './client.ts';
import { intelligenceCommands } from './intelligence/commands.ts';
import { rapid7Settings } from './settings.ts';
import type { Rapid7Settings } from './settings.ts';

/** A Threat Command account: alerts, the analysts' answers, and the commands. */
export function createRapid7(settings: Rapid7Settings, deps: VendorDeps): Vendor {
  const client = createClient(settings, deps);
  return {
    feeds: [],
    commands: [...alertCommands(client), ...intelligenceCommands(client)],
    statuses: { words: ['Open', 'Closed'], command: () => ({ name: '', args: {} }) },
    present: () => ({ source: 'Rapid7 Threat Command', facts: [], tables: [], actions: [] }),
    test: async () => ({ ok: true, text: 'ok', fixes: [] }),
  };
}

export const rapid7ThreatCommand: VendorModule<typeof rapid7Settings> = {
  name: 'rapid7-threat-command',
  title: 'Rapid7 Threat Command',
  settings: rapid7Settings,
  create: createRapid7,
  urlOf: ({ url }) => apiRoot(url),
};
