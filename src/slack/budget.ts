import { DeliveryError } from '../domain/errors.ts';
import type { Budget, Rate } from '../ports/budget.ts';
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

/** Whose turn it is at Slack. */
export interface Turns {
  /** Resolves when such a call may go out. Rejects with the signal's reason. */
  turn(call: SlackCall, channelId: string, signal: AbortSignal): Promise<void>;
  /** Remembers what Slack asked for, where an error says so, and gives the error back. */
  heed(call: SlackCall, channelId: string, error: DeliveryError): Promise<DeliveryError>;
}

/**
 * Plans calls so that Slack has no reason to refuse one; where `limits` are only `obeyed`, its refusals say when. A 429 on a post may mean the channel or the whole method, and
 * Slack does not say which: the channel waits, and the method too as soon as a second channel hears the same.
 */
export function createTurns(budget: Budget, clock: Clock, limits: 'planned' | 'obeyed' = 'planned'): Turns {
  let lastRefused: { readonly channelId: string; readonly untilMs: number } | undefined;
  return {
    async turn(call, channelId, signal) {
      const buckets = bucketsOf(call, channelId);
      const waitMs = await budget.take(limits === 'planned' ? buckets : buckets.map(unlimited));
      if (waitMs > 0) await clock.sleep(waitMs, signal);
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

/** What was asked for by Retry-After still holds. */
function unlimited({ name }: { readonly name: string }): { readonly name: string; readonly rate: Rate } {
  return { name, rate: { count: 1, perMs: 0 } };
}

function isByChannel(call: SlackCall): boolean {
  return call === 'post' || call === 'file';
}

function bucketsOf(call: SlackCall, channelId: string): readonly { readonly name: string; readonly rate: Rate }[] {
  const whole = { name: methodBucket(call), rate: methods[call].rate };
  return isByChannel(call) ? [{ name: channelBucket(channelId), rate: channelPosts }, whole] : [whole];
}

function methodBucket(call: SlackCall): string {
  return `slack ${methods[call].method}`;
}

function channelBucket(channelId: string): string {
  return `slack post ${channelId}`;
}
