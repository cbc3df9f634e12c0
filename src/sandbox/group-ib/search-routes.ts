import { type Answer, json } from '../simulator/answer.ts';
import { header, type ServedRequest } from '../simulator/request.ts';
import type { ItemBook } from './item-book.ts';
import { notFound, wrongRequest } from './refusal.ts';
import type { Result } from './result-book.ts';
import { limitOf, selectionOf } from './selection.ts';
import { API_BASE, isGranted, isRefusal, readable, type World } from './world.ts';

/** `GET {collection}`, newest first. Source: CONTRACT.md §2.2, §15.5. */
export function listFound(collection: string, { query }: ServedRequest, world: World): Answer {
  const book = readable(collection, world);
  if (isRefusal(book)) return book;
  const limit = limitOf(query, book.info);
  if (limit === undefined) return wrongRequest('limit is no whole number.');
  const asked = query.get('resultId') ?? '';
  const result = asked === '' ? searchIn(book, query) : world.results.find(asked);
  if (typeof result === 'string') return wrongRequest(result);
  if (result?.collection !== collection) return notFound('such result');

  const { items, offset } = result;
  const resultId = world.results.keep({ ...result, offset: offset + limit });
  return json(200, { resultId, count: items.length, items: items.slice(offset, offset + limit) });
}

/** The result, or why the search cannot be made. */
function searchIn({ info, newestFirst }: ItemBook, query: URLSearchParams): Result | string {
  const selection = selectionOf(query, info);
  if ('fault' in selection) return selection.fault;
  const found = newestFirst().filter(selection.test);
  return { collection: info.name, items: found.map(({ item }) => item), offset: 0 };
}

/** `GET search`. Source: CONTRACT.md §2 (E6), §11. */
export function searchEverywhere(request: ServedRequest, world: World): Answer {
  const q = request.query.get('q') ?? '';
  if (q.trim() === '') return wrongRequest('q is missing.');
  const granted = [...world.books.values()].filter(({ info }) => isGranted(info.name, world));
  const searched = granted.map((book) => ({ book, query: new URLSearchParams({ q }) }));
  const selections = searched.map(({ book, query }) => ({ book, selection: selectionOf(query, book.info) }));
  if (selections.every(({ selection }) => 'fault' in selection)) return wrongRequest('q names an unknown tag.');
  const base = `http://${header(request, 'host') ?? 'localhost'}${API_BASE}`;
  const hits = selections.flatMap(({ book, selection }) => {
    const count = 'fault' in selection ? 0 : book.newestFirst().filter(selection.test).length;
    return count === 0 ? [] : [hitOf(book, { q, count, base })];
  });
  return json(200, hits);
}

interface Hit {
  readonly q: string;
  readonly count: number;
  readonly base: string;
}

function hitOf({ info: { name, label } }: ItemBook, { q, count, base }: Hit) {
  const link = `${base}/${name}?q=${q}`;
  return { apiPath: name, label, link, count, time: 0.29, detailedLinks: null };
}
