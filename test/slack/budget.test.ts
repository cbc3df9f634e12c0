import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/domain/errors.ts';
import { createBudget } from '../../src/ops/budget.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createRateLimits } from '../../src/sandbox/slack/rate-limits.ts';
import { createTurns } from '../../src/slack/budget.ts';
import type { Turns } from '../../src/slack/budget.ts';

const never = new AbortController().signal;

/** A clock that moves on when somebody sleeps, and never otherwise. */
function sleepingClock(): Clock & { readonly nowMs: () => number } {
  let nowMs = Date.parse('2026-08-04T12:00:00.000Z');
  return {
    now: () => new Date(nowMs),
    nowMs: () => nowMs,
    async sleep(ms) {
      nowMs += ms;
    },
  };
}

/** Slack's limits as the strict server has them, one caller, time that only waiting moves. */
function strict(): {
  readonly turns: Turns;
  readonly nowMs: () => number;
  readonly refusals: () => number;
  readonly call: (method: string, channel: string) => void;
} {
  const clock = sleepingClock();
  const limits = createRateLimits({}, clock.nowMs);
  let refused = 0;
  return {
    turns: createTurns(createBudget(clock), clock),
    nowMs: clock.nowMs,
    refusals: () => refused,
    call(method, channel) {
      if (limits.overLimit(method, channel) !== undefined) refused += 1;
    },
  };
}

describe('a steady backlog at a strict Slack', () => {
  it.each([
    ['posts into one channel, one a second', 'post', 'chat.postMessage', 1000, 1, 600],
    ['posts into twenty channels, 500 a minute', 'post', 'chat.postMessage', 60_000 / 500, 20, 3000],
    ['edits, 50 a minute', 'update', 'chat.update', 60_000 / 50, 3, 600],
    ['looks into histories, 50 a minute', 'history', 'conversations.history', 60_000 / 50, 2, 300],
  ] as const)(
    '%s: no call is refused, and 95 % of what is permitted is used',
    async (_, call, method, msEach, channels, count) => {
      const { turns, nowMs, refusals, call: send } = strict();
      const startedAt = nowMs();

      for (let index = 0; index < count; index += 1) {
        const channel = `C${index % channels}`;
        await turns.turn(call, channel, never);
        send(method, channel);
      }

      expect(refusals()).toBe(0);
      expect((count * msEach) / (nowMs() - startedAt)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it('lets four posts into a channel at once', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();

    for (let index = 0; index < 4; index += 1) await turns.turn('post', 'C1', never);

    expect(nowMs()).toBe(startedAt);
  });
});

describe('what Slack asks for by Retry-After', () => {
  const refused = new DeliveryError('wait', 'ratelimited', 30_000);

  it('holds for the channel of a post, and neither for other channels nor for other methods', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();
    await turns.heed('post', 'C1', refused);

    await turns.turn('post', 'C2', never);
    await turns.turn('update', 'C1', never);
    expect(nowMs() - startedAt).toBe(0);
    await turns.turn('post', 'C1', never);

    expect(nowMs() - startedAt).toBe(30_000);
  });

  it('holds for every channel as soon as a second one hears the same', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();
    await turns.heed('post', 'C1', refused);
    await turns.heed('post', 'C2', refused);

    await turns.turn('post', 'C3', never);

    expect(nowMs() - startedAt).toBe(30_000);
  });

  it('holds for all edits, since they have one limit', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();
    await turns.heed('update', 'C1', refused);

    await turns.turn('update', 'C2', never);

    expect(nowMs() - startedAt).toBe(30_000);
  });

  it('is nothing where the error is another one', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();
    await turns.heed('update', 'C1', new DeliveryError('unknown', 'no_answer'));

    await turns.turn('update', 'C1', never);

    expect(nowMs() - startedAt).toBe(0);
  });
});
