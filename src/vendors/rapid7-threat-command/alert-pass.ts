import type { AlertsCursor, Place } from './cursor-schema.ts';
import { comparePlaces, laterPlace, offsetOf, placeOf, timeOf } from './place.ts';
import type { AlertEntry } from './schema.ts';

/** Ids asked for at once: the most that the published client asks for in a fetch. */
export const listedAtOnce = 200;

/** How long `mark` stays behind the present. */
const overlapMs = 60 * 60_000;
const mostSeen = 2000;

export interface ListedPage {
  readonly entries: readonly AlertEntry[];
  /** Elements of the page, unreadable ones included. */
  readonly length: number;
  /** The server's own cursor. */
  readonly nextOffset: string | undefined;
}

/** What a page of the list came to. */
export interface Step {
  /** To be read in full. */
  readonly fresh: readonly AlertEntry[];
  readonly cursor: AlertsCursor;
  readonly ended: boolean;
  readonly warnings: readonly string[];
}

/** The elements up to the `most`th that `isFresh`; the rest of the page is for another time. */
export function consume(
  entries: readonly AlertEntry[],
  most: number,
  isFresh: (entry: AlertEntry) => boolean,
): { readonly consumed: readonly AlertEntry[]; readonly fresh: readonly AlertEntry[] } {
  const fresh: AlertEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isFresh(entry)) continue;
    if (fresh.length === most) return { consumed: entries.slice(0, index), fresh };
    fresh.push(entry);
  }
  return { consumed: entries, fresh };
}

/** Where the next page starts; absent at the end of the list. */
export function offsetAfter(page: ListedPage, consumed: readonly AlertEntry[], pageSize: number): string | undefined {
  const last = consumed.flatMap((entry) => placeOf(entry) ?? []).at(-1);
  if (consumed.length < page.entries.length) return last && offsetOf(last);
  if (page.length === 0) return undefined;
  if (page.nextOffset !== undefined) return page.nextOffset;
  return page.length >= pageSize && last !== undefined ? offsetOf(last) : undefined;
}

/** One page of a pass over everything after `mark`. Pure. */
export function takePage(
  before: AlertsCursor,
  page: ListedPage,
  { most, now }: { readonly most: number; readonly now: Date },
): Step {
  const { consumed, fresh } = consume(page.entries, most, ({ id, at = '' }) => before.seen[id] !== at);
  const whole = consumed.length === page.entries.length;
  const offset = offsetAfter(page, consumed, listedAtOnce);
  // A server that does not move on must not be asked for ever. Within a page the place may well stay: see `seen`.
  const stuck = whole && offset !== undefined && offset === before.scan;
  const ended = whole && (offset === undefined || stuck);
  const places = consumed.flatMap((entry) => placeOf(entry) ?? []);
  const held = {
    mark: markAfter(before.mark, places, now),
    seen: [...Object.entries(before.seen), ...pairs(consumed)],
  };
  return {
    fresh,
    ended,
    cursor: {
      ...before,
      ...bounded(held, now),
      scan: ended ? null : (offset ?? before.scan),
    },
    warnings: stuck ? ['Threat Command sent the same page of alerts twice in a row; this pass was ended there.'] : [],
  };
}

function pairs(entries: readonly AlertEntry[]): readonly (readonly [string, string])[] {
  return entries.map(({ id, at = '' }) => [id, at] as const);
}

/** The last place that lies far enough back; a date in the future never moves it (CONTRACT.md §6.7, W6). */
function markAfter(mark: Place | null, places: readonly Place[], now: Date): Place | null {
  const horizon = new Date(now.getTime() - overlapMs).toISOString();
  const passed = places.filter(({ at }) => timeOf(at) <= horizon);
  return passed.reduce<Place | null>((latest, place) => laterPlace(latest, place), mark);
}

interface Held {
  readonly mark: Place | null;
  readonly seen: readonly (readonly [string, string])[];
}

/** Where very much happened within the overlap, `mark` follows sooner, but never beyond the present. */
function bounded({ mark, seen }: Held, now: Date): Pick<AlertsCursor, 'mark' | 'seen'> {
  const kept = [...new Map(seen)].filter(([id, at]) => isAfter(mark, { id, at }));
  if (kept.length <= mostSeen) return { mark, seen: Object.fromEntries(kept) };
  const ordered = kept.map(([id, at]) => ({ id, at })).toSorted(comparePlaces);
  const tooMany = ordered.slice(0, ordered.length - mostSeen);
  const past = tooMany.filter(({ at }) => timeOf(at) !== '' && timeOf(at) <= now.toISOString());
  const rest = ordered.slice(-mostSeen).map(({ id, at }) => [id, at] as const);
  return { mark: past.reduce<Place | null>(laterPlace, mark), seen: Object.fromEntries(rest) };
}

/** What has no date stays remembered: it is in no place. */
function isAfter(mark: Place | null, place: Place): boolean {
  return mark === null || timeOf(place.at) === '' || comparePlaces(place, mark) > 0;
}
