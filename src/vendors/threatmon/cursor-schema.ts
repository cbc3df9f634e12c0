import * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';

const count = z.int().min(0);

/** `totalRecords` over the pages read so far: the number while it is the same on each, `unsure` once it is not. */
const total = z.union([count, z.literal('unsure')]);

/**
 * Place in the alarms. A batch is all pages for one `after`, which stays the same while the batch is read: changing it
 * would shift the pages under the reader (CONTRACT.md §8).
 *
 * - `first`: entered when a batch begins; left to `again` when the batch took several pages and the list may have moved
 *   meanwhile, else to the next batch's `first`.
 * - `again`: the same batch once more; left to the next batch's `first`.
 *
 * Only where a batch ends does `after` become `highest`.
 */
export const AlarmsCursor = z.object({
  after: count,
  page: count,
  highest: count,
  round: z.enum(['first', 'again']),
  total,
  /** Alarms before it are left out; null after the first batch. */
  floor: z.string().nullable(),
  /** `fetch.afterAlarmCode` as it was, to tell when it is changed to no effect. */
  start: count,
  /** What the page before held; a list that does not move on must not be read for ever. */
  previous: z.string(),
});
export type AlarmsCursor = z.output<typeof AlarmsCursor>;

/** One reading of all pages after a code. */
const Pass = z.object({
  after: count,
  page: count,
  total,
  previous: z.string(),
  /** Open incidents not met yet; null where absence is not asked about. */
  expected: z.array(z.string()).nullable(),
});
export type Pass = z.output<typeof Pass>;

/**
 * Place in the refresh. A run reads at most `refreshPages` pages of one pass and leaves it in `passes` to go on with.
 * `open` passes start at the lowest open incident, `full` ones at the start code; while a full one is under way, runs
 * take turns, so that a long history does not keep open incidents waiting.
 */
export const RefreshCursor = z.object({
  /** Unknown alarms before it are not taken in. */
  floor: z.string(),
  /** Runs since the last full pass was complete. */
  runs: count,
  fullAt: z.string(),
  /** Open incidents that the last complete pass did not meet. */
  missed: z.array(z.string()),
  run: z.object({ kind: z.enum(['open', 'full']), pagesLeft: count }).nullable(),
  passes: z.object({ open: Pass.nullable(), full: Pass.nullable() }),
});
export type RefreshCursor = z.output<typeof RefreshCursor>;

/** Place in the IOC API: the greatest time seen, ISO 8601 UTC. */
export const IndicatorsCursor = z.object({ newest: z.string().nullable() });

/** Place in TAXII: the collections still to read in this run and the server's `next`. */
export const TaxiiCursor = z.object({
  collections: z.array(z.string()),
  next: z.string().nullable(),
  page: count,
});
export type TaxiiCursor = z.output<typeof TaxiiCursor>;

/** A stored cursor, read back. Errors: `malformed`; guessing a new start would repeat or skip records. */
export function readCursor<T>(schema: z.ZodType<T>, stored: Json): T {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new VendorError('The stored place in the ThreatMon feed cannot be read.', { kind: 'malformed' });
}
