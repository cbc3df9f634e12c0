import { wholeNumber } from '../arguments.ts';
import type { Pace } from './enrichment.ts';

function seconds(name: string) {
  return wholeNumber(1, `${name} has to be positive number.`);
}

/** Arguments of commands that ask until the answer is there. Source: CONTRACT.md §8.1. */
export const pollingArguments = {
  interval_in_seconds: seconds('interval_in_seconds')
    .optional()
    .describe('Seconds between two questions how it stands; 30 unless given, the first ones sooner'),
  timeout_in_seconds: seconds('timeout_in_seconds')
    .prefault('600')
    .describe('Seconds after which is given what there is'),
};

export interface Polling {
  readonly interval_in_seconds?: number | undefined;
  readonly timeout_in_seconds: number;
}

/** A person waits for it, and most values are done within seconds. */
const usualPausesMs: Pace['pausesMs'] = [2000, 5000, 10_000, 30_000];

export function paceOf({ interval_in_seconds: interval, timeout_in_seconds: timeout }: Polling): Pace {
  return { pausesMs: interval === undefined ? usualPausesMs : [interval * 1000], timeoutMs: timeout * 1000 };
}

/** For a look-up, which somebody waits for with nothing else in sight. */
export const lookupPace: Pace = { pausesMs: [2000, 3000, 5000], timeoutMs: 60_000 };
