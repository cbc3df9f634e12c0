import PQueue from 'p-queue';
import type { DeliveryError } from '../domain/errors.ts';
import type { BucketRate, Budget, Rate } from '../ports/budget.ts';
import type { Clock } from '../ports/clock.ts';
import type { SlackCall } from '../ports/notifier.ts';

const minuteMs = 60_000;
/** Calls arrive a little closer together than they leave: so much of a window is left unused. */
const jitterMs = 500;

/**
 * Slack's limits (PLATFORM §5), a little below each. A channel takes one post a second and short bursts: four at once,
 * one fewer than it was seen to bear, so that what jitter moves does not meet the limit.
 */
const channelPosts: Rate = { count: 4, perMs: 4 * 1000 + jitterMs / 5 };
const workspacePosts: Rate = { count: 480, perMs: minuteMs + jitterMs };
const tier3: Rate = { count: 50, perMs: minuteMs + jitterMs };
const tier4: Rate = { count: 100, perMs: minuteMs + jitterMs };

const methods: { readonly [call in SlackCall]: { readonly method: string; readonly rate: Rate } } = {
  post: { method: 'chat.postMessage', rate: workspacePosts },
  update: { method: 'chat.update', rate: tier3 },
  remove: { method: 'chat.delete', rate: tier3 },
  file: { method: 'files.completeUploadExternal', rate: tier4 },
  history: { method: 'conversations.history', rate: tier3 },
  replies: { method: 'conversations.replies', rate: tier3 },
};

/** What one call counts into. */
interface Buckets {
  /** Its channel's, where the limit has one. */
  readonly own: readonly BucketRate[];
  readonly whole: BucketRate;
}

/** Whose turn it is at Slack. */
export interface Turns {
  /** Resolves when such a call may go out. Rejects with the signal's reason. */
  turn(call: SlackCall, channelId: string, signal: AbortSignal): Promise<void>;
  /** Remembers what Slack asked for, where an error says so, and gives the error back. */
  heed(call: SlackCall, channelId: string, error: DeliveryError): Promise<DeliveryError>;
}

/** How long before it is due a place is taken: so long it is lost with its process, and deaf to what Slack asks for. */
const aheadMs = 500;
/** How soon whoever has no place asks again, however far the next one is. */
const longestSleepMs = 2000;
/** Asks when a place is free and takes none. */
const none = -1;

/**
 * Plans calls so that Slack has no reason to refuse one; where `limits` are only `obeyed`, its refusals say when. A 429
 * on a post may mean the channel or the whole method, and Slack does not say which: the channel waits, and the method
 * too as soon as a second channel hears the same.
 */
export function createTurns(budget: Budget, clock: Clock, limits: 'planned' | 'obeyed' = 'planned'): Turns {
  const inLine = createLines(budget, clock);
  const bucketOf = (bucket: BucketRate): BucketRate => (limits === 'planned' ? bucket : unlimited(bucket));
  let lastRefused: { readonly channelId: string; readonly untilMs: number } | undefined;
  return {
    async turn(call, channelId, signal) {
      const whole = bucketOf({ name: methodBucket(call), rate: methods[call].rate });
      const own = isByChannel(call) ? [bucketOf({ name: channelBucket(channelId), rate: channelPosts })] : [];
      await inLine({ own, whole }, signal);
    },
    async heed(call, channelId, error) {
      const { kind, retryAfterMs } = error;
      if (kind !== 'wait' || retryAfterMs === undefined) return error;
      const nowMs = clock.now().getTime();
      if (!isByChannel(call)) {
        await budget.hold(methodBucket(call), retryAfterMs);
        return error;
      }
      await budget.hold(channelBucket(channelId), retryAfterMs);
      if (lastRefused !== undefined && lastRefused.channelId !== channelId && lastRefused.untilMs > nowMs)
        await budget.hold(methodBucket(call), retryAfterMs);
      lastRefused = { channelId, untilMs: nowMs + retryAfterMs };
      return error;
    },
  };
}

/**
 * Lets calls go, each with a place in its buckets. Places are taken when they are due, by one call a method at a time, in
 * the order in which they asked: a process that stops or dies keeps none from the others, and what Slack asked for
 * meanwhile is heard. A call whose channel is not ready keeps nobody waiting.
 */
function createLines(budget: Budget, clock: Clock): (buckets: Buckets, signal: AbortSignal) => Promise<void> {
  const lines = new Map<string, PQueue>();
  const lineOf = (name: string): PQueue => {
    const line = lines.get(name) ?? new PQueue({ concurrency: 1 });
    lines.set(name, line);
    return line;
  };
  const sleep = async (waitMs: number, signal: AbortSignal): Promise<void> => {
    if (waitMs > 0) await clock.sleep(Math.min(waitMs, longestSleepMs), signal);
  };
  const untilReady = async (own: readonly BucketRate[], signal: AbortSignal): Promise<void> => {
    if (own.length === 0) return;
    for (let waitMs = 1; waitMs > 0; await sleep(waitMs, signal)) waitMs = await budget.take(own, none);
  };
  /** Whether it took a place; it gives up where the channel is not ready any more. */
  const takePlace = async ({ own, whole }: Buckets, signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = await budget.take([...own, whole], aheadMs);
      await sleep(waitMs, signal);
      if (waitMs <= aheadMs) return true;
      if (own.length > 0 && (await budget.take(own, none)) > 0) return false;
    }
  };
  return async (buckets, signal) => {
    const line = lineOf(buckets.whole.name);
    do await untilReady(buckets.own, signal);
    while (!(await line.add(async () => takePlace(buckets, signal), { signal })));
  };
}

/** What was asked for by Retry-After still holds. */
function unlimited({ name }: BucketRate): BucketRate {
  return { name, rate: { count: 1, perMs: 0 } };
}

function isByChannel(call: SlackCall): boolean {
  return call === 'post' || call === 'file';
}

function methodBucket(call: SlackCall): string {
  return `slack ${methods[call].method}`;
}

function channelBucket(channelId: string): string {
  return `slack post ${channelId}`;
}
