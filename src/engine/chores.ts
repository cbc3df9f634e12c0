import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Chore } from '../ports/work.ts';
import { startTicks } from './timer.ts';
import type { Timer } from './timer.ts';

const lookEveryMs = 5000;

export interface ChoresDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Chores of one process: each by itself, never twice at a time, the next one a period after the last began. */
export function createChores(
  chores: readonly Chore[],
  { clock, log, signal }: ChoresDeps,
): { start(): Timer; idle(): Promise<void> } {
  const startedAt = clock.now().getTime();
  const all = chores.map((chore) => ({ chore, dueAt: startedAt + (chore.atStart ? 0 : chore.everyMs) }));
  const running = new Map<string, Promise<void>>();

  const run = async (chore: Chore): Promise<void> => {
    const { name } = chore;
    try {
      await chore.run({ signal });
    } catch (error) {
      if (!signal.aborted)
        log.error({ chore: name, error: String(error) }, 'a chore failed; its next turn tries again');
    } finally {
      running.delete(name);
    }
  };
  const tick = (): void => {
    const nowMs = clock.now().getTime();
    for (const one of all) {
      // A clock that was set back must not put a chore off for that long.
      one.dueAt = Math.min(one.dueAt, nowMs + one.chore.everyMs);
      if (nowMs < one.dueAt || running.has(one.chore.name) || signal.aborted) continue;
      one.dueAt = nowMs + one.chore.everyMs;
      running.set(one.chore.name, run(one.chore));
    }
  };
  return {
    start: () => startTicks(lookEveryMs, { work: tick, log }),
    async idle() {
      await Promise.all(running.values());
    },
  };
}
