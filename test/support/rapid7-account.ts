import { onTestFinished } from 'vitest';
import type { RejectedRecord } from '../../src/domain/checkpoint.ts';
import type { CommandContext, CommandResult } from '../../src/domain/command.ts';
import type { Draft } from '../../src/domain/incident.ts';
import type { Json } from '../../src/domain/json.ts';
import { resolveInstant } from '../../src/domain/time.ts';
import { createHttp } from '../../src/http/client.ts';
import type { Feed, FeedPage, Remark, Vendor } from '../../src/ports/vendor.ts';
import { createRapid7 } from '../../src/vendors/rapid7-threat-command/index.ts';
import { rapid7Settings } from '../../src/vendors/rapid7-threat-command/settings.ts';
import { startServer } from './http-server.ts';
import type { Answer } from './http-server.ts';
import { createAlertBook } from './rapid7-alert-book.ts';
import type { AlertBook, Seen } from './rapid7-alert-book.ts';
import { recordingLog, recordingMetrics } from './recording.ts';
import type { Line } from './recording.ts';

/** Stands for the key in tests: found anywhere, it has leaked. */
export const apiKey = 'MARKED-api-key-4711';

/** What a store would have after the polls: everything that was committed. */
export interface Known {
  readonly drafts: Map<string, Draft>;
  readonly rejected: RejectedRecord[];
  readonly absent: string[];
  readonly warnings: string[];
  readonly remarks: Remark[];
  /** Ids in the order they were taken in, repeats included. */
  readonly taken: string[];
  readonly cursors: Map<string, Json>;
}

export interface Account {
  readonly book: AlertBook;
  readonly vendor: Vendor;
  readonly known: Known;
  readonly lines: Line[];
  readonly seen: readonly Seen[];
  now: Date;
  watched: readonly string[];
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

export interface AccountOptions {
  readonly settings?: object;
  /** Answers in place of the alert book. */
  readonly answer?: Answer;
}

/** An instance and the account that it talks to over HTTP; both end with the test. */
export async function openAccount({ settings = {}, answer }: AccountOptions = {}): Promise<Account> {
  const book = createAlertBook();
  const server = await startServer(answer ?? book.answer);
  const { log, lines } = recordingLog();
  const parsed = rapid7Settings.parse({
    name: 'acme',
    vendor: 'rapid7-threat-command',
    url: `${server.url}/`,
    accountId: 'account-1',
    apiKey,
    timeout: '5 seconds',
    ...settings,
  });
  const vendor = createRapid7(parsed, { http: createHttp({ log, metrics: recordingMetrics().metrics, env: {} }), log });
  const known: Known = {
    drafts: new Map(),
    rejected: [],
    absent: [],
    warnings: [],
    remarks: [],
    taken: [],
    cursors: new Map(),
  };
  const account: Account = {
    book,
    vendor,
    known,
    lines,
    seen: server.seen,
    now: new Date('2026-08-05T00:00:00.000Z'),
    watched: [],
    feed: (name = 'alerts') => find(vendor.feeds, name),
    read: async (name = 'alerts') => readOnce(account, find(vendor.feeds, name)),
    async poll(name) {
      while ((await account.read(name)).more);
    },
    async run(command, input, context = {}) {
      const prepared = find(vendor.commands, command).prepare(input);
      if (!prepared.ok) throw new Error(prepared.faults.map(({ message }) => message).join(' '));
      return prepared.run({ signal: new AbortController().signal, ...context });
    },
  };
  onTestFinished(() => book.release());
  return account;
}

export function find<T extends { readonly name: string }>(all: readonly T[], name: string): T {
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
    openIds: async () => [...known.drafts.values()].filter(({ closed }) => !closed).map(({ externalId }) => externalId),
    watchedIds: async () => account.watched,
    isKnown: async (id) => known.drafts.has(id),
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
  known.absent.push(...page.absent);
  known.warnings.push(...page.warnings);
  known.remarks.push(...(page.remarks ?? []));
  return page;
}
