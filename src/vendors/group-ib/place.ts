import { collections } from './collections.ts';
import type { Collection } from './collection.ts';

/** An incident's identity: ids are not unique over collections (CONTRACT.md §16, W21). */
export function externalIdOf(collection: string, id: string): string {
  return `${collection}/${id}`;
}

/** The collection and the vendor's id of an incident; absent where the collection is not known. */
export function placeOf(externalId: string): { readonly collection: Collection; readonly id: string } | undefined {
  const collection = collections.find(({ name }) => externalId.startsWith(`${name}/`));
  return collection && { collection, id: externalId.slice(collection.name.length + 1) };
}
