import { schedule as cron, validate } from 'node-cron';
import type { ScheduledTask } from 'node-cron';
import type { DeliverDeps } from '../pipeline/deliver.ts';
import type { RunPollDeps } from '../pipeline/run-poll.ts';
import type { Instance } from '../ports/vendor.ts';
import { createDeliveries } from './deliveries.ts';
import type { Engine } from './engine.ts';
import { createPolls } from './polls.ts';

export interface EmbeddedEngineDeps {
  readonly instances: readonly Instance[];
  readonly poll: Omit<RunPollDeps, 'signal'>;
  readonly deliver: Omit<DeliverDeps, 'signal' | 'unreachableChannels'>;
  /** Drops what retention lets go, a small step at a time; gives whether more waits. */
  readonly prune: () => Promise<boolean>;
}

/** Schedules and deliveries of one process: node-cron ticks, queues in memory, what waits is in the store. */
export function createEmbeddedEngine({ instances, poll, deliver, prune }: EmbeddedEngineDeps): Engine {
  const stopping = new AbortController();
  const { signal } = stopping;
  const deliveries = createDeliveries({ ...deliver, signal });
  const polls = createPolls(instances, { ...poll, signal }, () => deliveries.wake());
  const tasks: ScheduledTask[] = [];

  const retain = async (): Promise<void> => {
    try {
      while (!signal.aborted && (await prune())) poll.log.debug({}, 'retention dropped a batch');
    } catch (error) {
      poll.log.error({ error: String(error) }, 'retention failed; it is tried again in an hour');
    }
  };
  return {
    fetchNow: async (name) => polls.fetchNow(name),
    wake: () => deliveries.wake(),
    start() {
      tasks.push(...polls.start(), cron('17 * * * *', retain, { name: 'retention', noOverlap: true }));
      deliveries.wake();
    },
    async stop() {
      stopping.abort(new Error('Picket is stopping'));
      for (const task of tasks) await task.destroy();
      await Promise.all([polls.idle(), deliveries.idle()]);
    },
  };
}

/** Whether the scheduler can read a cron expression. */
export function isCronExpression(expression: string): boolean {
  return validate(expression);
}
