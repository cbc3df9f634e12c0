import type { DeliverDeps } from '../pipeline/deliver.ts';
import type { RunPollDeps } from '../pipeline/run-poll.ts';
import type { Instance } from '../ports/vendor.ts';
import type { Chore, Work } from '../ports/work.ts';

/** When work runs: schedules, wake-ups of deliveries, retention. */
export interface Engine extends Work {
  /** Resolves when work is taken. */
  start(): Promise<void>;
  /** Takes no new work, lets what is in flight finish or stop at its next safe place; resolves when nothing runs. */
  stop(): Promise<void>;
}

/** What an engine runs, and with what. */
export interface EngineDeps {
  readonly instances: readonly Instance[];
  readonly poll: Omit<RunPollDeps, 'signal' | 'lease'>;
  readonly deliver: Omit<DeliverDeps, 'signal' | 'lease' | 'othersMayPost'>;
  readonly chores: readonly Chore[];
}
