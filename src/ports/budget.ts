/** At most `count` starts in any window of `perMs`. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

export interface BucketRate {
  readonly name: string;
  readonly rate: Rate;
}

/**
 * Places in what others permit: Slack's limits, a vendor's pace. Shared by everyone who shares the permission: all
 * replicas where the store is shared.
 */
export interface Budget {
  /**
   * Gives how many milliseconds from now the next place lies that is free in every bucket (0: now), and takes it where
   * that is at most `withinMs`; left out, however far it is. A place taken is not given back.
   */
  take(buckets: readonly BucketRate[], withinMs?: number): Promise<number>;
  /** Nothing in this bucket for `ms` from now: the other side said so. */
  hold(bucket: string, ms: number): Promise<void>;
}
