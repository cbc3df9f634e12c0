import { isIP } from 'node:net';
import type { Entry } from './entry.ts';
import { leavesOf } from './item-fields.ts';
import { COMMON_TAGS, SEARCH_SETTINGS } from './search-settings.ts';
import type { Item } from './wire.ts';

/** Which items are meant. */
export type Test = (entry: Entry) => boolean;

/**
 * What `q` finds in a collection: with a tag, items that hold exactly this value (a domain also as the host of a URL,
 * `id` in its own field); without, items that hold the text somewhere. Undefined where the tag is not one of the
 * collection's.
 */
export function testOf(q: string, collection: string): Test | undefined {
  const { tag, value } = taken(q.trim());
  if (tag === undefined) return ({ item }) => some(item, (leaf) => leaf.includes(value));
  if (!tagsOf(collection).has(tag)) return undefined;
  if (tag === 'id') return ({ item }) => String(item.id).toLowerCase() === value;
  if (tag.endsWith('.tree')) return ({ item }) => some(item, (leaf) => `.${hostOf(leaf)}`.endsWith(`.${value}`));
  return ({ item }) => some(item, (leaf) => leaf === value || hostOf(leaf) === value);
}

/** Neither a URL, nor an IPv6 address, nor an id such as `WPVDB-ID:7181` begins with a tag. */
function taken(q: string): { readonly tag?: string; readonly value: string } {
  const [, tag, value] = /^([a-z0-9_.]+):(?!\/\/)(.+)$/i.exec(q) ?? [];
  const text = q.toLowerCase();
  if (tag === undefined || value === undefined || isIP(q) !== 0) return { value: text };
  return { tag, value: value.trim().toLowerCase() };
}

function tagsOf(collection: string): ReadonlySet<string> {
  const { tags = [], fields = [] } = SEARCH_SETTINGS[collection] ?? {};
  return new Set([...COMMON_TAGS, ...tags, ...fields]);
}

function some(item: Item, matches: (leaf: string) => boolean): boolean {
  for (const leaf of leavesOf(item)) if (matches(leaf.toLowerCase())) return true;
  return false;
}

function hostOf(leaf: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/.exec(leaf)?.[1] ?? leaf;
}
