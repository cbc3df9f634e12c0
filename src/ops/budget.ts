import type { Budget, Rate } from '../ports/budget.ts';
import type { Clock } from '../ports/clock.ts';

interface Bucket {
  /** The last places taken, milliseconds since the epoch, ascending; no more than its rate looks back. */
  starts: number[];
  heldUntilMs: number;
}

/** Whether a clock that far ahead of us was set back since: places lie minutes ahead at most. */
const farAheadMs = 3_600_000;

/** The budget of one process, in memory: an exact sliding window for each bucket. Begins anew with each start. */
export function createBudget(clock: Clock): Budget {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string): Bucket => {
    const known = buckets.get(name) ?? { starts: [], heldUntilMs: 0 };
    buckets.set(name, known);
    return known;
  };
  return {
    async take(asked, withinMs = Infinity) {
      const nowMs = clock.now().getTime();
      const wanted = asked.map(({ name, rate }) => ({ bucket: bucketOf(name), rate }));
      const atMs = Math.max(nowMs, ...wanted.map(({ bucket, rate }) => nextFree(bucket, rate, nowMs)));
      if (atMs - nowMs > withinMs) return atMs - nowMs;
      for (const { bucket, rate } of wanted) bucket.starts = [...bucket.starts, atMs].slice(-rate.count);
      return atMs - nowMs;
    },
    async hold(name, ms) {
      const bucket = bucketOf(name);
      bucket.heldUntilMs = Math.max(bucket.heldUntilMs, clock.now().getTime() + ms);
    },
  };
}

function nextFree(bucket: Bucket, { count, perMs }: Rate, nowMs: number): number {
  bucket.starts = bucket.starts.filter((atMs) => atMs - nowMs < farAheadMs);
  const last = bucket.starts.at(-1) ?? 0;
  const first = bucket.starts.at(-count);
  return Math.max(last, bucket.heldUntilMs, first === undefined ? 0 : first + perMs);
}
