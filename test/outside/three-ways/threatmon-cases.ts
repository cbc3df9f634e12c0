import { startThreatmon } from '../../../src/sandbox/threatmon/server.ts';
import type { ThreatmonSandbox } from '../../../src/sandbox/threatmon/sandbox.ts';
import { createStory } from '../../../src/sandbox/threatmon/story.ts';
import type { Trial } from './trial.ts';

const { options } = createStory({ seed: 7, start: new Date() });
const removalPath = '/sandbox-placeholder/data-removal';

export const threatmonTrial: Trial<ThreatmonSandbox> = {
  start: async () =>
    startThreatmon({
      ...options,
      apiKey: 'key',
      rateLimit: 'off',
      dataRemoval: { path: removalPath, credits: 5 },
      takedown: { eligibleTitles: (options.alarms ?? []).map(({ title }) => String(title)) },
    }),
  settings: ({ url, iocUrl, settings }) => ({
    vendor: 'threatmon',
    url,
    apiKey: 'key',
    dataRemovalPath: removalPath,
    fetch: { enabled: false },
    ioc: { url: iocUrl, apiToken: settings().ioc.token },
  }),
  cases(simulator) {
    const [alarm] = simulator.alarms();
    const finding = { findingId: String(alarm?.['alarmCode']), finding: 'A "look-alike" of ours' };
    return [
      {
        command: 'threatmon_update_incident_status',
        input: { alarmId: finding.findingId, status: 'In Progress' },
      },
      { command: 'threatmon_request_takedown', input: finding },
      { command: 'threatmon_request_data_removal', input: finding },
      { command: 'fetch-incidents', input: { from: '2020-01-01' } },
      { command: 'threatmon_list_cves', input: { page: '0', cvss: 'HIGH' } },
      { command: 'threatmon_list_subscribed_cves', input: { page: '0' } },
      { command: 'threatmon_list_indicators', input: { limit: '5' } },
    ];
  },
};
