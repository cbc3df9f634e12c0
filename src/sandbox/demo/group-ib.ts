import { startGroupIb } from '../group-ib/server.ts';
import { KINDS } from '../group-ib/story/kinds.ts';
import { createStory, runStory } from '../group-ib/story.ts';
import { DEMO_SEED, type DemoVendor } from './vendor.ts';

const username = 'analyst@larkfield.example';
const apiKey = 'sandbox-group-ib-token';
const INDICATORS = 'ioc/common';

/** Group-IB Threat Intelligence with its story, as the instance `larkfield-group-ib`. */
export async function startDemoGroupIb(): Promise<DemoVendor> {
  const story = createStory({ seed: DEMO_SEED, start: new Date() });
  const sandbox = await startGroupIb({ ...story.options, username, apiKey, rateLimit: { limit: 20, windowMs: 1_000 } });
  const collections = KINDS.map(({ collection }) => collection).filter((name) => name !== INDICATORS);
  return {
    panel: sandbox.panel,
    close: sandbox.close,
    tell: (perMinute, signal) => runStory(sandbox, { perMinute, signal, story }),
    instance: `
- name: larkfield-group-ib
  vendor: group-ib
  url: ${sandbox.url}
  username: ${username}
  apiKey: ${apiKey}
  reputation: [ip, domain, file]
  pace: { requests: 50, per: 1 second }
  fetch:
    every: 5 seconds
    first: 2 days
    collections: [${collections.join(', ')}]
  indicators:
    collections: [${INDICATORS}]
    first: 2 days
    every: 30 seconds
`,
  };
}
