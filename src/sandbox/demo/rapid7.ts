import { startRapid7 } from '../rapid7/server.ts';
import { createStory, runStory } from '../rapid7/story.ts';
import { DEMO_SEED, type DemoVendor } from './vendor.ts';

const accountId = 'sandbox-rapid7-account';
const apiKey = 'sandbox-rapid7-key';

/** Rapid7 Threat Command with its story, as the instance `larkfield-rapid7`. */
export async function startDemoRapid7(): Promise<DemoVendor> {
  const story = createStory({ seed: DEMO_SEED, start: new Date() });
  const sandbox = await startRapid7({ ...story.options, accountId, apiKey });
  return {
    panel: sandbox.panel,
    close: sandbox.close,
    tell: (perMinute, signal) => runStory(sandbox, { perMinute, signal, story }),
    instance: `
- name: larkfield-rapid7
  vendor: rapid7-threat-command
  url: ${sandbox.url}
  accountId: ${accountId}
  apiKey: ${apiKey}
  fetch:
    every: 3 seconds
    first: 2 days
    csv: true
    attachments: true
`,
  };
}
