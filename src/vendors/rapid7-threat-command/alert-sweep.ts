import type { Schedule } from '../../ports/vendor.ts';
import { consume, newestOf, offsetAfter } from './alert-pass.ts';
import type { ListedPage, Step } from './alert-pass.ts';
import type { AlertsCursor } from './cursor-schema.ts';
import { comparePlaces, placeOf, timeOf } from './place.ts';
import type { AlertEntry } from './schema.ts';

/** Ids asked for at once; taken for the largest page (CONTRACT.md §4.2.1). */
export const sweptAtOnce = 1000;
export const sinceEver = '1970-01-01T00:00:00.000Z';

const pollsBetween = 5;
const usualMs = 5 * 60_000;

/** Whether it is time to look for alerts that came in dated before `mark`. */
export function isSweepDue({ sweep }: AlertsCursor, schedule: Schedule, now: Date): boolean {
  const everyMs = 'everyMs' in schedule ? pollsBetween * schedule.everyMs : usualMs;
  return now.getTime() - Date.parse(sweep.at) >= everyMs;
}

/** One page of a look over everything up to `mark`. Pure. */
export function sweepPage(
  before: AlertsCursor,
  page: ListedPage,
  { most, now }: { readonly most: number; readonly now: Date },
): Step {
  const behind = page.entries.filter((entry) => isBehind(entry, before));
  const { consumed, fresh } = consume(behind, most, (entry) => isNewcomer(entry, before));
  const offset = offsetAfter({ ...page, entries: behind }, consumed, sweptAtOnce);
  const passedMark = behind.length < page.entries.length && consumed.length === behind.length;
  const ended = passedMark || offset === undefined || offset === before.sweep.scan;
  const newest = newestOf(before.sweep.newest, consumed);
  const { sweep } = before;
  return {
    fresh,
    ended,
    warnings: [],
    cursor: {
      ...before,
      sweep: ended
        ? { at: now.toISOString(), scan: null, before: sweep.last, last: newest, newest }
        : { ...sweep, scan: offset, newest },
    },
  };
}

/** Passes do not meet what lies before `mark`, or before the first fetch. */
function isBehind(entry: AlertEntry, { mark, floor }: AlertsCursor): boolean {
  const place = placeOf(entry);
  if (place === undefined) return false;
  return mark === null ? timeOf(place.at) < floor : comparePlaces(place, mark) <= 0;
}

/**
 * Whether an alert was made since the last look but one: two, so that ids made out of order in one instant are met. The
 * first look goes by the time in the id: made after the first fetch reached back, dated before that.
 */
function isNewcomer({ id, at }: AlertEntry, { sweep, floor }: AlertsCursor): boolean {
  const known = sweep.before === '' ? sweep.last : sweep.before;
  if (known !== '') return id > known;
  return madeAt(id) >= floor && timeOf(at) < floor;
}

/** The time in the first four bytes of an object id, ISO 8601 UTC; '' for another kind of id. */
function madeAt(id: string): string {
  return /^[\da-f]{24}$/i.test(id) ? new Date(Number.parseInt(id.slice(0, 8), 16) * 1000).toISOString() : '';
}
