import { startDemoGroupIb } from './demo/group-ib.ts';
import { startDemoRapid7 } from './demo/rapid7.ts';
import { startDemoThreatmon } from './demo/threatmon.ts';
import type { DemoVendor } from './demo/vendor.ts';
import { buildPage, servePage } from './page-build.ts';
import { DEFAULT_SCOPES, type SlackOptions } from './slack/options.ts';
import { startSlack } from './slack/server.ts';

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
  /** Which vendors are simulated, each as an instance of the bot; all of them unless told. */
  readonly vendors?: readonly DemoVendorName[];
}

type DemoVendorName = keyof typeof starters;

const starters = {
  threatmon: startDemoThreatmon,
  'rapid7-threat-command': startDemoRapid7,
  'group-ib': startDemoGroupIb,
} satisfies { readonly [vendor: string]: () => Promise<DemoVendor> };

const allVendors: readonly DemoVendorName[] = ['threatmon', 'rapid7-threat-command', 'group-ib'];

const botToken = 'xoxb-sandbox-bot-token';
const appToken = 'xapp-sandbox-app-token';

const workspace = {
  team: 'Larkfield Bank',
  botName: 'Picket',
  // All that the app's manifest asks for.
  scopes: [...DEFAULT_SCOPES, 'chat:write.public', 'users:read.email'],
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
  commands: [
    {
      command: '/threat',
      description: 'Threat intelligence: look up, list, act',
      usageHint: 'help · lookup INDICATOR · incidents · show ID · status ID WORDS · test',
    },
  ],
  shortcuts: [{ callbackId: 'picket_lookup', name: 'Look up indicators' }],
} satisfies Partial<SlackOptions>;

/** Starts the simulated Slack with its page, the simulated vendors and their stream of events. */
export async function startDemo({ port, vendorRate, vendors: names = allVendors }: DemoOptions): Promise<Demo> {
  const stopping = new AbortController();
  const vendors = await Promise.all(names.map((name) => starters[name]()));
  const page = servePage(await buildPage());
  const closeVendors = async (): Promise<unknown> => Promise.all(vendors.map(async (vendor) => vendor.close()));
  const panels = () => vendors.map(({ panel }) => panel());
  const starting = startSlack({ port, botToken, appToken, page, ...workspace, vendors: panels });
  const slack = await starting.catch(async (error: unknown) => {
    await closeVendors();
    throw error;
  });
  for (const { tell } of vendorRate > 0 ? vendors : []) void tell(vendorRate, stopping.signal);
  return {
    pageUrl: slack.pageUrl,
    configuration: (storePath) => configurationOf({ apiUrl: slack.apiUrl, vendors, storePath }),
    async close() {
      stopping.abort();
      await Promise.all([slack.close(), closeVendors()]);
    },
  };
}

interface Endpoints {
  readonly apiUrl: string;
  readonly vendors: readonly DemoVendor[];
  readonly storePath: string;
}

function configurationOf({ apiUrl, vendors, storePath }: Endpoints): string {
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
${vendors.map(({ instance }) => instance.trim()).join('\n')}
`;
}
