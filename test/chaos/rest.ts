import { messageViolations } from './invariants.ts';
import type { Violation } from './invariants.ts';
import { noteEnd } from './note-end.ts';
import { pressViolations } from './press-invariants.ts';
import { settle } from './settle.ts';
import type { Stage } from './stage.ts';
import { storeViolations } from './store-invariants.ts';
import { threadViolations } from './thread-invariants.ts';

const reviveEveryMs = 500;

/** Ends every fault, lets the bots come to rest, and looks at what is left. */
export async function rest(stage: Stage, longestMs: number): Promise<readonly Violation[]> {
  await stage.faults.end();
  const reviving = setInterval(() => revive(stage), reviveEveryMs);
  try {
    await settle(stage.world, { isDone: () => seenFromOutside(stage).length === 0, longestMs });
  } finally {
    clearInterval(reviving);
  }
  noteEnd(stage.world, stage.people.presses);
  return [...seenFromOutside(stage), ...unwell(stage), ...(await storeViolations(stage.world))];
}

function seenFromOutside({ world, drive, people }: Stage): readonly Violation[] {
  return [...messageViolations(world), ...threadViolations(world, drive), ...pressViolations(world, people.presses)];
}

/** Replicas that do not run although nothing is wrong any more. */
function unwell({ bots }: Stage): readonly Violation[] {
  return bots.flatMap((bot, index) =>
    bot.isAlive() ? [] : [{ kind: 'store', key: `replica ${index}`, expected: 'it runs', found: bot.tail() } as const],
  );
}

/** What ended by itself is started again, as a service manager does. */
function revive(stage: Stage): void {
  for (const [replica, bot] of stage.bots.entries()) if (!bot.isAlive()) stage.relaunch(replica);
}
