import { field } from '../simulator/request.ts';

/** Where a record stands in a listing: by time, then by id. */
export interface Place {
  /** Milliseconds since 1970; 0 for one without a readable time. */
  readonly time: number;
  readonly id: string;
}

/** Above every id, so that a bare time stands behind all records of its instant. */
export const LAST_ID = '\u{ffff}';

/** Ascending time, then ascending id. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The place of a record whose time came as text. */
export function placeOf(time: unknown, id: string): Place {
  return { time: Date.parse(String(time)) || 0, id };
}

interface Listing<T> {
  /** In the order of their places. */
  readonly records: readonly T[];
  readonly placeOf: (record: T) => Place;
  /** The last place that the caller has seen. */
  readonly after: Place | undefined;
  readonly limit: number;
}

/** A page that starts behind a place, and whether there is more behind it. */
export function pageOf<T>({ records, placeOf: place, after, limit }: Listing<T>): {
  page: readonly T[];
  more: boolean;
} {
  const rest = after ? records.filter((record) => comparePlaces(place(record), after) > 0) : records;
  return { page: rest.slice(0, limit), more: rest.length > limit };
}

/** A cursor `<time>::<id>` that names a record. */
export function cursorOf(time: unknown, id: string): string {
  return `${String(time)}::${id}`;
}

/** A part of a record's details; undefined where there are none. */
export function detailOf(alert: { readonly Details?: unknown }, name: string): unknown {
  return field(alert.Details, name);
}
