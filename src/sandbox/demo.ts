import { buildPage, servePage } from './page-build.ts';
import { startSlack } from './slack/server.ts';
import { createStory, runStory } from './threatmon/story.ts';
import { startThreatmon } from './threatmon/server.ts';

/** A workspace and its vendors on this machine, and what a bot needs to reach them. */
export interface Demo {
  readonly pageUrl: string;
  /** A `picket.yaml` for the bot; its credentials are those of the simulators and worth nothing elsewhere. */
  readonly configuration: (storePath: string) => string;
  close(): Promise<void>;
}

export interface DemoOptions {
  readonly port: number;
  /** What happens at each simulated vendor in a minute. */
  readonly vendorRate: number;
}

const botToken = 'xoxb-sandbox-bot-token';
const appToken = 'xapp-sandbox-app-token';
const apiKey = 'sandbox-threatmon-key';

/** Starts the simulated Slack with its page, the simulated vendors and their stream of events. */
export async function startDemo({ port, vendorRate }: DemoOptions): Promise<Demo> {
  const stopping = new AbortController();
  const story = createStory({ seed: 7, start: new Date() });
  // Roomier than the vendor's own limit: a newcomer presses faster than one request a second.
  const threatmon = await startThreatmon({ ...story.options, apiKey, rateLimit: { limit: 100, windowMs: 10_000 } });
  const page = servePage(await buildPage());
  const slack = await startSlack({
    port,
    botToken,
    appToken,
    page,
    team: 'Larkfield Bank',
    botName: 'Picket',
    vendors: () => [threatmon.panel()],
    users: [
      { name: 'mira', realName: 'Mira Okafor' },
      { name: 'jonas', realName: 'Jonas Lind' },
    ],
    userGroups: [{ handle: 'soc-leads', users: ['mira'] }],
    channels: [
      { name: 'threat-intel', kind: 'public', bot: true, topic: 'What the vendors report' },
      { name: 'soc-critical', kind: 'private', bot: true, topic: 'High and critical findings' },
      { name: 'general', kind: 'public', topic: 'Everything else' },
    ],
    commands: [{ command: '/threat', description: 'Threat intelligence: look up, list, act', usageHint: 'help · lookup INDICATOR · incidents · show ID · status ID WORDS · test' }],
    shortcuts: [{ callbackId: 'picket_lookup', name: 'Look up indicators' }],
  });
  if (vendorRate > 0) void runStory(threatmon, { perMinute: vendorRate, signal: stopping.signal, story });
  return {
    pageUrl: slack.pageUrl,
    configuration: (storePath) => configurationOf({ apiUrl: slack.apiUrl, threatmon, storePath }),
    async close() {
      stopping.abort();
      await Promise.all([slack.close(), threatmon.close()]);
    },
  };
}

interface Endpoints {
  readonly apiUrl: string;
  readonly threatmon: {
    readonly url: string;
    readonly iocUrl: string;
    settings(): { readonly ioc: { readonly token: string } };
  };
  readonly storePath: string;
}

function configurationOf({ apiUrl, threatmon, storePath }: Endpoints): string {
  return `
slack:
  botToken: ${botToken}
  appToken: ${appToken}
  apiUrl: ${apiUrl}
store:
  url: ${JSON.stringify(`file:${storePath}`)}
http:
  port: 0
channel: "#threat-intel"
access:
  respond: everyone
  act: ["@soc-leads"]
  reveal: ["@soc-leads"]
  admin: ["@soc-leads"]
rules:
  - when: severity in ["high", "critical"]
    channel: "#soc-critical"
  - when: severity = "critical"
    mention: ["@soc-leads"]
instances:
  - name: larkfield-threatmon
    vendor: threatmon
    url: ${threatmon.url}
    apiKey: ${apiKey}
    pace: { requests: 90, per: 10 seconds }
    fetch:
      every: 3 seconds
      first: 2 days
      refresh: 10 seconds
    ioc:
      url: ${threatmon.iocUrl}
      apiToken: ${threatmon.settings().ioc.token}
      every: 1 minute
`;
}
