import { type Answer, json } from '../simulator/answer.ts';
import type { ServedRequest } from '../simulator/request.ts';
import { contentOf } from './file-content.ts';
import { textAt, valueAt } from './item-fields.ts';
import { notFound, wrongRequest } from './refusal.ts';
import type { Item } from './wire.ts';
import { isRefusal, readable, type World } from './world.ts';

/** `GET {collection}/{id}`: the item alone. Source: CONTRACT.md §2 (E5). */
export function showItem(path: string, _request: ServedRequest, world: World): Answer {
  return withItem(path, world, ({ collection, item }) => json(200, isBreach(collection) ? byId(item) : item));
}

function isBreach(collection: string): boolean {
  return collection === 'compromised/breached';
}

/** Asked for by its id, a breach has the domains of its addresses in another field. Source: CONTRACT.md §5.4. */
function byId({ addInfo, ...item }: Item): Item {
  return { ...item, emails: valueAt(addInfo, 'emailDomain') };
}

/** `GET {collection}/{id}/file/{fileId}`. Source: CONTRACT.md §2 (E10). */
export function showFile(path: string, _request: ServedRequest, world: World): Answer {
  return withItem(path, world, ({ item, last }) => {
    const mime = mimeOf(item, last);
    if (mime === undefined) return notFound(`file ${last}`);
    const body = { bytes: contentOf(mime, last) };
    return { kind: 'reply', status: 200, headers: { 'content-type': mime }, body };
  });
}

/** A file that the item lists, or the archive of a phishing kit, which has the kit's own hash. */
function mimeOf(item: Item, fileId: string): string | undefined {
  if (item.hash === fileId && 'downloadedFrom' in item) return 'application/zip';
  const listed = [item.files, item.attachedFile].flatMap((list: unknown): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  const file = listed.find((each) => valueAt(each, 'hash') === fileId || valueAt(each, 'name') === fileId);
  return file === undefined ? undefined : (textAt(file, ['mime']) ?? 'application/octet-stream');
}

/** `GET {collection}/{id}/action/{action}`: says that it was done. Source: CONTRACT.md §2 (E11). */
export function runAction(path: string, _request: ServedRequest, world: World): Answer {
  return withItem(path, world, ({ item, last }) => json(200, { id: item.id, action: last, status: 'ok' }));
}

interface Asked {
  readonly collection: string;
  readonly item: Item;
  /** The part of the path that comes last. */
  readonly last: string;
}

/** Finds the item of a path `{section}/{name}/{id}` and what may follow. */
function withItem(path: string, world: World, answer: (asked: Asked) => Answer): Answer {
  const parts = decoded(path);
  if (!parts) return wrongRequest('The path is not encoded rightly.');
  const [section = '', name = '', id = ''] = parts;
  const collection = `${section}/${name}`;
  const book = readable(collection, world);
  if (isRefusal(book)) return book;
  const entry = book.find(id);
  if (!entry) return notFound(`item ${id} in ${collection}`);
  return answer({ collection, item: entry.item, last: parts.at(-1) ?? '' });
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}
