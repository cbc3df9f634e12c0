/** At most `count` starts in any window of `perMs`. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

/**
 * Places in what others permit: Slack's limits, a vendor's pace. Shared by everyone who shares the permission: all
 * replicas where the store is shared.
 */
export interface Budget {
  /**
   * Takes the next free place that is free in every bucket, and gives how many milliseconds from now it lies (0: now).
   * A place taken is not given back.
   */
  take(buckets: readonly { readonly name: string; readonly rate: Rate }[]): Promise<number>;
  /** Nothing in this bucket for `ms` from now: the other side said so. */
  hold(bucket: string, ms: number): Promise<void>;
}
