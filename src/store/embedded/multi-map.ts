/**
 * Several values under one key. A lone value stands there itself: nearly every key has one, and an empty set costs 200
 * bytes.
 */
export type MultiMap = Map<string, string | Set<string>>;

/** Puts `value` under `key`; nothing changes where it is there. */
export function addTo(map: MultiMap, key: string, value: string): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, value);
  else if (held instanceof Set) held.add(value);
  else if (held !== value) map.set(key, new Set([held, value]));
}

/** Takes `value` from under `key`; nothing changes where it is not there. */
export function removeFrom(map: MultiMap, key: string, value: string): void {
  const held = map.get(key);
  if (held === value) map.delete(key);
  if (!(held instanceof Set)) return;
  held.delete(value);
  if (held.size === 0) map.delete(key);
}

/** The values under `key`, in the order they came. */
export function valuesOf(map: MultiMap, key: string): readonly string[] {
  const held = map.get(key);
  if (held === undefined) return [];
  return held instanceof Set ? [...held] : [held];
}

/** The values under `key` without a copy: to be read before the next change. */
export function setOf(map: MultiMap, key: string): ReadonlySet<string> {
  const held = map.get(key);
  return held instanceof Set ? held : new Set(held === undefined ? [] : [held]);
}
