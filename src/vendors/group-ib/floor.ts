import type { JsonObject } from '../../domain/json.ts';
import { datesOf } from './dates.ts';
import type { Collection } from './collection.ts';

/**
 * Whether a record is dated on the first fetch's first day, but before its hour: the vendor's start is a whole day (W9).
 * Other days are left alone: an older record that came out of the feed was changed since. Midnight stands for a day.
 */
export function isBeforeStart(record: JsonObject, { occurred, changed }: Collection, since: string): boolean {
  const newest = datesOf(record, [...occurred, ...changed])
    .toSorted()
    .at(-1);
  if (newest === undefined || newest.endsWith('T00:00:00.000Z')) return false;
  return newest.slice(0, 10) === since.slice(0, 10) && newest < since;
}
