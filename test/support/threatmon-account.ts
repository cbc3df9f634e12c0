import { onTestFinished } from 'vitest';
import type { RejectedRecord } from '../../src/domain/checkpoint.ts';
import type { CommandContext, CommandResult } from '../../src/domain/command.ts';
import type { Draft } from '../../src/domain/incident.ts';
import type { IndicatorRecord } from '../../src/domain/indicator.ts';
import type { Json } from '../../src/domain/json.ts';
import { resolveInstant } from '../../src/domain/time.ts';
import { createHttp } from '../../src/http/client.ts';
import type { Feed, FeedPage, Vendor } from '../../src/ports/vendor.ts';
import { startThreatmon } from '../../src/sandbox/threatmon/server.ts';
import type { ThreatmonOptions, ThreatmonSandbox } from '../../src/sandbox/threatmon/sandbox.ts';
import { createThreatmon } from '../../src/vendors/threatmon/index.ts';
import { threatmonSettings } from '../../src/vendors/threatmon/settings.ts';
import { recordingLog, recordingMetrics } from './recording.ts';
import type { Line } from './recording.ts';

/** Stands for the key in tests: found anywhere, it has leaked. */
export const apiKey = 'MARKED-api-key-4711';

/** What a store would have after the polls: everything that was committed. */
interface Known {
  readonly drafts: Map<string, Draft>;
  readonly rejected: RejectedRecord[];
  readonly indicators: IndicatorRecord[];
  readonly absent: string[];
  readonly warnings: string[];
  /** Ids in the order they were taken in, repeats included. */
  readonly taken: string[];
  cursors: Map<string, Json>;
}

export interface Account {
  readonly sandbox: ThreatmonSandbox;
  readonly vendor: Vendor;
  /** Another instance of the same process. */
  readonly neighbour: Vendor;
  readonly known: Known;
  readonly lines: Line[];
  readonly outcomes: string[];
  now: Date;
  /** Ids of open incidents; those of `known` unless set. */
  openIds: () => readonly string[];
  feed(name?: string): Feed;
  /** One read, committed where it succeeds. */
  read(name?: string): Promise<FeedPage>;
  /** Reads until nothing more is to be read now. Throws what a read throws; what came before stays. */
  poll(name?: string): Promise<void>;
  run(
    command: string,
    input: { readonly [name: string]: string },
    context?: Partial<CommandContext>,
  ): Promise<CommandResult>;
}

/** A simulated ThreatMon and an instance that talks to it over HTTP; both end with the test. */
export async function openAccount(options: ThreatmonOptions = {}, settings: object = {}): Promise<Account> {
  const sandbox = await startThreatmon({ rateLimit: 'off', apiKey, ...options });
  onTestFinished(async () => sandbox.close());
  const { log, lines } = recordingLog();
  const { metrics, outcomes } = recordingMetrics();
  const parsed = threatmonSettings.parse({
    name: 'acme',
    vendor: 'threatmon',
    url: sandbox.url,
    apiKey,
    timeout: '5 seconds',
    pace: { requests: 1000, per: '1 second' },
    ...settings,
  });
  const deps = { http: createHttp({ log, metrics, env: {} }), log };
  const vendor = createThreatmon(parsed, deps);
  const known = nothingKnown();
  const account: Account = {
    sandbox,
    vendor,
    neighbour: createThreatmon({ ...parsed, name: 'neighbour' }, deps),
    known,
    lines,
    outcomes,
    now: new Date('2026-08-05T00:00:00.000Z'),
    openIds: () => [...known.drafts.values()].filter(({ closed }) => !closed).map(({ externalId }) => externalId),
    feed: (name = 'alarms') => find(vendor.feeds, name),
    read: async (name = 'alarms') => readOnce(account, find(vendor.feeds, name)),
    async poll(name) {
      while ((await account.read(name)).more);
    },
    async run(command, input, context = {}) {
      const prepared = find(vendor.commands, command).prepare(input);
      if (!prepared.ok) throw new Error(prepared.faults.map(({ message }) => message).join(' '));
      return prepared.run({ signal: new AbortController().signal, ...context });
    },
  };
  return account;
}

function nothingKnown(): Known {
  return { drafts: new Map(), rejected: [], indicators: [], absent: [], warnings: [], taken: [], cursors: new Map() };
}

function find<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

async function readOnce(account: Account, feed: Feed): Promise<FeedPage> {
  const { known } = account;
  const cursor = known.cursors.get(feed.name);
  const page = await feed.read({
    ...(cursor !== undefined && { cursor }),
    since: resolveInstant(feed.first, account.now),
    openIds: async () => account.openIds(),
    watchedIds: async () => [],
    now: account.now,
    signal: new AbortController().signal,
  });
  // As a store would: through JSON, and only after the whole read succeeded.
  known.cursors.set(feed.name, JSON.parse(JSON.stringify(page.next)) as Json);
  for (const draft of page.drafts) {
    known.drafts.set(draft.externalId, draft);
    known.taken.push(draft.externalId);
  }
  known.rejected.push(...page.rejected);
  known.indicators.push(...page.indicators);
  known.absent.push(...page.absent);
  known.warnings.push(...page.warnings);
  return page;
}

/** `count` alarms with ascending codes and times; all of the day before an account's `now`. */
export function someAlarms(count: number, from = 18_618_001) {
  return Array.from({ length: count }, (_, n) => ({
    alarmCode: from + n * 3,
    title: 'Phishing Domain Detected',
    description: `Look-alike domain number ${n}.`,
    severity: 'High',
    status: 'Open',
    alarmDate: new Date(Date.UTC(2026, 7, 4, 6, 0, n)).toISOString(),
  }));
}

/** The codes of alarms, as texts. */
export function codesOf(alarms: readonly { readonly alarmCode?: unknown }[]): string[] {
  return alarms.map(({ alarmCode }) => String(alarmCode));
}
