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

/** When work runs, as the use cases ask for it. */
export interface Work {
  /** Polls an instance's primary feeds now, after a poll that is running. */
  fetchNow(instance: string): Promise<PollReport>;
  /** Something was put into a channel's outbox. */
  wake(): void;
}
