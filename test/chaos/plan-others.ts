import type { Fault } from '../../src/sandbox/simulator/faults.ts';
import type { Random } from '../../src/sandbox/simulator/random.ts';
import { otherNames } from './others.ts';
import type { OtherName } from './others.ts';

/** What happens at the other vendors in one round. */
export interface Elsewhere {
  readonly acts: readonly ElsewhereAct[];
  readonly faults: readonly ElsewhereFault[];
}

/** A record comes or changes, so long after the round began. */
export interface ElsewhereAct {
  readonly vendor: OtherName;
  readonly kind: 'add' | 'change';
  readonly atMs: number;
  /** 0 to 1: which record. */
  readonly pick: number;
}

export interface ElsewhereFault {
  readonly vendor: OtherName;
  readonly name: string;
  readonly nth: number;
  readonly fault: Fault;
}

export function planElsewhere(random: Random): Elsewhere {
  return {
    acts: some(random, 0.35, 2, () => ({
      vendor: random.pick(otherNames),
      kind: random.pick(['add', 'change', 'change', 'change'] as const),
      atMs: random.between(0, 1200),
      pick: random.fraction(),
    })),
    faults: some(random, 0.25, 2, () => {
      const [kind, fault] = random.pick(kinds)(random);
      const vendor = random.pick(otherNames);
      return { vendor, name: `${vendor}-${kind}`, nth: random.between(1, 4), fault };
    }),
  };
}

const kinds: readonly ((random: Random) => readonly [kind: string, fault: Fault])[] = [
  () => ['500', { kind: 'status', status: 500 }],
  () => ['429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  () => ['reset', { kind: 'close' }],
  (random) => ['delay', { kind: 'delay', delayMs: random.between(50, 500) }],
  () => ['malformed', { kind: 'broken-json' }],
  () => ['malformed', { kind: 'missing-data' }],
  () => ['malformed', { kind: 'null-data' }],
];

function some<T>(random: Random, chance: number, most: number, make: () => T): readonly T[] {
  return random.chance(chance) ? Array.from({ length: random.between(1, most) }, make) : [];
}
