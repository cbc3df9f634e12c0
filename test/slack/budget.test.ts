import { setImmediate as settled } from 'node:timers/promises';
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

/** A clock that stands until it is moved; who sleeps wakes on the way. */
function movedClock(): Clock & { readonly move: (ms: number) => Promise<void> } {
  let nowMs = Date.parse('2026-08-04T12:00:00.000Z');
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  return {
    now: () => new Date(nowMs),
    async sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const sleeper = { atMs: nowMs + ms, wake: () => resolve(undefined) };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      await promise.finally(() => sleepers.delete(sleeper));
    },
    async move(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        await settled();
        const [next] = [...sleepers].toSorted((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > endMs) break;
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
      nowMs = endMs;
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

describe('calls that wait for each other', () => {
  it('take no places ahead: what a process that stops was waiting for is free for the others', async () => {
    const clock = movedClock();
    const budget = createBudget(clock);
    const stopping = new AbortController();
    const turns = createTurns(budget, clock);
    const waiting = Array.from({ length: 1000 }, async (_, index) => turns.turn('post', `C${index}`, stopping.signal));
    await clock.move(3000);

    stopping.abort(new Error('stopping'));
    const outcomes = await Promise.allSettled(waiting);
    let went = false;
    const other = createTurns(budget, clock).turn('post', 'C-other', never);
    void other.then(() => (went = true));
    await clock.move(57_500);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(480);
    expect(went).toBe(true);
  });

  it('go in the order in which they asked', async () => {
    const clock = movedClock();
    const turns = createTurns(createBudget(clock), clock);
    await turns.turn('update', 'C0', never);
    await clock.move(30_000);
    for (let index = 0; index < 49; index += 1) await turns.turn('update', 'C0', never);
    const gone: string[] = [];
    await clock.move(27_000);
    void turns.turn('update', 'first', never).then(() => gone.push('first'));
    await clock.move(1200);
    void turns.turn('update', 'second', never).then(() => gone.push('second'));

    await clock.move(2300);

    expect(gone).toEqual(['first']);
  });

  it('do not wait for one whose channel is not ready', async () => {
    const clock = movedClock();
    const turns = createTurns(createBudget(clock), clock);
    await turns.heed('post', 'C1', new DeliveryError('wait', 'ratelimited', 30_000));
    const gone: string[] = [];
    for (const channel of ['C1', 'C2']) void turns.turn('post', channel, never).then(() => gone.push(channel));

    await clock.move(0);
    expect(gone).toEqual(['C2']);
    await clock.move(30_000);

    expect(gone).toEqual(['C2', 'C1']);
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

  it('is heard by a replica that waits already', async () => {
    const clock = movedClock();
    const budget = createBudget(clock);
    const [one, other] = [createTurns(budget, clock), createTurns(budget, clock)];
    for (let index = 0; index < 50; index += 1) await one.turn('update', 'C1', never);
    await clock.move(57_000);
    let went = false;
    void other.turn('update', 'C2', never).then(() => (went = true));
    await clock.move(1000);

    await one.heed('update', 'C1', refused);
    await clock.move(29_900);
    expect(went).toBe(false);
    await clock.move(100);

    expect(went).toBe(true);
  });

  it('is nothing where the error is another one', async () => {
    const { turns, nowMs } = strict();
    const startedAt = nowMs();
    await turns.heed('update', 'C1', new DeliveryError('unknown', 'no_answer'));

    await turns.turn('update', 'C1', never);

    expect(nowMs() - startedAt).toBe(0);
  });
});
