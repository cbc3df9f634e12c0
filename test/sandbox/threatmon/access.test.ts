import { describe, expect, it } from 'vitest';
import { createRateCounter } from '../../../src/sandbox/simulator/rate-limit.ts';
import { alarmsFrom101, ask, started } from './ask.ts';

describe('the key', () => {
  it.each([
    { state: 'right', question: {}, expected: 200, said: { data: [], totalRecords: 0 } },
    { state: 'wrong', question: { key: 'not-the-key' }, expected: 401, said: { message: expect.any(String) } },
    { state: 'absent', question: { key: null }, expected: 401, said: { message: expect.any(String) } },
  ])('$state', async ({ state, question, expected, said }) => {
    const sandbox = await started({ apiKey: 'the-key-of-acme' });

    const answer = await ask(sandbox, '/vulnerabilities/0', question);

    expect(answer.status).toBe(expected);
    expect(sandbox.requests()).toMatchObject([{ key: state, status: expected }]);
    expect(answer.json).toEqual(said);
  });

  it('is refused when it has expired or was changed while the service runs', async () => {
    const sandbox = await started();
    sandbox.set({ keyExpired: true });
    const expired = await ask(sandbox, '/cve/0');
    sandbox.set({ keyExpired: false, apiKey: 'another-key' });

    const old = await ask(sandbox, '/cve/0', { key: 'sandbox-threatmon-key' });

    expect([expired.status, old.status, (await ask(sandbox, '/cve/0')).status]).toEqual([401, 401, 200]);
  });
});

describe('an address that is not permitted', () => {
  it('is told so with 403 and a message', async () => {
    const sandbox = await started({ address: 'forbidden' });

    const answer = await ask(sandbox, '/vulnerabilities/0');

    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({ message: expect.any(String) });
  });

  it('finds its connection closed', async () => {
    const sandbox = await started({ address: 'closed' });

    await expect(ask(sandbox, '/vulnerabilities/0')).rejects.toThrow('fetch failed');
    expect(sandbox.requests()).toMatchObject([{ status: 0 }]);
  });

  it('hears nothing', async () => {
    const sandbox = await started({ address: 'silent' });
    const leaving = new AbortController();
    const answer = ask(sandbox, '/vulnerabilities/0', { signal: leaving.signal });

    await expect.poll(() => sandbox.requests()).toMatchObject([{ status: 0 }]);
    leaving.abort();

    await expect(answer).rejects.toThrow('aborted');
  });

  it('is only an affair of the alarm API', async () => {
    const sandbox = await started({ address: 'forbidden', ioc: { token: 'abcd' } });

    const answer = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/?api_token=abcd`);

    expect(answer.status).toBe(200);
  });
});

describe('the rate limit', () => {
  it('is 10 requests in 10 seconds by default; the eleventh is told when to come back', async () => {
    const sandbox = await started({ rateLimit: { limit: 10, windowMs: 10_000 }, alarms: alarmsFrom101(1) });

    const answers = await Promise.all(Array.from({ length: 11 }, () => ask(sandbox, '/vulnerabilities/0')));

    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.json).toEqual({ message: expect.any(String) });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(9);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeLessThanOrEqual(10);
  });

  it('can be narrowed and switched off while it runs', async () => {
    const sandbox = await started({ rateLimit: { limit: 1 } });

    const narrow = [(await ask(sandbox, '/cve/0')).status, (await ask(sandbox, '/cve/0')).status];
    sandbox.set({ rateLimit: 'off' });
    const off = await Promise.all(Array.from({ length: 20 }, () => ask(sandbox, '/cve/0')));

    expect(narrow).toEqual([200, 429]);
    expect(new Set(off.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('slides, counts each address by itself, and does not count what it refuses', () => {
    let now = 0;
    const counter = createRateCounter(() => now);
    const limit = { limit: 2, windowMs: 3000 };
    const waits = [0, 1000, 2900, 3000, 3001, 4000].map((at) => {
      now = at;
      return counter.admit('192.0.2.1', limit);
    });

    expect(waits).toEqual([undefined, undefined, 1, undefined, 1, undefined]);
    expect(counter.admit('192.0.2.2', limit)).toBeUndefined();
  });
});
