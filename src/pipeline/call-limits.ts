import type { Claim } from '../domain/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instance } from '../ports/vendor.ts';

/** How long a person's command may take. */
export const longestMs = 120_000;
const usualWriteMs = 60_000;
/** A read of what is there, and the write. */
const requestsInARow = 2;
/** Clocks of two processes may differ by so much, each five seconds off at most (see `ops/clock.ts`). */
const marginMs = 10_000;

/** How long a claimed write may take, from its claim on: its process ends it then. */
function writeLimitMs({ timeoutMs }: Instance): number {
  return Math.min(longestMs, Math.max(usualWriteMs, requestsInARow * timeoutMs));
}

/** Milliseconds that are left to a claimed write; 0 where it must not be sent any more. */
export function restOf({ at }: Claim, instance: Instance, clock: Clock): number {
  const limitMs = writeLimitMs(instance);
  return Math.max(0, Math.min(limitMs, Date.parse(at) + limitMs - clock.now().getTime()));
}

/** Whether a process that lives may still be waiting for the vendor's answer to a write. */
export function mayBeUnderWay({ at }: Claim, instance: Instance | undefined, clock: Clock): boolean {
  const limitMs = instance === undefined ? longestMs : writeLimitMs(instance);
  return clock.now().getTime() - Date.parse(at) < limitMs + marginMs;
}
