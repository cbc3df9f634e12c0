import type { ServerResponse } from 'node:http';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import { sendJson, startServer } from '../../support/http-server.ts';
import type { TestServer } from '../../support/http-server.ts';

type Seen = TestServer['seen'][number];

export interface Asked {
  readonly method: string;
  /** Below `/api/v2/`. */
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  readonly headers: Seen['headers'];
}

/** What a fake does with a request instead of answering it: gives true where it did. */
export type Fault = (asked: Asked, response: ServerResponse, nth: number) => boolean;

export interface FakeApi {
  readonly url: string;
  readonly asked: Asked[];
  /** Records by collection; changed by tests as they go. */
  readonly items: { [collection: string]: JsonObject[] };
  grants: Json;
  /** E2 by collection; absent ones have no place. */
  starts: { [collection: string]: number | string };
  /** Largest page that is given, whatever is asked. */
  cap: number;
  fault: Fault;
  /** Paths and queries asked since the last call. */
  take(): Asked[];
}

/** The endpoints that fetching needs, as CONTRACT.md §2 and §15 tell them, on a free loopback port. */
export async function startFakeApi(items: { [collection: string]: JsonObject[] }): Promise<FakeApi> {
  let taken = 0;
  const server = await startServer((response, _nth, seen) => {
    const asked = askedOf(seen);
    api.asked.push(asked);
    if (!api.fault(asked, response, api.asked.length)) answer(api, asked, response);
  });
  const api: FakeApi = {
    url: server.url,
    asked: [],
    items: Object.fromEntries(Object.entries(items).map(([collection, records]) => [collection, [...records]])),
    grants: Object.keys(items).map((collection) => ({ collection, huntingRulesUsed: true })),
    starts: {},
    cap: 5000,
    fault: () => false,
    take() {
      const since = api.asked.slice(taken);
      taken = api.asked.length;
      return since;
    },
  };
  return api;
}

function askedOf({ method, url, headers }: Seen): Asked {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  return { method, path: pathname.replace(/^\/api\/v2\//, ''), query: Object.fromEntries(searchParams), headers };
}

function answer(api: FakeApi, { path, query }: Asked, response: ServerResponse): void {
  if (path === 'user/granted_collections') return sendJson(response, api.grants);
  if (path === 'sequence_list') {
    const { collection = '' } = query;
    const start = api.starts[collection];
    return sendJson(response, { list: start === undefined ? [] : { [collection]: start } });
  }
  const collection = path.replace(/\/updated$/, '');
  const items = api.items[collection];
  if (items === undefined) return sendJson(response, {}, { status: 404 });
  if (path !== collection) return sendJson(response, updatedPage(items, query, api.cap));
  return sendJson(response, searchPage(items, query, api.cap));
}

/** E3: strictly greater, ascending, `count` is what is left with this page. */
function updatedPage(items: readonly JsonObject[], query: Asked['query'], cap: number): Json {
  const after = query.seqUpdate === undefined ? undefined : Number(query.seqUpdate);
  const left = items
    .filter((item) => after === undefined || sequenceOf(item) > after)
    .toSorted((a, b) => sequenceOf(a) - sequenceOf(b));
  const page = left.slice(0, Math.min(cap, Number(query.limit ?? 100)));
  const last = page.at(-1);
  return { count: left.length, items: page, seqUpdate: last === undefined ? (after ?? 0) : sequenceOf(last) };
}

export function sequenceOf({ seqUpdate }: JsonObject): number {
  return typeof seqUpdate === 'number' ? seqUpdate : 0;
}

/** E4: newest first by `uploadTime`, `df` and `dt` on it; the result's id holds its window and place. */
function searchPage(items: readonly JsonObject[], query: Asked['query'], cap: number): Json {
  const { resultId } = query;
  const [df = '', dt = '', from = '0'] = resultId === undefined ? [query.df, query.dt, '0'] : resultId.split('|');
  const found = items
    .map((item) => ({ item, at: typeof item.uploadTime === 'string' ? `${item.uploadTime}Z` : '' }))
    .filter(({ at }) => at >= df && at <= dt)
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .map(({ item }) => item);
  const size = Math.min(cap, Number(query.limit ?? 100));
  const page = found.slice(Number(from), Number(from) + size);
  return { count: found.length, items: page, resultId: [df, dt, Number(from) + size].join('|') };
}
