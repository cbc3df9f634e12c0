import * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';

/** A place in the alert list: an update date as the server wrote it, and an id. */
const Place = z.object({ at: z.string(), id: z.string() });
export type Place = z.output<typeof Place>;

/** An alert whose details could not be read; asked again by itself. */
const Waiting = z.object({
  id: z.string(),
  /** Its update date as listed. */
  at: z.string().nullable(),
  tries: z.int().min(1),
  /** When it failed first, and before when it is not asked again; ISO 8601 UTC. */
  since: z.string(),
  notBefore: z.string(),
});
export type Waiting = z.output<typeof Waiting>;

/**
 * A look over the whole list for alerts that came in dated before `mark` (CONTRACT.md §6.7, W5). Ids ascend with their
 * making: what is greater than the greatest of two looks ago is new since then.
 *
 * - waiting: `scan` is null; left when the interval since `at` is over
 * - under way: `scan` is where the next page starts ('' for the beginning); left at the end of what lies before `mark`
 */
const Sweep = z.object({
  at: z.string(),
  scan: z.string().nullable(),
  /** Greatest ids: at the end of the last look but one, of the last, and so far. */
  before: z.string(),
  last: z.string(),
  newest: z.string(),
});
export type Sweep = z.output<typeof Sweep>;

/**
 * Place in the alerts. A pass lists everything after `mark`, a page a read; `scan` is where its next page starts, null
 * between passes. `mark` stays a while behind the present, so that alerts which show up late, and those dated in the
 * future, are met; `seen` keeps what lies after it from being read twice.
 */
export const AlertsCursor = z.object({
  /** `lastUpdatedFrom` of every listing: fixed by the first fetch, whatever the clock does later (W1). */
  floor: z.string(),
  mark: Place.nullable(),
  scan: z.string().nullable(),
  /** Update dates by id, of alerts after `mark`. */
  seen: z.record(z.string(), z.string()),
  waiting: z.array(Waiting),
  sweep: Sweep,
});
export type AlertsCursor = z.output<typeof AlertsCursor>;

/** Place in the conversations: by alert, when to ask next and since when nothing was said. */
export const ConversationsCursor = z.object({
  asked: z.record(z.string(), z.object({ messages: z.int().min(0), since: z.string(), nextAt: z.string() })),
});
export type ConversationsCursor = z.output<typeof ConversationsCursor>;

/** A stored cursor, read back. Errors: `malformed`; guessing a new start would repeat or skip records. */
export function readCursor<T>(schema: z.ZodType<T>, stored: Json): T {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new VendorError('The stored place in the Threat Command feed cannot be read.', { kind: 'malformed' });
}
