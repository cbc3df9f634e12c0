import type { Reply } from '../simulator/answer.ts';
import type { RateCounter } from '../simulator/rate-limit.ts';
import type { ItemBook } from './item-book.ts';
import { notFound, refusal } from './refusal.ts';
import type { ResultBook } from './result-book.ts';
import type { GroupIbSettings } from './settings.ts';

/** Where the API lives. Source: CONTRACT.md §1. */
export const API_BASE = '/api/v2';

/** All that the simulated service knows, handed to every route. */
export interface World {
  readonly settings: () => GroupIbSettings;
  /** By name of the collection, in the vendor's order. */
  readonly books: ReadonlyMap<string, ItemBook>;
  readonly results: ResultBook;
  readonly rate: RateCounter;
}

/** The collection, or the refusal where there is none or it is not granted. */
export function readable(collection: string, world: World): ItemBook | Reply {
  const book = world.books.get(collection);
  if (!book) return notFound(`collection ${collection}`);
  return isGranted(collection, world) ? book : refusal(403, `The collection ${collection} is not granted.`);
}

/** Whether a lookup was refused. */
export function isRefusal(found: ItemBook | Reply): found is Reply {
  return 'kind' in found;
}

export function isGranted(collection: string, { settings }: World): boolean {
  return settings().grants.some((grant) => grant.collection === collection);
}
