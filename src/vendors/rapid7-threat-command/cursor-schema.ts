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
  /** How often they were asked for. */
  tries: z.int().min(0),
  /** When it failed first, and before when it is not asked again; ISO 8601 UTC. */
  since: z.string(),
  notBefore: z.string(),
});
export type Waiting = z.output<typeof Waiting>;

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
});
export type AlertsCursor = z.output<typeof AlertsCursor>;

/**
 * Place in the look for alerts that came in dated before they were made (CONTRACT.md §6.7, W5).
 *
 * - `baseline` true: the first look, which only remembers what is there; left when it met the end of the list
 * - `baseline` false: each look reads what `remembered` does not hold; at its end `remembered` is what it met
 */
export const BackdatedCursor = z.object({
  baseline: z.boolean(),
  scan: z.string().nullable(),
  /** Ids of the last look and of the one under way, each as six characters of its hash. */
  remembered: z.string(),
  met: z.string(),
});
export type BackdatedCursor = z.output<typeof BackdatedCursor>;

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
