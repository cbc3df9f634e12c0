import type { DisconnectReason } from '../../src/sandbox/slack/connections.ts';
import type { InjectedFault } from '../../src/sandbox/slack/faults.ts';
import type { Random } from '../../src/sandbox/simulator/random.ts';
import type { Fault } from '../../src/sandbox/threatmon/faults.ts';
import type { When } from '../../src/sandbox/simulator/schedule.ts';
import type { Control } from './control.ts';
import type { Aim } from './plan.ts';
import type { ElsewhereFault } from './plan-others.ts';

export interface SlackFault {
  readonly name: string;
  readonly method: string;
  readonly fault: InjectedFault;
  readonly times: number;
}

export interface VendorFault {
  readonly name: string;
  readonly when: Exclude<When, number>;
  readonly fault: Fault;
}

/** What goes wrong in one round. Instants count from the start of the process. */
export interface RoundFaults {
  readonly slack: readonly SlackFault[];
  readonly vendor: readonly VendorFault[];
  /** At the other vendors. */
  readonly elsewhere: readonly ElsewhereFault[];
  readonly socket?: { readonly reason: DisconnectReason; readonly atMs: number; readonly refusedMs: number };
  /** The next envelopes come twice, the second one so much later. */
  readonly envelopes?: { readonly count: number; readonly afterMs: number };
  /** From here on, until another says otherwise. */
  readonly clockMs?: number;
  readonly disk?: { readonly state: Exclude<Control['disk'], 'works'>; readonly atMs: number; readonly forMs: number };
  /** The database server goes down and comes up again so much later. */
  readonly database?: { readonly atMs: number; readonly forMs: number };
}

/** Faults that can be left out, to find out which of them a failing seed needs. */
export const families = [
  'slack',
  'vendor',
  'socket',
  'envelopes',
  'clock',
  'disk',
  'database',
  'power',
  'people',
] as const;
export type Family = (typeof families)[number];

/** The faults but for some. */
export function lessened(faults: RoundFaults, without: ReadonlySet<Family>): RoundFaults {
  const { slack, vendor, elsewhere, socket, envelopes, clockMs, disk, database } = faults;
  const has = (family: Family): boolean => !without.has(family);
  return {
    slack: has('slack') ? slack : [],
    vendor: has('vendor') ? vendor : [],
    elsewhere: has('vendor') ? elsewhere : [],
    ...(has('socket') && socket !== undefined && { socket }),
    ...(has('envelopes') && envelopes !== undefined && { envelopes }),
    ...(has('clock') && clockMs !== undefined && { clockMs }),
    ...(has('disk') && disk !== undefined && { disk }),
    ...(has('database') && database !== undefined && { database }),
  };
}

const minute = 60_000;
/** Back to the true time as often as away from it. */
const clocks = [0, 0, 0, 0, 90_000, -90_000, 20 * minute, -20 * minute, 1500 * minute] as const;

/**
 * The faults of one round but for those of the other vendors; what its kill aims at is slowed, so that there is
 * something to aim at.
 */
export function planFaults(
  random: Random,
  { aim, store }: { readonly aim: Aim; readonly store: 'embedded' | 'postgres' },
): Omit<RoundFaults, 'elsewhere'> {
  const socket = { reason: random.pick(reasons), atMs: random.between(500, 1500), refusedMs: random.between(0, 400) };
  const disk = {
    state: random.pick(['full', 'read-only'] as const),
    atMs: random.between(300, 1300),
    forMs: random.between(100, 900),
  };
  const envelopes = { count: random.between(1, 3), afterMs: random.pick([0, 300, 1500, 2500]) };
  return {
    slack: [...aimedSlack(random, aim), ...maybe(random, 0.6, 3, slackFault)],
    vendor: [...aimedVendor(random, aim), ...maybe(random, 0.4, 2, vendorFault)],
    ...(random.chance(0.08) && { socket }),
    ...(random.chance(0.6) && { envelopes }),
    ...(random.chance(0.06) && { clockMs: random.pick(clocks) }),
    ...(random.chance(0.06) && store === 'embedded' && { disk }),
    ...(random.chance(0.12) && store === 'postgres' && { database: databaseAway(random) }),
  };
}

