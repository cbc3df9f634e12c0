import type { Random } from '../simulator/random.ts';
import type { Item } from './wire.ts';

/** A search that is being read: what it found does not change any more. */
export interface Result {
  readonly collection: string;
  readonly items: readonly Item[];
  /** How many of them were given out already. */
  readonly offset: number;
}

/** Searches by the opaque id under which their next page is asked for; the oldest are forgotten. */
export interface ResultBook {
  readonly keep: (result: Result) => string;
  readonly find: (resultId: string) => Result | undefined;
  readonly forget: () => void;
}

const MOST_KEPT = 1_000;

/** Knows no search. */
export function createResultBook(random: Random): ResultBook {
  const results = new Map<string, Result>();
  return {
    keep(result) {
      const resultId = random.hex(40);
      results.set(resultId, result);
      for (const oldest of results.keys()) {
        if (results.size <= MOST_KEPT) break;
        results.delete(oldest);
      }
      return resultId;
    },
    find: (resultId) => results.get(resultId),
    forget: () => results.clear(),
  };
}
