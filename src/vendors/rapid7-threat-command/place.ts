import { parseTimestamp } from '../../domain/time.ts';
import type { Place } from './cursor-schema.ts';
import type { AlertEntry } from './schema.ts';

/** Where an element stands in the alert list; absent where its date is missing or unreadable. */
export function placeOf({ id, at }: AlertEntry): Place | undefined {
  return at === undefined || parseTimestamp(at) === undefined ? undefined : { at, id };
}

/** A place as the API's `offset`: what follows it comes next. Source: CONTRACT.md §5.1. */
export function offsetOf({ at, id }: Place): string {
  return `${at}::${id}`;
}

/** An update date as ISO 8601 UTC; '' where there is none. */
export function timeOf(at: string | undefined): string {
  return (at === undefined ? undefined : parseTimestamp(at)) ?? '';
}

/** Positive where `a` comes after `b`: by update date, then by id. */
export function comparePlaces(a: Place, b: Place): number {
  const [timeA, timeB] = [timeOf(a.at), timeOf(b.at)];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The later of two places. */
export function laterPlace(a: Place | null, b: Place): Place {
  return a !== null && comparePlaces(a, b) >= 0 ? a : b;
}
