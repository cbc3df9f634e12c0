import type { VendorPanel } from '../slack/page-api.ts';
import type { GroupIbSandbox } from './sandbox.ts';
import { startGroupIb } from './server.ts';
import { KINDS } from './story/kinds.ts';
import { createStory, runStory } from './story.ts';

/** A simulated vendor in the demo. */
interface DemoVendor {
  readonly panel: () => VendorPanel;
  /** The entry of `instances` in a `picket.yaml`, with its indentation. */
  readonly instance: string;
  readonly close: () => Promise<void>;
}

/** What happens at the vendor in a minute, and until when. */
interface DemoPace {
  readonly vendorRate: number;
  readonly signal: AbortSignal;
}

const INDICATORS = 'ioc/common';

/** Starts the vendor with a day of history and tells its story until the signal aborts. */
export async function startDemoGroupIb({ vendorRate, signal }: DemoPace): Promise<DemoVendor> {
  const story = createStory({ seed: 7, start: new Date() });
  const sandbox = await startGroupIb({ ...story.options, rateLimit: { limit: 20, windowMs: 1_000 } });
  if (vendorRate > 0) void runStory(sandbox, { perMinute: vendorRate, signal, story });
  return { panel: sandbox.panel, instance: instanceOf(sandbox), close: sandbox.close };
}

function instanceOf({ url, settings }: GroupIbSandbox): string {
  const { username, apiKey } = settings();
  const collections = KINDS.map(({ collection }) => collection).filter((name) => name !== INDICATORS);
  return `
  - name: larkfield-group-ib
    vendor: group-ib
    url: ${url}
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
`.slice(1);
}
