import { createRandom } from '../../src/sandbox/simulator/random.ts';
import type { Random } from '../../src/sandbox/simulator/random.ts';
import { lessened, planFaults } from './plan-faults.ts';
import type { Family, RoundFaults } from './plan-faults.ts';
import { planElsewhere } from './plan-others.ts';
import type { ElsewhereAct } from './plan-others.ts';

/** What a kill waits for; past its time it comes without. */
export type Aim =
  /** So long after the process began, running or not. */
  | { readonly kind: 'start'; readonly ms: number }
  /** So long after it said that it runs. */
  | { readonly kind: 'life'; readonly ms: number }
  /** The n-th commit from then on: its temporary file is there, it is not in its place. */
  | { readonly kind: 'commit'; readonly nth: number }
  /** The n-th message that Slack took; the bot has no answer yet. */
  | { readonly kind: 'slack'; readonly nth: number }
  /** The n-th change of status that the vendor took, likewise. */
  | { readonly kind: 'vendor' };

/**
 * Something that happens at the vendor or in Slack meanwhile: a press so long after the bot runs, all else so long after
 * it began. `pick` (0 to 1) says to which of those it can happen to.
 */
export type Act =
  | { readonly kind: 'add'; readonly atMs: number; readonly severity: string; readonly type: number }
  | {
      readonly kind: 'change';
      readonly atMs: number;
      readonly pick: number;
      readonly severity?: string;
      readonly status?: string;
    }
  | {
      readonly kind: 'press';
      readonly atMs: number;
      readonly pick: number;
      readonly label: string;
      /** How many press it at once. */
      readonly people: 1 | 2;
      /** The same person, twice at once. */
      readonly twice: boolean;
    };

/** From one start of a bot to its end. */
export interface Round {
  readonly aim: Aim;
  /** The machine's power goes, not the process alone. */
  readonly power: boolean;
  /** Which replica, from 0. */
  readonly replica: number;
  readonly faults: RoundFaults;
  readonly acts: readonly Act[];
  /** At the other vendors. */
  readonly elsewhere: readonly ElsewhereAct[];
}

export interface Plan {
  /** Severities of the alarms that are there, posted and quiet before the first fault. */
  readonly before: readonly string[];
  readonly rounds: readonly Round[];
  readonly outage?: Outage;
}

/** The database is away for long, with every replica running and nothing else going wrong. */
export interface Outage {
  /** How many rounds come before it. */
  readonly afterRounds: number;
  readonly forMs: number;
  /** Meanwhile; instants count from its beginning. */
  readonly acts: readonly Act[];
  readonly elsewhere: readonly ElsewhereAct[];
}

export interface PlanOptions {
  readonly kills: number;
  readonly seed: number;
  readonly replicas: number;
  readonly store: 'embedded' | 'postgres';
  /** How long the database is away in the middle of the run, in milliseconds. */
  readonly outageMs?: number;
  /** Left out; everything else stays as the seed has it. */
  readonly without: ReadonlySet<Family>;
}

export const severities = ['Low', 'Medium', 'High', 'Critical'] as const;
/** No status is both set at the vendor and pressed: who did it could not be told, neither by the bot nor from outside. */
const setAtVendor = ['New', 'Under Review'] as const;
const closedAtVendor = 'Ignore';
const pressed = ['In Progress', 'In Progress', 'Open', 'Resolved', 'False Positive'] as const;
const alarmsBefore = 12;

/** What happens when, out of the seed alone. */
export function planChaos(options: PlanOptions): Plan {
  const random = createRandom(options.seed);
  const others = createRandom(options.seed + 1_000_000);
  const before = Array.from({ length: alarmsBefore }, () => random.pick(severities));
  const rounds = Array.from({ length: options.kills }, () => roundOf({ random, others }, options));
  return { before, rounds, ...(options.outageMs !== undefined && { outage: outageOf({ random, others }, options) }) };
}

/** Something happens in each second of it. */
function outageOf({ random, others }: Sources, { kills, outageMs: forMs = 0 }: PlanOptions): Outage {
  const kinds = [addition, change, change, press] as const;
  const acts = Array.from({ length: Math.ceil(forMs / 1000) }, (_, second) => {
    const made = random.pick(kinds)(random);
    return { ...made, atMs: made.atMs + second * 1000 };
  });
  const elsewhere = acts.flatMap((_, second) =>
    planElsewhere(others).acts.map((one) => ({ ...one, atMs: one.atMs + second * 1000 })),
  );
  return { afterRounds: Math.floor(kills / 2), forMs, acts, elsewhere };
}

/** Of numbers; one for the other vendors, so that what a seed means elsewhere does not hang on them. */
interface Sources {
  readonly random: Random;
  readonly others: Random;
}

function roundOf({ random, others }: Sources, { replicas, store, without }: PlanOptions): Round {
  const aim = aimOf(random);
  const elsewhere = planElsewhere(others);
  const acts = [
    ...sometimes(random, 0.25, 1, () => addition(random)),
    ...sometimes(random, 0.7, 3, () => change(random)),
    ...sometimes(random, aim.kind === 'vendor' ? 1 : 0.45, 2, () => press(random)),
  ];
  return {
    aim,
    power: random.chance(0.25) && store === 'embedded' && !without.has('power'),
    replica: random.between(0, replicas - 1),
    faults: lessened({ ...planFaults(random, { aim, store }), elsewhere: elsewhere.faults }, without),
    acts: acts.filter(({ kind }) => kind !== 'press' || !without.has('people')),
    elsewhere: elsewhere.acts,
  };
}

function aimOf(random: Random): Aim {
  const kind = random.pick(['start', 'life', 'life', 'life', 'commit', 'commit', 'slack', 'slack', 'vendor'] as const);
  switch (kind) {
    case 'start':
      return { kind, ms: random.between(20, 900) };
    case 'life':
      return { kind, ms: random.chance(0.5) ? random.between(20, 400) : random.between(400, 1500) };
    case 'commit':
    case 'slack':
      return { kind, nth: random.between(1, 4) };
    case 'vendor':
      return { kind };
    default:
      return kind satisfies never;
  }
}

function sometimes<T>(random: Random, chance: number, most: number, make: () => T): readonly T[] {
  return random.chance(chance) ? Array.from({ length: random.between(1, most) }, make) : [];
}

function addition(random: Random): Act {
  return {
    kind: 'add',
    atMs: random.between(0, 800),
    severity: random.pick(severities),
    type: random.between(0, 3),
  };
}

function change(random: Random): Act {
  return {
    kind: 'change',
    atMs: random.between(0, 1200),
    pick: random.fraction(),
    ...(random.chance(0.4) && { severity: random.pick(severities) }),
    ...(random.chance(0.5) && { status: random.chance(0.1) ? closedAtVendor : random.pick(setAtVendor) }),
  };
}

function press(random: Random): Act {
  const people = random.chance(0.2) ? 2 : 1;
  return {
    kind: 'press',
    atMs: random.between(0, 400),
    pick: random.fraction(),
    label: random.pick(pressed),
    people,
    twice: people === 1 && random.chance(0.15),
  };
}
