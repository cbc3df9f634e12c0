import { messageViolations } from './invariants.ts';
import type { Outage, Plan, Round } from './plan.ts';
import { act, actElsewhere, aimed } from './round.ts';
import { settle } from './settle.ts';
import type { Stage } from './stage.ts';
import { titles } from './world.ts';

const longestBeginMs = 30_000;
/** A bot that ends by itself so often in one round, long after its disk works again, will not run any more. */
const mostEnds = 8;

/** Brings in the alarms that are there before the first fault. Throws where an undisturbed bot does not post them. */
export async function begin({ before }: Plan, { world, drive, bots }: Stage): Promise<void> {
  for (const [index, severity] of before.entries()) drive.add({ severity, type: index % titles.length });
  for (const vendor of Object.values(world.others)) for (let added = 0; added < 3; added += 1) vendor.add();
  const running = await Promise.all(bots.map(async (bot) => bot.running));
  const isDone = (): boolean => messageViolations(world).length === 0;
  const isPosted = !running.includes(false) && (await settle(world, { isDone, longestMs: longestBeginMs }));
  if (!isPosted) throw new Error(`an undisturbed bot fails: ${bots.map((bot) => bot.tail()).join('\n')}`);
  drive.markSettled();
}

/** Goes through all rounds. Gives how many kills there were; fewer than planned where a bot does not start any more. */
export async function disturb(
  { rounds, outage }: Plan,
  stage: Stage,
  onRound?: (done: number, all: number) => void,
): Promise<number> {
  const acts: Promise<unknown>[] = [];
  let kills = 0;
  for (const [index, round] of rounds.entries()) {
    if (index === outage?.afterRounds) await endure(outage, stage);
    stage.world.journal.note('round', { index, ...round });
    stage.faults.begin(round.faults);
    acts.push(
      act(round.acts, { ...stage, bot: stage.bots[round.replica] }),
      actElsewhere(round.elsewhere, stage.world),
    );
    if (!(await killOne(round, stage))) break;
    kills += 1;
    onRound?.(kills, rounds.length);
  }
  await Promise.all(acts);
  return kills;
}

/** Leaves every replica without its database; people and the vendor go on. */
async function endure({ forMs, acts, elsewhere }: Outage, stage: Stage): Promise<void> {
  const { bots, faults, world } = stage;
  await Promise.all(bots.map(async (bot) => bot.running));
  faults.begin({ slack: [], vendor: [], elsewhere: [] });
  world.journal.note('outage', { forMs });
  faults.count('database-outage');
  await Promise.all([faults.outage(forMs), act(acts, { ...stage, bot: bots[0] }), actElsewhere(elsewhere, world)]);
}

/** A bot that ended by itself before its kill, as on a full disk, is started again. Gives whether one was killed. */
async function killOne({ aim, power, replica }: Round, stage: Stage): Promise<boolean> {
  const { world, faults } = stage;
  for (let ends = 0; ends < mostEnds; ends += 1) {
    const bot = stage.bots[replica];
    if (bot === undefined) throw new Error(`there is no replica ${replica}`);
    await aimed(aim, bot, world);
    const wasAlive = await bot.kill();
    world.journal.note('end', { aim: aim.kind, killed: wasAlive, power });
    faults.count(wasAlive ? `kill-${aim.kind}` : 'ended-by-itself');
    if (wasAlive && power && world.power !== undefined) {
      world.power.cutPower();
      faults.count('power-cut');
    }
    stage.relaunch(replica);
    if (wasAlive) return true;
  }
  return false;
}
