import { describe, expect, it, vi } from 'vitest';
import { enrichAll, enrichEach } from '../../../../src/vendors/rapid7-threat-command/intelligence/enrichment.ts';
import { failureOf } from '../../../http/support.ts';
import { openScripted, openSimulated } from './account.ts';
import type { Simulated } from './account.ts';
import { patience } from '../../../support/patience.ts';

const quick = { pausesMs: [20] as const, timeoutMs: 5000 };
const signal = new AbortController().signal;

function asksFor({ sandbox }: Simulated, value: string): number {
  return sandbox.requests().filter(({ path }) => path.endsWith(`/enrich/${encodeURIComponent(value)}`)).length;
}

describe('enriching', () => {
  it('asks again only for what is unfinished, and keeps what is there', async () => {
    const account = await openSimulated({
      enrichment: { statuses: ['Done'], byValue: { 'slow.example': ['Queued', 'InProgress', 'Anything', 'Done'] } },
    });

    const results = await enrichAll(account.client, ['slow.example', 'fast.example'], { ...quick, signal });

    expect(results.map(({ value, state }) => [value, state])).toEqual([
      ['slow.example', 'Done'],
      ['fast.example', 'Done'],
    ]);
    expect([asksFor(account, 'fast.example'), asksFor(account, 'slow.example')]).toEqual([1, 4]);
  });

  it('gives each result when it is there', async () => {
    const account = await openSimulated({
      enrichment: { statuses: ['Done'], byValue: { 'slow.example': ['Queued', 'Done'] } },
    });
    const order: string[] = [];

    for await (const { value } of enrichEach(account.client, ['slow.example', 'fast.example'], { ...quick, signal }))
      order.push(value);

    expect(order).toEqual(['fast.example', 'slow.example']);
  });

  it('asks about a value once that is named twice', async () => {
    const account = await openSimulated({ enrichment: { statuses: ['Done'] } });

    const results = await enrichAll(account.client, ['evil.example', 'evil.example'], { ...quick, signal });

    expect(results).toHaveLength(1);
    expect(asksFor(account, 'evil.example')).toBe(1);
  });

  it('asks about no more than five at a time', async () => {
    const open: (() => void)[] = [];
    let most = 0;
    const account = await openScripted((response) => {
      open.push(() => response.end(JSON.stringify({ Status: 'Failed' })));
      most = Math.max(most, open.length);
    });
    const values = Array.from({ length: 12 }, (_, n) => `host-${n}.example`);

    const work = enrichAll(account.client, values, { ...quick, signal });
    await vi.waitFor(async () => {
      if (account.requests().length >= 5) open.shift()?.();
      expect(account.requests()).toHaveLength(12);
    }, patience);
    const releasing = setInterval(() => open.shift()?.(), 1);
    const results = await work.finally(() => clearInterval(releasing));

    expect(results).toHaveLength(12);
    expect(most).toBe(5);
  });

  it('tells a failure that came while the result before it was looked at', async () => {
    const account = await openSimulated({ enrichment: { statuses: ['Done'] } });
    account.sandbox.fault({ path: 'last.example' }, { kind: 'status', status: 401 });
    const values = ['first', 'b', 'c', 'd', 'e', 'last'].map((name) => `${name}.example`);

    const refused = async (): Promise<boolean> =>
      vi.waitUntil(() => account.sandbox.requests().some(({ status, durationMs }) => status === 401 && durationMs > 0));
    const slowly = async (): Promise<void> => {
      for await (const { state } of enrichEach(account.client, values, { ...quick, signal })) {
        expect([state, await refused()]).toEqual(['Done', true]);
      }
    };

    await expect(slowly()).rejects.toThrow('Authorization Error');
  });

  it('ends with what is unfinished when the time is up', async () => {
    const account = await openSimulated({
      enrichment: { statuses: ['Done'], byValue: { 'slow.example': ['Queued'] } },
    });

    const results = await enrichAll(account.client, ['slow.example', 'fast.example'], {
      pausesMs: [10],
      timeoutMs: 60,
      signal,
    });

    expect(results).toMatchObject([{ state: 'Waiting', status: 'Queued' }, { state: 'Done' }]);
  });

  it('ends with what is unfinished when it is told to stop', async () => {
    const account = await openSimulated({
      enrichment: { statuses: ['Done'], byValue: { 'slow.example': ['Queued'] } },
    });
    const stop = new AbortController();

    const work = enrichAll(account.client, ['slow.example', 'fast.example'], {
      pausesMs: [60_000],
      timeoutMs: 600_000,
      signal: stop.signal,
    });
    await expect.poll(() => account.sandbox.requests()).toHaveLength(2);
    await expect.poll(() => account.sandbox.requests().every(({ durationMs }) => durationMs > 0)).toBe(true);
    stop.abort();

    expect((await work).map(({ state }) => state)).toEqual(['Waiting', 'Done']);
  });

  it('tells apart what failed, what the credits did not reach for, and what was refused', async () => {
    const account = await openSimulated({
      enrichment: {
        remaining: 3,
        statuses: ['Done'],
        byValue: { 'bad.example': ['Failed'], 'poor.example': ['QuotaExceeded'] },
      },
    });
    account.sandbox.fault({ path: 'gone.example' }, { kind: 'status', status: 404 });

    const values = ['bad.example', 'poor.example', 'gone.example', 'good.example'];
    const results = await enrichAll(account.client, values, { ...quick, signal });

    expect(results.map(({ state }) => state)).toEqual(['Failed', 'QuotaExceeded', 'Error', 'Done']);
  });

  it.each([
    [{ kind: 'status', status: 401 }, 'unauthorized'],
    [{ kind: 'status', status: 429, headers: { 'Retry-After': '60' } }, 'rate-limited'],
    [{ kind: 'code', code: 'ModuleNotAvailable' }, 'refused'],
    [{ kind: 'broken-json' }, 'malformed'],
  ] as const)('fails where nothing came before %j', async (fault, kind) => {
    const account = await openSimulated();
    account.sandbox.fault({ path: 'enrich', times: Infinity }, fault);

    const error = await failureOf(enrichAll(account.client, ['a.example', 'b.example'], { ...quick, signal }));

    expect(error.kind).toBe(kind);
  });

  it('keeps what came before the account was refused', async () => {
    const account = await openSimulated({
      enrichment: { statuses: ['Done'], byValue: { 'slow.example': ['Queued', 'Done'] } },
    });
    account.sandbox.fault({ path: 'slow.example', nth: 2 }, { kind: 'status', status: 401 });

    const results = await enrichAll(account.client, ['slow.example', 'fast.example'], { ...quick, signal });

    expect(results.map(({ state }) => state)).toEqual(['Error', 'Done']);
  });

  it.each(['https://evil.example/a?b=c&d=%20#e', 'https://evil.example/ü/../x', 'https://evil.example/a,b;c'])(
    'asks about %s and nothing else',
    async (url) => {
      const account = await openSimulated({ enrichment: { statuses: ['Done'] } });

      const [result] = await enrichAll(account.client, [url], { ...quick, signal });

      expect(result).toMatchObject({ state: 'Done', data: { OriginalValue: url, Value: url } });
    },
  );
});
