import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/http/retry-after.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, signal } from './support.ts';

describe('a read', () => {
  it.each([500, 502, 503])('is tried again after a %i and gives the answer that comes', async (status) => {
    const server = await startServer((response, nth) =>
      sendJson(response, { nth }, { status: nth < 3 ? status : 200 }),
    );
    const { client, outcomes } = httpUnderTest();

    const answer = await client(server.url).send({ method: 'GET', path: '/', signal });

    expect(answer.json()).toEqual({ nth: 3 });
    expect(outcomes).toEqual(['acme unreachable', 'acme unreachable', 'acme ok']);
  });

  it('is tried again after a closed connection', async () => {
    const server = await startServer((response, nth) => (nth === 1 ? response.destroy() : sendJson(response, {})));
    const { client } = httpUnderTest();

    const answer = await client(server.url).send({ method: 'GET', path: '/', signal });

    expect(answer.status).toBe(200);
    expect(server.seen.length).toBe(2);
  });

  it('is given up after three tries', async () => {
    const server = await startServer((response) => sendJson(response, {}, { status: 500 }));
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(error).toMatchObject({ kind: 'unreachable', detail: { status: 500 } });
    expect(server.seen.length).toBe(3);
  });

  it.each([400, 401, 403, 404, 429])('is not tried again after a %i', async (status) => {
    const server = await startServer((response) => sendJson(response, {}, { status }));
    const { client } = httpUnderTest();

    await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(server.seen.length).toBe(1);
  });

  it('is not tried again after a whole timeout of silence', async () => {
    const server = await startServer(() => undefined);
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url, { timeout: 150 }).send({ method: 'GET', path: '/', signal }));

    expect(error.detail).toMatchObject({ trouble: 'timeout' });
    expect(error.detail.outcomeUnknown).toBeUndefined();
    expect(server.seen.length).toBe(1);
  });

  it.each([429, 503])('waits out a short Retry-After of a %i', async (status) => {
    const server = await startServer((response, nth) =>
      sendJson(response, {}, { status: nth === 1 ? status : 200, headers: { 'retry-after': '1' } }),
    );
    const { client } = httpUnderTest();

    await client(server.url).send({ method: 'GET', path: '/', signal });

    const [first, second] = server.seen;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it.each([429, 503])('leaves a long Retry-After of a %i to the caller', async (status) => {
    const server = await startServer((response) =>
      sendJson(response, {}, { status, headers: { 'retry-after': '60' } }),
    );
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(error).toMatchObject({ kind: 'rate-limited', detail: { status, retryAfterMs: 60_000 } });
    expect(server.seen.length).toBe(1);
  });

  it('leaves the wait between two tries when aborted', async () => {
    const server = await startServer((response) =>
      sendJson(response, {}, { status: 429, headers: { 'retry-after': '5' } }),
    );
    const { client } = httpUnderTest();
    const giveUp = new AbortController();
    const read = failureOf(client(server.url).send({ method: 'GET', path: '/', signal: giveUp.signal }));
    await expect.poll(() => server.seen.length).toBe(1);

    giveUp.abort();

    expect(await read).toMatchObject({ detail: { trouble: 'cancelled' } });
    expect(server.seen.length).toBe(1);
  });
});

describe('a write', () => {
  it.each([429, 500, 503])('is never tried again, not after a %i', async (status) => {
    const server = await startServer((response) => sendJson(response, {}, { status, headers: { 'retry-after': '0' } }));
    const { client } = httpUnderTest();

    await failureOf(client(server.url).send({ method: 'PATCH', path: '/', body: {}, signal }));

    expect(server.seen.length).toBe(1);
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-08-04T10:00:00.000Z');

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Tue, 04 Aug 2026 10:00:30 GMT', 30_000],
    ['Tuesday, 04-Aug-26 10:00:30 GMT', 30_000],
    ['Tue Aug  4 10:00:30 2026 GMT', 30_000],
    ['Tue, 04 Aug 2026 09:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
