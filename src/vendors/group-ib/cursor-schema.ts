import * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';

const digits = z.string().regex(/^-?\d+$/);

/**
 * Place in a collection that has a sequence. `sequence` is the last one taken in, as decimal text; it may be negative
 * (CONTRACT.md §2.1), and null where nothing was read yet and the vendor named no start: then `date` (`YYYY-MM-DD`) is.
 *
 * `from` says how the next request names it:
 * - `before`: one below `sequence`, so that records that share it come again. Entered by every page; a known record
 *   costs nothing, a lost one cannot be got back (W6).
 * - `after`: at `sequence`. Entered at the start that the vendor named, and behind more equal ones than a page holds;
 *   left to `before` by the next page.
 */
export const SequenceCursor = z.object({
  sequence: digits.nullable(),
  from: z.enum(['before', 'after']),
  date: z.string().nullable(),
  /** Page size where equal sequences need a larger page than usual. */
  limit: z.int().min(1).nullable(),
  /** The first fetch's start, until its end is reached; ISO 8601 UTC. */
  floor: z.string().nullable(),
});
export type SequenceCursor = z.output<typeof SequenceCursor>;

/**
 * Place in a collection that can only be searched, newest first (CONTRACT.md §2.2). A window is read from its newest
 * record to its oldest under one `resultId`; only then does the next window begin, where this one ended.
 *
 * - `resultId` null: the window is to be asked for. Left when its first page names a result.
 * - `resultId` set: the pages that follow. Left to the next window when nothing follows, or to null where the vendor
 *   does not know the result any more; `askedAgainAt` keeps that from going round and round.
 */
export const WindowCursor = z.object({
  /** ISO 8601 UTC. */
  from: z.string(),
  /** Null between two windows. */
  to: z.string().nullable(),
  resultId: z.string().nullable(),
  /** ISO 8601 UTC. */
  askedAgainAt: z.string().nullable(),
});
export type WindowCursor = z.output<typeof WindowCursor>;

/** A stored cursor, read back. Errors: `malformed`; guessing a new start would repeat or skip records. */
export function readCursor<T>(schema: z.ZodType<T>, stored: Json): T {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new VendorError('The stored place in a Group-IB collection cannot be read.', { kind: 'malformed' });
}
