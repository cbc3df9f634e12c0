import { wholeNumber } from '../simulator/request.ts';
import { invalid, RefusedError } from './answer.ts';
import { LAST_ID, type Place } from './paging.ts';

/** Reads one request's query; throws a RefusedError with 422 for a value that cannot be. */
export interface QueryReader {
  readonly text: (name: string) => string | undefined;
  /**
   * All values of a list, in any of the three encodings: `a=1&a=2`, `a=1,2`, `a[]=1&a[]=2`. Empty where it is absent.
   * Source: CONTRACT.md §1.
   */
  readonly list: (name: string, allowed?: readonly string[]) => readonly string[];
  /** Milliseconds since 1970. */
  readonly instant: (name: string) => number | undefined;
  /** Tells whether a time lies between two instants, both included. */
  readonly window: (from: string, to: string) => (time: unknown) => boolean;
  readonly flag: (name: string) => boolean | undefined;
  readonly count: (name: string) => number | undefined;
  readonly choice: (name: string, allowed: readonly string[]) => string | undefined;
  /** `<time>::<id>`. */
  readonly cursor: (name: string) => Place | undefined;
}

/** A reader over a query. */
export function readQuery(query: URLSearchParams): QueryReader {
  const text = (name: string) => query.get(name) ?? undefined;
  const list = (name: string, allowed?: readonly string[]) => {
    const values = [...query.getAll(name), ...query.getAll(`${name}[]`)].flatMap((value) => value.split(','));
    const wrong = values.find((value) => allowed && !allowed.includes(value));
    return wrong === undefined ? values : refuse(name, `${wrong} is not one of ${allowed?.join(', ')}`);
  };
  const parsed = <T>(name: string, parse: (value: string) => T | undefined) => {
    const value = text(name);
    if (value === undefined) return undefined;
    return parse(value) ?? refuse(name, `${name} cannot be read`);
  };
  const instant = (name: string) => parsed(name, readInstant);
  return {
    text,
    list,
    instant,
    window: (from, to) => within({ from: instant(from), to: instant(to) }),
    flag: (name) => parsed(name, readFlag),
    count: (name) => parsed(name, wholeNumber),
    choice: (name, allowed) => parsed(name, (value) => allowed.find((known) => known === value)),
    cursor: (name) => parsed(name, readCursor),
  };
}

function refuse(name: string, message: string): never {
  throw new RefusedError(invalid(message, `/query/${name}`));
}

/** ISO 8601; undefined for anything else. */
export function readInstant(value: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function readFlag(value: string): boolean | undefined {
  return { true: true, false: false }[value.toLowerCase()];
}

function readCursor(value: string): Place | undefined {
  const [time = '', id = '', ...rest] = value.split('::');
  const instant = readInstant(time);
  return instant === undefined || id === '' || rest.length > 0 ? undefined : { time: instant, id };
}

interface Window {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Both ends are included; a record without a readable time is only in a window without ends. */
export function within({ from, to }: Window): (time: unknown) => boolean {
  if (from === undefined && to === undefined) return () => true;
  return (time) => {
    const at = Date.parse(String(time));
    return at >= (from ?? Number.NEGATIVE_INFINITY) && at <= (to ?? Number.POSITIVE_INFINITY);
  };
}

/** The place that a bare time names: behind the records of that instant, or before them. */
export function bareTimePlace(time: number | undefined, cursor: 'exclusive' | 'inclusive'): Place | undefined {
  return time === undefined ? undefined : { time, id: cursor === 'exclusive' ? LAST_ID : '' };
}
