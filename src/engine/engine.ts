import type { Work } from '../ports/work.ts';

/** When work runs: schedules, wake-ups of deliveries, retention. */
export interface Engine extends Work {
  start(): void;
  /** Takes no new work, lets what is in flight finish or stop at its next safe place; resolves when nothing runs. */
  stop(): Promise<void>;
}
