import { VendorError } from '../domain/errors.ts';
import type { Instance } from '../ports/vendor.ts';
import type { Feed } from '../ports/vendor.ts';

/** One feed's place in time; the engine moves it. Instants are milliseconds since the epoch. */
export interface DueFeed {
  readonly instance: Instance;
  readonly feed: Feed;
  dueAt: number;
  /** How far ahead, in milliseconds, it was last put: its period, or what a failure asks for. */
  aheadMs: number;
  failures: number;
  /** Queued or running: not queued again. */
  busy: boolean;
}

const longestMs = 300_000;
const longestUnauthorizedMs = 900_000;

/** Whether a feed of fixed period is due; moves it to its next instant, never to one that has passed. */
export function takeIfDue(due: DueFeed, everyMs: number, nowMs: number): boolean {
  // A clock that was set back must not silence the feed for that long.
  if (due.dueAt - nowMs > due.aheadMs) due.dueAt = nowMs;
  if (nowMs < due.dueAt) return false;
  due.aheadMs = everyMs;
  due.dueAt = instantAfter(nowMs, due.dueAt, everyMs);
  return true;
}

/** The first instant after `nowMs` that lies a whole number of periods from `dueAt`. */
export function instantAfter(nowMs: number, dueAt: number, everyMs: number): number {
  return dueAt + (Math.floor((nowMs - dueAt) / everyMs) + 1) * everyMs;
}

/** Puts a feed that failed off for what the failure asks for. */
export function putOff(due: DueFeed, error: unknown, { everyMs, nowMs }: { everyMs: number; nowMs: number }): void {
  due.failures += 1;
  const waitMs = backoffMs(error, due.failures, everyMs);
  due.aheadMs = Math.max(everyMs, waitMs);
  due.dueAt = Math.max(due.dueAt, nowMs + waitMs);
}

/** How long a feed that failed `failures` times in a row is left alone. */
export function backoffMs(error: unknown, failures: number, everyMs: number): number {
  if (error instanceof VendorError && error.detail.retryAfterMs !== undefined) return error.detail.retryAfterMs;
  const longest = error instanceof VendorError && error.kind === 'unauthorized' ? longestUnauthorizedMs : longestMs;
  return Math.min(Math.max(longest, everyMs), everyMs * 2 ** Math.min(failures - 1, 10));
}
