/** Items that are there at first, and in all. */
export const itemsAtFirst = 1_000;
export const itemsInAll = 10_000;

/** What `group-ib-process.ts poll` prints. */
export interface PollMeasures extends StoreMeasures {
  /** Of the polling process, for one item. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly requests: number;
  readonly collections: number;
}

/** What `group-ib-process.ts store` prints. */
export interface StoreMeasures {
  readonly heapAtFirstMb: number;
  readonly heapInAllMb: number;
}
