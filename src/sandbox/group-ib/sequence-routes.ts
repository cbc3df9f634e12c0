import { type Answer, json } from '../simulator/answer.ts';
import type { ServedRequest } from '../simulator/request.ts';
import { type Entry, rangeStart } from './entry.ts';
import type { ItemBook } from './item-book.ts';
import type { Test } from './query.ts';
import { notFound, refusal, wrongRequest } from './refusal.ts';
import { SEARCH_SETTINGS } from './search-settings.ts';
import { limitOf, selectionOf } from './selection.ts';
import { isGranted, isRefusal, readable, type World } from './world.ts';

/** `GET sequence_list`. Source: CONTRACT.md §2 (E2), §15.2. */
export function listSequences({ query }: ServedRequest, world: World): Answer {
  const { sequenceList } = world.settings();
  if (sequenceList === 'failing') return refusal(500, 'There are some troubles on the server with this request.');
  const since = rangeStart(query.get('date') ?? new Date().toISOString().slice(0, 10));
  if (since === undefined) return wrongRequest('date is no date.');
  const asked = query.get('collection');
  const book = asked === null ? undefined : readable(asked, world);
  if (book && isRefusal(book)) return book;
  if (sequenceList === 'empty') return json(200, { list: {} });

  const books = book ? [book] : [...world.books.values()].filter(({ info }) => isGranted(info.name, world));
  const isHunting = query.get('apply_hunting_rules') === '1';
  const places = books.flatMap((each) => {
    const place = placeBefore(since, each, ({ hunted }) => hunted || !isHunting);
    return place === undefined ? [] : [[each.info.name, place] as const];
  });
  return json(200, { list: Object.fromEntries(places) });
}

/** The largest cursor before the first item of the day; where none came since, that of the last item there is. */
function placeBefore(since: number, { info, ascending }: ItemBook, test: Test): number | undefined {
  if (info.iteration === 'search' || since > Date.now()) return undefined;
  const entries = ascending().filter(test);
  const first = entries.find(({ placedAt }) => placedAt >= since);
  return first ? first.sequence - 1 : entries.at(-1)?.sequence;
}

/** `GET {collection}/updated`. Source: CONTRACT.md §2.1, §15.3, §15.4. */
export function listUpdated(collection: string, { query }: ServedRequest, world: World): Answer {
  const book = readable(collection, world);
  if (isRefusal(book)) return book;
  const { info } = book;
  if (info.iteration === 'search') return notFound(`sequence of ${collection}`);
  const limit = limitOf(query, info);
  const selection = selectionOf(query, info);
  const cursor = cursorOf(query);
  if (limit === undefined) return wrongRequest('limit is no whole number.');
  if (cursor === undefined) return wrongRequest('seqUpdate is no whole number.');
  if ('fault' in selection) return wrongRequest(selection.fault);

  const left = book.ascending().filter((entry) => isLeft(entry, cursor, world) && selection.test(entry));
  return json(200, pageOf(left.slice(0, limit), { left: left.length, cursor, collection, world }));
}

/** Without one, all there is: items at negative places too. */
function cursorOf(query: URLSearchParams): number | undefined {
  const text = query.get('seqUpdate') ?? '';
  if (text === '' || text === '0') return Number.NEGATIVE_INFINITY;
  return /^-?\d{1,19}$/.test(text) ? Number(text) : undefined;
}

function isLeft({ sequence }: Entry, cursor: number, world: World): boolean {
  return world.settings().cursor === 'inclusive' ? sequence >= cursor : sequence > cursor;
}

interface Page {
  /** How many are left in the queue, with this page. */
  readonly left: number;
  readonly cursor: number;
  readonly collection: string;
  readonly world: World;
}

function pageOf(entries: readonly Entry[], { left, cursor, collection, world }: Page) {
  const given = Number.isFinite(cursor) ? cursor : 0;
  const last = world.settings().pages === 'stuck' ? given : (entries.at(-1)?.sequence ?? given);
  const search = SEARCH_SETTINGS[collection];
  return {
    count: left,
    items: entries.map(({ item }) => item),
    ...(search && { settings: { search } }),
    seqUpdate: last,
  };
}
