import type { Violation } from './invariants.ts';

/** What a run did and what it found. */
export interface Outcome {
  readonly kills: number;
  readonly incidents: number;
  /** Changes at the vendor. */
  readonly updates: number;
  readonly presses: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  readonly seconds: number;
  readonly seed: number;
  /** Where the run was kept, if it was. */
  readonly folder: string;
}

/** A run in one line. */
export function lineOf({ kills, incidents, updates, presses, faults, violations, seconds, seed }: Outcome): string {
  const found = (kind: Violation['kind']): number => violations.filter((one) => one.kind === kind).length;
  const kinds = [...faults].toSorted(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${kind} ${count}`);
  return [
    `${kills} kills`,
    `${incidents} incidents`,
    `${updates} updates`,
    `${presses} presses`,
    `faults: ${kinds.join(', ')}`,
    `${found('lost')} lost`,
    `${found('doubled')} doubled`,
    `${found('stale')} stale`,
    `thread lines ${found('thread-lost')} lost, ${found('thread-doubled')} doubled`,
    `${found('press')} presses unaccounted for`,
    `${found('store')} store faults`,
    `${seconds.toFixed(0)} s`,
    `seed ${seed}`,
  ].join('; ');
}

/** What was found, one violation a line. */
export function detailsOf({ violations }: Outcome): readonly string[] {
  return violations.map(({ kind, key, expected, found }) => `${kind} ${key}: expected ${expected}; found ${found}`);
}
