import { startThreatmon } from '../threatmon/server.ts';
import { createStory, runStory } from '../threatmon/story.ts';
import { DEMO_SEED, type DemoVendor } from './vendor.ts';

const apiKey = 'sandbox-threatmon-key';

/** ThreatMon with its story, as the instance `larkfield-threatmon`. */
export async function startDemoThreatmon(): Promise<DemoVendor> {
  const story = createStory({ seed: DEMO_SEED, start: new Date() });
  // Roomier than the vendor's own limit: a newcomer presses faster than one request a second.
  const sandbox = await startThreatmon({ ...story.options, apiKey, rateLimit: { limit: 100, windowMs: 10_000 } });
  return {
    panel: sandbox.panel,
    close: sandbox.close,
    tell: (perMinute, signal) => runStory(sandbox, { perMinute, signal, story }),
    instance: `
- name: larkfield-threatmon
  vendor: threatmon
  url: ${sandbox.url}
  apiKey: ${apiKey}
  pace: { requests: 90, per: 10 seconds }
  fetch:
    every: 3 seconds
    first: 2 days
    refresh: 10 seconds
  ioc:
    url: ${sandbox.iocUrl}
    apiToken: ${sandbox.settings().ioc.token}
    every: 1 minute
`,
  };
}
