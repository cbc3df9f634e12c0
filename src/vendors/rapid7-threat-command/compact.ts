import type { Json } from '../../domain/json.ts';

/**
 * Without nulls, empty lists and empty objects, however deep; empty texts, `false` and 0 stay (CONTRACT.md §1). What is
 * left empty by it goes too, but the value itself stays.
 */
export function compact(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(compact).filter((item) => !isNothing(item));
  const kept = Object.entries(value).flatMap(([name, one]): readonly (readonly [string, Json])[] => {
    const inner = one === undefined ? null : compact(one);
    return isNothing(inner) ? [] : [[name, inner]];
  });
  return Object.fromEntries(kept);
}

function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
