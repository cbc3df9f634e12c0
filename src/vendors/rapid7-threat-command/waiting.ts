import type { RejectedRecord } from '../../domain/checkpoint.ts';
import type { VendorError } from '../../domain/errors.ts';
import { isPassing } from './alert-details.ts';
import type { Waiting } from './cursor-schema.ts';

const minuteMs = 60_000;
const longestPauseMs = 60 * minuteMs;
const giveUpAfterMs = 7 * 24 * 60 * minuteMs;
/** An alert that does not exist may have been listed before it could be read; after that it is gone. */
const triesWhereGone = 3;
/** Reported at once where it will hardly mend itself, else when it has failed this often. */
const triesUntilReported = 3;
const mostWaiting = 1000;

export interface Failed {
  readonly id: string;
  /** Update date as listed; null where it has none. */
  readonly at: string | null;
  readonly error: VendorError;
  readonly asked: boolean;
  readonly before: Waiting | undefined;
}

export interface Verdict {
  /** To be asked again. */
  readonly waiting?: Waiting;
  readonly rejected?: RejectedRecord;
  /** Does not exist any more. */
  readonly gone?: string;
}

/** What follows from an alert's details failing once more: asked again later, reported, or given up. */
export function verdictOn({ id, at, error, asked, before }: Failed, now: Date): Verdict {
  const since = before?.since ?? now.toISOString();
  if (!asked) return { waiting: { tries: 0, notBefore: since, ...before, id, at, since } };
  const tries = (before?.tries ?? 0) + 1;
  const isGone = error.detail.status === 404;
  if (isGone && tries >= triesWhereGone) return { gone: id };
  const waiting: Waiting = { id, at, tries, since, notBefore: nextTryAt(tries, now) };
  const tooLong = now.getTime() - Date.parse(since) >= giveUpAfterMs;
  const report = !isGone && (!isPassing(error) || tries >= triesUntilReported);
  return { ...(!tooLong && { waiting }), ...(report && { rejected: rejectionOf({ id, at, error }) }) };
}

/** At once with the next two polls, then after 1, 2, 4 … 60 minutes. */
function nextTryAt(tries: number, now: Date): string {
  const pauseMs = tries < 3 ? 0 : Math.min(2 ** (tries - 3) * minuteMs, longestPauseMs);
  return new Date(now.getTime() + pauseMs).toISOString();
}

interface Rejection {
  readonly id: string;
  readonly at?: string | null;
  readonly error: VendorError;
}

/** The alert is the same record however often and however it fails. */
export function rejectionOf({ id, at = null, error }: Rejection): RejectedRecord {
  const { kind, detail } = error;
  const status = detail.status === undefined ? '' : ` (${detail.status})`;
  return {
    id: `alert-details:${id}`,
    reason: `its details cannot be read: ${kind}${status}; it is asked for again by itself`,
    raw: { _id: id, updateDate: at },
  };
}

/** Those to ask again now. */
export function dueOf(waiting: readonly Waiting[], now: Date): readonly Waiting[] {
  return waiting.filter(({ notBefore }) => notBefore <= now.toISOString());
}

/** The newest of too many, so that a cursor stays small; the oldest were reported long ago. */
export function bounded(waiting: readonly Waiting[]): Waiting[] {
  return waiting.slice(-mostWaiting);
}
