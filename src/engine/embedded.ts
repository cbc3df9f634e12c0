import { createChores } from './chores.ts';
import { createDeliveries } from './deliveries.ts';
import type { Engine, EngineDeps } from './engine.ts';
import { createPolls } from './polls.ts';
import type { Timer } from './timer.ts';

/** Schedules and deliveries of one process: timers, queues in memory, what waits is in the store. */
export function createEmbeddedEngine({ instances, poll, deliver, chores }: EngineDeps): Engine {
  const stopping = new AbortController();
  const { signal } = stopping;
  const deliveries = createDeliveries({ ...deliver, signal });
  const polls = createPolls(instances, { ...poll, signal }, () => deliveries.wake());
  const housework = createChores(chores, { clock: poll.clock, log: poll.log, signal });
  const timers: Timer[] = [];
  return {
    fetchNow: async (name) => polls.fetchNow(name),
    wake: () => deliveries.wake(),
    async start() {
      timers.push(...polls.start(), housework.start());
      deliveries.wake();
    },
    async stop() {
      stopping.abort(new Error('Picket is stopping'));
      await Promise.all(timers.map(async (timer) => timer.stop()));
      await Promise.all([polls.idle(), deliveries.idle(), housework.idle()]);
    },
  };
}
