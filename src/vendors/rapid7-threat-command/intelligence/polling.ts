import { wholeNumber } from '../arguments.ts';
import type { Pace } from './enrichment.ts';

function seconds(name: string, preset: string) {
  return wholeNumber(1, `${name} has to be positive number.`).prefault(preset);
}

/** Arguments of commands that ask until the answer is there. Source: CONTRACT.md §8.1. */
export const pollingArguments = {
  interval_in_seconds: seconds('interval_in_seconds', '30').describe('Seconds between two questions how it stands'),
  timeout_in_seconds: seconds('timeout_in_seconds', '600').describe('Seconds after which what is there is given'),
};

export function paceOf(args: { readonly interval_in_seconds: number; readonly timeout_in_seconds: number }): Pace {
  return { intervalMs: args.interval_in_seconds * 1000, timeoutMs: args.timeout_in_seconds * 1000 };
}
