import type { Lease } from './store.ts';

/** What one poll did. */
export interface PollReport {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly indicators: number;
  /** More waits at the vendor: the run ended at its limit. */
  readonly more: boolean;
}

/** What is done now and then beside polls and deliveries, by one replica at a time. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  /** Also right at the start, before its first period is over. */
  readonly atStart: boolean;
  /** Its commits go under `lease`, where the engine has leases. Errors are logged; the next turn tries again. */
  run(deps: { readonly signal: AbortSignal; readonly lease?: Lease }): Promise<void>;
}

/** When work runs, as the use cases ask for it. */
export interface Work {
  /** Polls an instance's primary feeds now, after a poll that is running. */
  fetchNow(instance: string): Promise<PollReport>;
  /** Something was put into a channel's outbox. */
  wake(): void;
}
