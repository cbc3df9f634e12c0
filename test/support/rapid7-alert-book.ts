import type { ServerResponse } from 'node:http';
import { sendJson } from './http-server.ts';
import type { Answer, TestServer } from './http-server.ts';

/** An alert as the API has it, as far as these tests care. */
export interface WireAlert {
  readonly _id: string;
  readonly UpdateDate?: string;
  readonly [field: string]: unknown;
}

export type Seen = TestServer['seen'][number];

type Behaviour = (response: ServerResponse, request: Seen) => boolean;

/** The alert endpoints of the API over a list of alerts, with switches for what is not known of the live service. */
export interface AlertBook {
  readonly alerts: Map<string, WireAlert>;
  /** Whether `lastUpdatedFrom` counts beside an offset (CONTRACT.md §13). */
  appliesBoth: boolean;
  /** More than this is never listed at once. */
  cap: number;
  nextOffset: 'always' | 'while more' | 'never';
  /** Details under way, and the most there ever were at once. */
  readonly load: { now: number; most: number };
  readonly answer: Answer;
  put(...alerts: readonly WireAlert[]): void;
  /** Answers in place of the book where it returns true. */
  before(behaviour: Behaviour): () => void;
  /** Holds details back until `release`. */
  hold(): void;
  release(): void;
}

export const listPath = '/public/v1/data/alerts/update-alerts';
export const detailPath = '/public/v1/data/alerts/get-complete-alert/';

export function createAlertBook(): AlertBook {
  const behaviours: Behaviour[] = [];
  let held: (() => void)[] | undefined;
  const book: AlertBook = {
    alerts: new Map(),
    appliesBoth: true,
    cap: 1000,
    nextOffset: 'always',
    load: { now: 0, most: 0 },
    put(...alerts) {
      for (const alert of alerts) book.alerts.set(idIn(alert), alert);
    },
    before(behaviour) {
      behaviours.unshift(behaviour);
      return () => behaviours.splice(behaviours.indexOf(behaviour), 1);
    },
    hold() {
      held = [];
    },
    release() {
      for (const go of held ?? []) go();
      held = undefined;
    },
    answer(response, _nth, request) {
      if (behaviours.some((behaviour) => behaviour(response, request))) return;
      const url = new URL(request.url, 'http://book');
      if (url.pathname === listPath) return sendJson(response, listed(book, url.searchParams));
      if (!url.pathname.startsWith(detailPath)) return void response.writeHead(404).end();
      const alert = book.alerts.get(decodeURIComponent(url.pathname.slice(detailPath.length)));
      book.load.now += 1;
      book.load.most = Math.max(book.load.most, book.load.now);
      const go = (): void => {
        book.load.now -= 1;
        if (alert === undefined) response.writeHead(404).end();
        else sendJson(response, alert);
      };
      if (held === undefined) go();
      else held.push(go);
    },
  };
  return book;
}

function listed({ alerts, appliesBoth, cap, nextOffset }: AlertBook, query: URLSearchParams): object {
  const [offsetAt = '', offsetId = ''] = (query.get('offset') ?? '').split('::');
  const from = query.get('lastUpdatedFrom') ?? '';
  const following = [...alerts.values()]
    .map((alert) => ({ id: idIn(alert), at: alert.UpdateDate ?? '' }))
    .filter((one) => !query.has('offset') || compare(one, { at: offsetAt, id: offsetId }) > 0)
    .filter(({ at }) => at === '' || (query.has('offset') && !appliesBoth) || at >= from)
    .toSorted(compare);
  const content = following.slice(0, Math.min(Number(query.get('limit')), cap));
  const last = content.findLast(({ at }) => at !== '');
  const more = content.length < following.length;
  const hasNext = last !== undefined && (nextOffset === 'always' || (nextOffset === 'while more' && more));
  return {
    content: content.map(({ id, at }) => (at === '' ? { _id: id } : { _id: id, updateDate: at })),
    ...(hasNext && { nextOffset: `${last.at}::${last.id}` }),
  };
}

interface Entry {
  readonly id: string;
  readonly at: string;
}

function compare(a: Entry, b: Entry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

export function idIn({ _id: id }: Pick<WireAlert, '_id'>): string {
  return id;
}

/** A whole alert, made in the hours before an account's `now`. */
export function wireAlert(n: number, over: { readonly [field: string]: unknown } = {}): WireAlert {
  const at = new Date(Date.UTC(2026, 7, 4, 6, 0, n)).toISOString();
  const { Details: details, ...rest } = over;
  return {
    _id: idOf(n),
    FoundDate: at,
    UpdateDate: at,
    Assets: [{ Type: 'Domains', Value: 'acme.example' }],
    Assignees: [],
    Details: {
      Title: `Credentials of employee ${n} offered`,
      Description: 'A post offers credentials.',
      Type: 'DataLeakage',
      SubType: 'CredentialsLeakage',
      Severity: 'High',
      Images: [],
      Tags: [],
      Source: { Type: 'Paste Site', NetworkType: 'DarkWeb', URL: 'https://paste.example/x', Date: at },
      ...(details as object | undefined),
    },
    TakedownStatus: 'NotSent',
    IsFlagged: false,
    RelatedIocs: [],
    RelatedThreatIDs: [],
    Closed: { IsClosed: false },
    ...rest,
  };
}

/** An object id made in August 2026; ids ascend with `n`. */
export function idOf(n: number): string {
  return `6a8f${n.toString(16).padStart(20, '0')}`;
}

export const someAlerts = (count: number, from = 1): WireAlert[] =>
  Array.from({ length: count }, (_, n) => wireAlert(from + n));

/** Ids of what an account has taken in, in order. */
export function idsTaken({ known }: { readonly known: { readonly drafts: ReadonlyMap<string, unknown> } }): string[] {
  return [...known.drafts.keys()].toSorted();
}

interface Asked {
  readonly seen: readonly Seen[];
}

/** The queries of all listings. */
export function listsAsked({ seen }: Asked): URLSearchParams[] {
  return seen.filter(({ url }) => url.startsWith(listPath)).map(({ url }) => new URL(url, 'http://book').searchParams);
}

/** How often the details of the `n`th alert were asked for. */
export function detailsAsked({ seen }: Asked, n: number): number {
  return seen.filter(({ url }) => url === detailPath + idOf(n)).length;
}
