import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import { startSlack } from '../../src/sandbox/slack/server.ts';
import type { ThreatmonSandbox } from '../../src/sandbox/threatmon/sandbox.ts';
import { startThreatmon } from '../../src/sandbox/threatmon/server.ts';
import { freePorts } from '../support/free-ports.ts';
import type { BotPlace } from './bot.ts';
import { calm, writeControl } from './control.ts';
import { startOthers } from './others.ts';
import type { Others } from './others.ts';
import { createJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { powerImage } from './power.ts';
import type { PowerImage } from './power.ts';

/** A database server that can be taken away for a while. */
export interface Database {
  readonly url: string;
  /** Down at once, as in a crash, and up again so many milliseconds later. */
  outage(forMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly replicas: number;
  /** The folder that holds `src/main.ts`. */
  readonly source: string;
  /** Slack's limits are kept. */
  readonly strict: boolean;
  /** How many people may press something; each does so once. */
  readonly people: number;
  readonly seed: number;
  /** Its folder is left behind, with what everybody wrote. */
  readonly keep: boolean;
  /** The store is this server's; an embedded one where it is absent. */
  readonly database?: Database;
}

/** Everything around the bots: a Slack, the vendors, a machine. */
export interface World {
  readonly slack: SlackSandbox;
  readonly threatmon: ThreatmonSandbox;
  readonly others: Others;
  readonly places: readonly BotPlace[];
  /** The address of each replica's metrics. */
  readonly metrics: readonly string[];
  readonly folder: string;
  readonly control: string;
  readonly journal: Journal;
  readonly database?: Database;
  /** The power under an embedded store. */
  readonly power?: PowerImage;
  close(): Promise<void>;
}

export const channels = ['threat-intel', 'phishing', 'ports', 'leaks'] as const;
/** Titles of alarms; each goes to the channel in the same place. */
export const titles = ['Vulnerability Detected', 'Phishing Page Seen', 'Open Port Detected', 'Leak Detected'] as const;
export const instance = 'acme';

/** Starts it, with the configuration of every replica written; no bot runs yet. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-chaos-'));
  const control = join(folder, 'control');
  writeControl(control, calm);
  const slack = await startSlack({
    botToken: 'xoxb-chaos',
    appToken: 'xapp-chaos',
    users: [{ name: 'operator' }, ...Array.from({ length: options.people }, (_, index) => ({ name: person(index) }))],
    channels: channels.map((name) => ({ name, kind: 'public', bot: true })),
    ackTimeoutMs: 3000,
    ...(!options.strict && { rateLimits: false }),
  });
  const threatmon = await startThreatmon({ apiKey: 'vendor-key', rateLimit: 'off', seed: options.seed });
  const others = await startOthers(options.seed);
  const store = options.database === undefined ? join(folder, 'replica-0', 'data') : undefined;
  const ports = await freePorts(options.replicas);
  const places = ports.map((_, index) => ({
    folder: join(folder, `replica-${index}`),
    source: options.source,
    control,
    ...(store !== undefined && { store }),
  }));
  const storeUrl = options.database?.url ?? 'file:data/picket.json';
  for (const [index, place] of places.entries()) {
    await mkdir(join(place.folder, 'data'), { recursive: true });
    const yaml = configuration({ slack, threatmon, others, storeUrl, port: ports[index] ?? 0, strict: options.strict });
    await writeFile(join(place.folder, 'picket.yaml'), yaml);
  }
  return {
    slack,
    threatmon,
    others,
    places,
    metrics: ports.map((port) => `http://127.0.0.1:${port}/metrics`),
    folder,
    control,
    journal: createJournal(folder),
    ...(options.database !== undefined && { database: options.database }),
    ...(store !== undefined && { power: powerImage(store, join(control, 'power')) }),
    async close() {
      const vendors = [threatmon, ...Object.values(others)];
      await Promise.all([slack.close(), ...vendors.map(async (one) => one.close()), options.database?.stop()]);
      if (!options.keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The name of the person who makes a press. */
export function person(index: number): string {
  return `person-${index}`;
}

interface Settings extends Pick<World, 'slack' | 'threatmon' | 'others'> {
  /** Whether the stand-in has Slack's limits. */
  readonly strict: boolean;
  readonly storeUrl: string;
  readonly port: number;
}

function configuration({ slack, threatmon, others, storeUrl, port, strict }: Settings): string {
  const limits = strict ? 'planned' : 'obeyed';
  const rules = titles.map((title, index) => `  - { when: 'type = "${title}"', channel: "#${channels[index] ?? ''}" }`);
  return `
slack: { botToken: xoxb-chaos, appToken: xapp-chaos, apiUrl: "${slack.apiUrl}", limits: ${limits} }
store: { url: "${storeUrl}" }
http: { port: ${port} }
channel: "#${channels[0]}"
burst: 100000
access: { respond: everyone, act: everyone, reveal: everyone, admin: everyone }
rules:
${rules.join('\n')}
instances:
  - name: ${instance}
    vendor: threatmon
    url: ${threatmon.url}
    apiKey: vendor-key
    pace: { requests: 1000, per: 1 second }
    fetch: { every: 1 second, first: 10 years, refresh: 1 second, max: 100000 }
${Object.values(others)
  .map(({ settings }) => `  - ${JSON.stringify(settings)}`)
  .join('\n')}
`;
}
