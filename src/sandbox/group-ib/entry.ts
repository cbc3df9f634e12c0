import type { CollectionInfo } from './collections.ts';
import { instantOf, timeAt } from './item-fields.ts';
import type { Item, Placing } from './wire.ts';

/** An item in its place. */
export interface Entry {
  readonly item: Item;
  /** Where it stands in the sequence; mostly what its own `seqUpdate` says. */
  readonly sequence: number;
  /** Counts up with each entry that is made, so that equal places keep their order. */
  readonly serial: number;
  /** Milliseconds: when it came to this place. */
  readonly placedAt: number;
  /** Milliseconds: the item's own date; `placedAt` for one without. */
  readonly datedAt: number;
  readonly hunted: boolean;
  readonly combolist: boolean;
  readonly corporate: boolean;
}

interface Making extends Pick<Entry, 'serial' | 'sequence'> {
  readonly info: CollectionInfo;
  readonly item: Item;
  readonly placing: Placing;
}

/** Puts an item in its place. */
export function entryOf({ info, item, placing, ...place }: Making): Entry {
  const { at, hunted = true, combolist = false, corporate = false } = placing;
  const date = timeAt(item, info.dates);
  const placedAt = at?.getTime() ?? date ?? Date.now();
  return { ...place, item, placedAt, datedAt: date ?? placedAt, hunted, combolist, corporate };
}

/** The item's own place, where it has one that is a number. */
export function ownSequence({ seqUpdate }: Item): number | undefined {
  const number = typeof seqUpdate === 'string' ? Number(seqUpdate || Number.NaN) : seqUpdate;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** What an item without these fields gets: the time as each of its own dates, and an evaluation. */
export function usualFields({ dates, iteration, evaluated }: CollectionInfo, at: Date): Item {
  return { ...datesOf(dates, writtenAt(at, iteration)), ...(evaluated && { evaluation: USUAL_EVALUATION }) };
}

/** What a change writes by itself: those without a sequence tell by this date alone that they changed. */
export function touchedFields({ dates, iteration }: CollectionInfo, at: Date): Item {
  return iteration === 'search' ? datesOf(dates.slice(0, 1), writtenAt(at, iteration)) : {};
}

/** Searched collections give dates without a zone. Source: CONTRACT.md §5.4. */
function writtenAt(at: Date, iteration: CollectionInfo['iteration']): string {
  return at.toISOString().slice(0, 19) + (iteration === 'search' ? '' : '+00:00');
}

function datesOf(paths: readonly string[], instant: string): Item {
  const fields: { [outer: string]: unknown } = {};
  for (const [outer = '', inner] of paths.map((path) => path.split('.'))) {
    fields[outer] = inner === undefined ? instant : { ...nested(fields[outer]), [inner]: instant };
  }
  return fields;
}

function nested(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

const USUAL_EVALUATION = {
  admiraltyCode: 'B2',
  credibility: 80,
  reliability: 80,
  severity: 'orange',
  tlp: 'amber',
  ttl: 30,
};

/** Milliseconds where a range of dates begins (`df`). */
export function rangeStart(text: string): number | undefined {
  return instantOf(text);
}

/** Milliseconds where a range of dates ends (`dt`): a bare date includes its whole day. */
export function rangeEnd(text: string): number | undefined {
  const instant = instantOf(text);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  return instant === undefined || !isDay ? instant : instant + 86_400_000 - 1;
}
