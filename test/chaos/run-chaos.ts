import type { Bot, Launcher } from './bot.ts';
import { createLauncher } from './bot.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { messageViolations } from './invariants.ts';
import type { Violation } from './invariants.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import { planChaos } from './plan.ts';
import type { Plan, Round } from './plan.ts';
import type { Family } from './plan-faults.ts';
import { pressViolations } from './press-invariants.ts';
import type { Outcome } from './report.ts';
import { noteEnd } from './note-end.ts';
import { act, aimed } from './round.ts';
import { settle } from './settle.ts';
import { storeViolations } from './store-invariants.ts';
import { threadViolations } from './thread-invariants.ts';
import { createVendorDrive } from './vendor-drive.ts';
import type { VendorDrive } from './vendor-drive.ts';
import { startWorld } from './world.ts';
import type { Database, World } from './world.ts';

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  /** The folder that holds `src/main.ts`. */
  readonly source: string;
  readonly replicas: number;
  readonly strict: boolean;
  /** The folder of the run is left behind. */
  readonly keep: boolean;
  readonly without: ReadonlySet<Family>;
  readonly database?: Database;
  /** How long the end may take to come to rest, in milliseconds. */
  readonly settleMs: number;
  /** Called after each kill. */
  readonly onRound?: (done: number, all: number) => void;
}

interface Stage {
  readonly world: World;
  readonly faults: Faults;
  readonly drive: VendorDrive;
  readonly people: People;
  /** Of each replica. */
  readonly launchers: readonly Launcher[];
  readonly bots: Bot[];
}

/** Kills a bot again and again while everything around it fails, lets it come to rest, and looks at what is left. */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const startedAt = performance.now();
  const store = options.database === undefined ? 'embedded' : 'postgres';
  const plan = planChaos({ ...options, store });
  const people = plan.rounds.flatMap(({ acts }) => acts.flatMap((one) => (one.kind === 'press' ? [one.people] : [])));
  const world = await startWorld({ ...options, people: people.reduce((sum, count) => sum + count, 0) });
  const launchers = world.places.map(createLauncher);
  const stage: Stage = {
    world,
    launchers,
    faults: createFaults(world),
    drive: createVendorDrive(world),
    people: createPeople(world),
    bots: launchers.map((launcher) => launcher.launch()),
  };
  try {
    await begin(plan, stage);
    const kills = await disturb(plan, { stage, options });
    const violations = await rest(stage, options.settleMs);
    const seconds = (performance.now() - startedAt) / 1000;
    return outcomeOf({ stage, kills, violations, seconds, seed: options.seed });
  } finally {
    await Promise.all([...stage.bots.map(async (bot) => bot.kill()), ...launchers.map(async (one) => one.close())]);
    await world.close();
  }
}

/** The alarms that are there before the first fault, posted. */
async function begin({ before }: Plan, { world, drive, bots }: Stage): Promise<void> {
  for (const [index, severity] of before.entries()) drive.add({ severity, type: index % 4 });
  const running = await Promise.all(bots.map(async (bot) => bot.running));
  if (running.includes(false)) throw new Error(`a bot does not start: ${bots[running.indexOf(false)]?.tail()}`);
  const isDone = (): boolean => messageViolations(world).length === 0;
  if (!(await settle(world, { isDone, longestMs: 30_000 }))) throw new Error(`an undisturbed bot does not get there: ${bots[0]?.tail()}`);
  drive.markSettled();
}

/** Gives how many kills met a living process. */
async function disturb(
  plan: Plan,
  { stage, options }: { readonly stage: Stage; readonly options: ChaosOptions },
): Promise<number> {
  let kills = 0;
  const acts: Promise<unknown>[] = [];
  for (const [index, round] of plan.rounds.entries()) {
    stage.world.journal.note('round', { index, ...round });
    stage.faults.begin(round.faults);
    acts.push(act(round.acts, { ...stage, bot: stage.bots[round.replica] }).settled);
    await killOne(round, stage);
    kills += 1;
    options.onRound?.(index + 1, plan.rounds.length);
  }
  await Promise.all(acts);
  return kills;
}

/** A bot that ended by itself before its kill, as on a full disk, is started again. */
async function killOne(round: Round, { world, launchers, bots, faults }: Stage): Promise<void> {
  const launcher = launchers[round.replica];
  if (launcher === undefined) throw new Error(`there is no replica ${round.replica}`);
  for (;;) {
    const bot = bots[round.replica] ?? launcher.launch();
    await aimed(round.aim, bot, world);
    const wasAlive = await bot.kill();
    world.journal.note('kill', { aim: round.aim.kind, wasAlive, power: round.power });
    if (wasAlive) faults.count(`kill-${round.aim.kind}`);
    else faults.count('ended-by-itself');
    if (wasAlive && round.power && world.power !== undefined) {
      world.power.cutPower();
      faults.count('power-cut');
    }
    bots[round.replica] = launcher.launch();
    if (wasAlive) return;
  }
}

async function rest(stage: Stage, longestMs: number): Promise<readonly Violation[]> {
  const { world, drive, people, bots } = stage;
  await stage.faults.end();
  const watch = setInterval(() => revive(stage), 500);
  const fromOutside = (): readonly Violation[] => [
    ...messageViolations(world),
    ...threadViolations(world, drive),
    ...pressViolations(world, people.presses),
  ];
  try {
    await settle(world, { isDone: () => fromOutside().length === 0, longestMs });
  } finally {
    clearInterval(watch);
  }
  noteEnd(world, people.presses);
  if (bots.every((bot) => !bot.isAlive())) {
    return [...fromOutside(), { kind: 'store', key: 'bot', expected: 'it runs', found: bots[0]?.tail() ?? '' }];
  }
  return [...fromOutside(), ...(await storeViolations(world))];
}

/** What ended by itself is started again, as a service manager does. */
function revive({ launchers, bots }: Stage): void {
  for (const [index, bot] of bots.entries()) {
    const launcher = launchers[index];
    if (!bot.isAlive() && launcher !== undefined) bots[index] = launcher.launch();
  }
}

function outcomeOf({
  stage: { world, drive, people, faults },
  ...rest
}: Pick<Outcome, 'kills' | 'violations' | 'seconds' | 'seed'> & { readonly stage: Stage }): Outcome {
  return {
    ...rest,
    folder: world.folder,
    incidents: world.threatmon.alarms().length,
    updates: drive.changes,
    presses: people.presses.flatMap(({ users }) => users).length,
    faults: faults.counts(),
  };
}
