import { readFileSync } from 'node:fs';
import type { RejectedRecord } from '../../../src/domain/checkpoint.ts';
import type { Draft } from '../../../src/domain/incident.ts';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import { resolveInstant } from '../../../src/domain/time.ts';
import { createHttp } from '../../../src/http/client.ts';
import type { Feed, FeedPage, Vendor } from '../../../src/ports/vendor.ts';
import { createGroupIb } from '../../../src/vendors/group-ib/index.ts';
import { groupIbSettings } from '../../../src/vendors/group-ib/settings.ts';
import type { GroupIbSettings } from '../../../src/vendors/group-ib/settings.ts';
import { recordingLog, recordingMetrics } from '../../support/recording.ts';
import type { Line } from '../../support/recording.ts';
import { startFakeApi } from './fake-api.ts';
import type { FakeApi } from './fake-api.ts';

/** Stands for the token in tests: found anywhere, it has leaked. */
export const apiKey = 'MARKED-api-token-4711';

/** What a store would have after the polls: everything that was committed. */
export interface Known {
  readonly drafts: Map<string, Draft>;
  readonly rejected: RejectedRecord[];
  readonly warnings: string[];
  /** Ids in the order they were taken in, repeats included. */
  readonly taken: string[];
  readonly cursors: Map<string, Json>;
}

export interface Account {
  readonly api: FakeApi;
  readonly settings: GroupIbSettings;
  readonly vendor: Vendor;
  readonly known: Known;
  readonly lines: Line[];
  now: Date;
  feed(name?: string): Feed;
  /** One page, committed where the read succeeds. */
  read(name?: string): Promise<FeedPage>;
  /** A run, as `pollFeed` ends it. Throws what a read throws; what came before stays. */
  poll(name?: string): Promise<void>;
}

/** A fake Group-IB and an instance that reads it over HTTP; the first collection stands where none is named. */
export async function openAccount(
  items: { [collection: string]: JsonObject[] },
  settings: { readonly fetch?: object; readonly [key: string]: unknown } = {},
): Promise<Account> {
  const api = await startFakeApi(items);
  const { log, lines } = recordingLog();
  const { metrics } = recordingMetrics();
  const parsed = settingsFor(api.url, { ...settings, fetch: { collections: Object.keys(items), ...settings.fetch } });
  const vendor = createGroupIb(parsed, { http: createHttp({ log, metrics, env: {} }), log });
  const known: Known = { drafts: new Map(), rejected: [], warnings: [], taken: [], cursors: new Map() };
  const account: Account = {
    api,
    settings: parsed,
    vendor,
    known,
    lines,
    now: new Date('2026-08-05T12:00:00.000Z'),
    feed(name) {
      const found = vendor.feeds.find((one) => name === undefined || one.name === name);
      if (found === undefined) throw new Error(`there is no feed ${name}`);
      return found;
    },
    read: async (name) => readOnce(account, account.feed(name)),
    async poll(name) {
      const { pages = Number.POSITIVE_INFINITY } = account.feed(name);
      for (let page = 1; (await account.read(name)).more && page < pages; page += 1);
    },
  };
  return account;
}

export function settingsFor(url: string, settings: object): GroupIbSettings {
  return groupIbSettings.parse({
    name: 'acme',
    vendor: 'group-ib',
    url,
    username: 'user@acme.example',
    apiKey,
    timeout: '5 seconds',
    pace: { requests: 1000, per: '1 second' },
    ...settings,
  });
}

async function readOnce({ known, now }: Account, feed: Feed): Promise<FeedPage> {
  const cursor = known.cursors.get(feed.name);
  const page = await feed.read({
    ...(cursor !== undefined && { cursor }),
    since: resolveInstant(feed.first, now),
    openIds: async () => [],
    watchedIds: async () => [],
    now,
    signal: new AbortController().signal,
  });
  // As a store would: through JSON, and only after the whole read succeeded.
  known.cursors.set(feed.name, JSON.parse(JSON.stringify(page.next)) as Json);
  for (const draft of page.drafts) {
    known.drafts.set(draft.externalId, draft);
    known.taken.push(draft.externalId);
  }
  known.rejected.push(...page.rejected);
  known.warnings.push(...page.warnings);
  return page;
}

/** The records of a collection's fixture, as its page has them. */
export function fixture(collection: string): { readonly items: JsonObject[]; readonly [name: string]: Json } {
  const name = `${collection.replace('/', '_')}.json`;
  const folder = /masked_card|spd/.test(collection) ? 'synthetic/' : '';
  const path = new URL(`../../fixtures/group-ib/${folder}${name}`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as { readonly items: JsonObject[] };
}

/** `count` defacements with ascending sequences, all of the day before an account's `now`. */
export function someDefaces(count: number, from = 1000): JsonObject[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `deface-${from + n}`,
    url: `http://victim-${from + n}.example/`,
    date: new Date(Date.UTC(2026, 7, 4, 14, 0, n)).toISOString(),
    evaluation: { severity: 'orange', tlp: 'amber' },
    seqUpdate: (from + n) * 1000,
  }));
}

export function idsOf(items: readonly JsonObject[], collection = 'attacks/deface'): string[] {
  return items.map(({ id }) => `${collection}/${typeof id === 'string' ? id : ''}`);
}