function databaseAway(random: Random): NonNullable<RoundFaults['database']> {
  return { atMs: random.between(100, 600), forMs: random.pick([0, 0, 0, 1000, 4000]) };
}

const reasons: readonly DisconnectReason[] = ['cut', 'link_disabled', 'refresh_requested', 'warning'];

function aimedSlack(random: Random, { kind }: Aim): readonly SlackFault[] {
  if (kind !== 'slack') return [];
  const fault = { kind: 'slow', ms: random.between(100, 400) } as const;
  return ['chat.postMessage', 'chat.update'].map((method) => ({
    name: 'slack-delay',
    method,
    fault: { ...fault },
    times: 4,
  }));
}

function aimedVendor(random: Random, { kind }: Aim): readonly VendorFault[] {
  if (kind !== 'vendor') return [];
  const fault = { kind: 'delay', delayMs: random.between(200, 800) } as const;
  return [{ name: 'vendor-delay', when: { method: 'PATCH', nth: 1, times: 3 }, fault }];
}

function maybe<T>(random: Random, chance: number, most: number, make: (random: Random) => T): readonly T[] {
  return random.chance(chance) ? Array.from({ length: random.between(1, most) }, () => make(random)) : [];
}

const posting = ['chat.postMessage', 'chat.postMessage', 'chat.update'] as const;
const asking = ['conversations.history', 'conversations.replies'] as const;

function slackFault(random: Random): SlackFault {
  const [name, fault] = random.pick(slackKinds)(random);
  const method = random.chance(0.15) ? random.pick([...asking, 'response_url']) : random.pick(posting);
  return { name, method, fault, times: 1 };
}

const slackKinds: readonly ((random: Random) => readonly [name: string, fault: InjectedFault])[] = [
  () => ['slack-429', { kind: 'rate-limited', retryAfterSeconds: 1 }],
  () => ['slack-500-before', { kind: 'status', status: 500 }],
  () => ['slack-500-after', { kind: 'status', status: 500, afterEffect: true }],
  () => ['slack-reset-before', { kind: 'lost-before' }],
  () => ['slack-reset-after', { kind: 'lost-after' }],
  (random) => ['slack-delay', { kind: 'slow', ms: random.between(50, 600) }],
  () => ['slack-hang-after', { kind: 'hang', afterEffect: true }],
];

const list = { method: 'GET', path: '/vulnerabilities/' } as const;

function vendorFault(random: Random): VendorFault {
  const isWrite = random.chance(0.5);
  // The answer to a write has no body that could be wrong.
  const [name, fault] = random.pick(isWrite ? vendorKinds : [...vendorKinds, ...malformed])(random);
  return { name, when: isWrite ? { method: 'PATCH' } : { ...list, nth: random.between(1, 4) }, fault };
}

type VendorKind = (random: Random) => readonly [name: string, fault: Fault];

const vendorKinds: readonly VendorKind[] = [
  (random) => ['vendor-500', { kind: 'status', status: 500, moment: momentOf(random) }],
  () => ['vendor-429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  (random) => ['vendor-reset', { kind: 'close', moment: momentOf(random) }],
  (random) => ['vendor-delay', { kind: 'delay', delayMs: random.between(50, 500) }],
];

const malformed: readonly VendorKind[] = [
  () => ['vendor-malformed', { kind: 'broken-json' }],
  () => ['vendor-malformed', { kind: 'missing-data' }],
  () => ['vendor-malformed', { kind: 'message' }],
];

function momentOf(random: Random): 'before-effect' | 'after-effect' {
  return random.chance(0.5) ? 'before-effect' : 'after-effect';
}
