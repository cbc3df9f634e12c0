import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

export function systemClock(): Clock {
  return {
    now: () => new Date(),
    sleep: async (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  };
}
