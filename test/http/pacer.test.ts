import { describe, expect, it } from 'vitest';
import { createPacers } from '../../src/http/pacer.ts';
import { createBudget } from '../../src/ops/budget.ts';
import { systemClock } from '../../src/ops/clock.ts';
import type { Budget } from '../../src/ports/budget.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, signal } from './support.ts';

/** When a turn began is known only when the machine gets to look: one that stalls then sees two windows in one. */
const byTheClock = { retry: 3 };

/** How many starts fall into the fullest window of `perMs`. A millisecond is left to the timer's rounding. */
function fullest(startsMs: readonly number[], perMs: number): number {
  return Math.max(...startsMs.map((from) => startsMs.filter((at) => at >= from && at < from + perMs - 1).length));
}

describe('the pace of a host', () => {
  it('is each account’s own where the vendor counts by account', async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const { client } = httpUnderTest();
    const pace = (account: string) => ({ requests: 1, perMs: 60_000, account });
    const clients = ['ada', 'bo', 'cy'].map((account) => client(server.url, { pace: pace(account) }));

    await Promise.all(clients.map(async (one) => one.send({ method: 'GET', path: '/', signal })));

    expect(server.seen).toHaveLength(3);
  });

  it('holds in every window, over all clients and methods together', byTheClock, async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const { client } = httpUnderTest();
    const pace = { requests: 3, perMs: 600 };
    const clients = [client(server.url, { pace }), client(`${server.url}/other`, { pace }), client(server.url)];
    const methods = ['GET', 'POST', 'PATCH'] as const;

    await Promise.all(
      Array.from({ length: 10 }, async (_, n) =>
        clients[n % 3]?.send({ method: methods[n % 3] ?? 'GET', path: '/', signal }),
      ),
    );

    const starts = server.seen.map(({ atMs }) => atMs);
    expect(starts.length).toBe(10);
    // What arrives is measured, not what starts: the way there is a few milliseconds long.
    expect(fullest(starts, 300)).toBeLessThanOrEqual(3);
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(1500);
  });

  it('slides with the requests: none meet at the edge of a fixed window', byTheClock, async () => {
    const pacer = createPacers()('a', { requests: 3, perMs: 600 });
    const startsMs: number[] = [];
    const turn = async (): Promise<void> => {
      await pacer.turn(signal, false);
      startsMs.push(performance.now());
    };
    await turn();
    await expect.poll(() => performance.now() - (startsMs[0] ?? 0), { interval: 5 }).toBeGreaterThan(500);

    await Promise.all(Array.from({ length: 5 }, turn));

    expect(fullest(startsMs, 400)).toBe(3);
  });

  it('holds back those too who were in the queue when the host asked to wait', async () => {
    const pacer = createPacers()('a', { requests: 1, perMs: 50 });
    await pacer.turn(signal, false);
    const waiting = pacer.turn(signal, false);
    const askedAtMs = performance.now();

    pacer.hold(300);
    await waiting;

    expect(performance.now() - askedAtMs).toBeGreaterThanOrEqual(295);
  });

  it('is the strictest that was given', byTheClock, async () => {
    const pacerFor = createPacers();
    pacerFor('a', { requests: 100, perMs: 100 });
    const loose = pacerFor('a', undefined);
    pacerFor('a', { requests: 1, perMs: 200 });
    pacerFor('a', { requests: 2, perMs: 100 });
    const startsMs: number[] = [];

    for (let n = 0; n < 3; n += 1) {
      await loose.turn(signal, false);
      startsMs.push(performance.now());
    }

    expect(fullest(startsMs, 150)).toBe(1);
  });

  it('does not hold up another host', async () => {
    const pacerFor = createPacers();
    const slow = pacerFor('a', { requests: 1, perMs: 60_000 });
    await slow.turn(signal, false);
    const giveUp = new AbortController();
    const order: string[] = [];
    const held = slow.turn(giveUp.signal, false).then(
      () => order.push('a'),
      () => order.push('a given up'),
    );

    await pacerFor('b', { requests: 1, perMs: 60_000 }).turn(signal, false);
    order.push('b');
    giveUp.abort();
    await held;

    expect(order).toEqual(['b', 'a given up']);
  });

  it('lets what a person waits for go first', async () => {
    const pacer = createPacers()('a', { requests: 1, perMs: 50 });
    const order: string[] = [];
    const turn = async (name: string, urgent: boolean): Promise<void> => {
      await pacer.turn(signal, urgent);
      order.push(name);
    };

    await Promise.all([turn('poll 1', false), turn('poll 2', false), turn('poll 3', false), turn('button', true)]);

    expect(order).toEqual(['poll 1', 'button', 'poll 2', 'poll 3']);
  });

  it('is shared by all who share a budget, its waits too', byTheClock, async () => {
    const budget = createBudget(systemClock());
    const pace = { requests: 2, perMs: 300 };
    const replicas = [createPacers(budget)('a', pace), createPacers(budget)('a', pace)];
    const startsMs: number[] = [];

    await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        await replicas[n % 2]?.turn(signal, false);
        startsMs.push(performance.now());
      }),
    );
    replicas[0]?.hold(400);
    const heldAtMs = performance.now();
    await replicas[1]?.turn(signal, false);

    expect(fullest(startsMs, 280)).toBe(2);
    expect(performance.now() - heldAtMs).toBeGreaterThanOrEqual(390);
  });

  it('lets what a person waits for go first also where the budget is shared', async () => {
    const pacer = createPacers(createBudget(systemClock()))('a', { requests: 1, perMs: 50 });
    const order: string[] = [];
    const turn = async (name: string, urgent: boolean): Promise<void> => {
      await pacer.turn(signal, urgent);
      order.push(name);
    };

    await Promise.all([turn('poll 1', false), turn('poll 2', false), turn('poll 3', false), turn('button', true)]);

    expect(order).toEqual(['poll 1', 'button', 'poll 2', 'poll 3']);
  });

  it('holds by itself where the shared budget does not answer', byTheClock, async () => {
    const budget: Budget = {
      take: async () => Promise.reject(new Error('away')),
      hold: async () => Promise.reject(new Error('away')),
    };
    const pacer = createPacers(budget)('a', { requests: 2, perMs: 200 });
    const startsMs: number[] = [];

    for (let n = 0; n < 4; n += 1) {
      await pacer.turn(signal, false);
      startsMs.push(performance.now());
    }
    pacer.hold(1);

    expect(fullest(startsMs, 190)).toBeLessThanOrEqual(2);
  });

  it('stops for everyone while the host asks to wait', async () => {
    const server = await startServer((response, nth) =>
      sendJson(response, {}, { status: nth === 1 ? 429 : 200, headers: { 'retry-after': '1' } }),
    );
    const { client } = httpUnderTest();
    const other = client(server.url);

    await failureOf(client(server.url).send({ method: 'POST', path: '/', body: {}, signal }));
    await other.send({ method: 'GET', path: '/', signal });

    const [first, second] = server.seen;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(980);
  });

  it('gives up the turn of a request that is aborted while it waits, and nothing was sent', async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const { client } = httpUnderTest();
    const one = client(server.url, { pace: { requests: 1, perMs: 60_000 } });
    await one.send({ method: 'GET', path: '/', signal });
    const giveUp = new AbortController();
    const write = failureOf(one.send({ method: 'POST', path: '/', body: {}, signal: giveUp.signal }));

    giveUp.abort();

    const error = await write;
    expect(error.detail).toMatchObject({ trouble: 'cancelled' });
    expect(error.detail.outcomeUnknown).toBeUndefined();
    expect(server.seen.length).toBe(1);
  });
});
