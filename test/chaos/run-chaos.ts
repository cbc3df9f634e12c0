import { begin, disturb } from './disturb.ts';
import type { Family } from './plan-faults.ts';
import { planChaos } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Outcome } from './report.ts';
import { rest } from './rest.ts';
import type { Violation } from './invariants.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { startWorld } from './world.ts';
import type { Database } from './world.ts';

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  /** The folder that holds `src/main.ts`. */
  readonly source: string;
  readonly replicas: number;
  /** Slack keeps its limits. */
  readonly strict: boolean;
  /** The folder of the run is left behind. */
  readonly keep: boolean;
  /** Faults that are left out. */
  readonly without: ReadonlySet<Family>;
  /** The store is this server's; an embedded one where it is absent. Stopped at the end. */
  readonly database?: Database;
  /** How long it is away in the middle of the run, in milliseconds; never, where absent. */
  readonly outageMs?: number;
  /** How long the end may take to come to rest, in milliseconds. */
  readonly settleMs: number;
  /** Called after each kill. */
  readonly onRound?: (done: number, all: number) => void;
}

/** Kills bots again and again while everything around them fails, lets them come to rest, and looks at what is left. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const startedAt = performance.now();
  const store = options.database === undefined ? 'embedded' : 'postgres';
  const plan = planChaos({ ...options, store });
  const world = await startWorld({ ...options, people: pressersOf(plan) });
  const stage = openStage(world);
  try {
    await begin(plan, stage);
    const kills = await disturb(plan, stage, options.onRound);
    const violations = [...givenUp(kills, options.kills, stage), ...(await rest(stage, options.settleMs))];
    return {
      kills,
      violations,
      seed: options.seed,
      folder: world.folder,
      incidents: world.threatmon.alarms().length,
      updates: stage.drive.changes,
      presses: stage.people.presses.flatMap(({ users }) => users).length,
      faults: stage.faults.counts(),
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await stage.clear();
    await world.close();
  }
}

/** A run that ended early because a bot did not start any more. */
function givenUp(kills: number, planned: number, { bots }: Stage): readonly Violation[] {
  if (kills === planned) return [];
  const found = bots.map((bot) => bot.tail()).join('\n');
  return [{ kind: 'store', key: `kill ${kills + 1}`, expected: 'a bot that starts again', found }];
}

/** Each person presses once. */
function pressersOf({ rounds }: Plan): number {
  const presses = rounds.flatMap(({ acts }) => acts.flatMap((one) => (one.kind === 'press' ? [one.people] : [])));
  return presses.reduce((sum, people) => sum + people, 0);
}
