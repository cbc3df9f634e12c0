import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** A clock that another one's word can put right. */
export interface SyncedClock extends Clock {
  /** Told by somebody to be trusted what time it is, to about a second. */
  heard(at: Date): void;
}

/** What a machine's clock may be off before it is not believed: a `Date` header has whole seconds, and its way took some. */
const toleratedMs = 5000;

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => new Date(),
    sleep: async (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  };
}

/**
 * A clock that neither jumps with the machine's nor runs away from the world's. It begins as the machine's, goes on by
 * what cannot be set, and is put right where it differs from what it hears by more than some seconds: after a machine
 * slept, or was set wrong. Waits, attempts and their look-up in Slack's history all hang on one idea of time, and
 * Slack's is the one that its history is written in.
 */
export function syncedClock(machine: Clock = systemClock()): SyncedClock {
  let anchor = { atMs: machine.now().getTime(), steadyMs: performance.now() };
  const nowMs = (): number => anchor.atMs + (performance.now() - anchor.steadyMs);
  return {
    now: () => new Date(nowMs()),
    sleep: async (ms, signal) => machine.sleep(ms, signal),
    heard(at) {
      const offMs = at.getTime() - nowMs();
      if (Math.abs(offMs) > toleratedMs) anchor = { atMs: at.getTime(), steadyMs: performance.now() };
    },
  };
}
