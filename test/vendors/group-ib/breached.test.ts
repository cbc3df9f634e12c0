import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { sendJson } from '../../support/http-server.ts';
import { failureOf } from '../../http/support.ts';
import { fixture, idsOf, openAccount } from './account.ts';

const breached = 'compromised/breached';

/** `count` breach records, a minute apart from `from` on. */
function someBreaches(count: number, from: string): JsonObject[] {
  return Array.from({ length: count }, (_, n) => {
    const uploadTime = new Date(Date.parse(from) + n * 60_000).toISOString().slice(0, 19);
    return { ...fixture(breached).items[0], id: `breach-${uploadTime}`, uploadTime, updateTime: uploadTime };
  });
}

describe('compromised/breached, which can only be searched', () => {
  it('W1: advances: the next run asks from where the last window ended, and finds what is newer', async () => {
    const account = await openAccount({ [breached]: someBreaches(5, '2026-08-05T10:00:00Z') }, { fetch: { limit: 2 } });
    await account.poll();
    await account.poll();
    const first = account.known.drafts.size;
    account.api.items[breached]?.push(...someBreaches(3, '2026-08-05T12:30:00Z'));
    account.now = new Date('2026-08-05T13:00:00.000Z');
    account.api.take();

    await account.poll();
    await account.poll();

    expect(first).toBe(5);
    expect(account.known.drafts.size).toBe(8);
    expect(account.api.take().find(({ path }) => path === breached)?.query).toEqual({
      df: '2026-08-05T11:00:00Z',
      dt: '2026-08-05T13:00:00Z',
      limit: '2',
      apply_hunting_rules: '1',
    });
  });

  it('W1: a repeated record is the same incident, by its id', async () => {
    const account = await openAccount({ [breached]: someBreaches(3, '2026-08-05T11:30:00Z') });

    await account.poll();
    await account.poll();

    expect(account.known.drafts.size).toBe(3);
    expect(account.known.taken.length).toBe(6);
  });

  it('sends the result alone with the pages that follow, and keeps the window until it is read whole', async () => {
    const items = someBreaches(5, '2026-08-05T10:00:00Z');
    const account = await openAccount({ [breached]: items }, { fetch: { limit: 2, requests: 1 } });

    await account.poll();
    account.now = new Date('2026-08-05T12:30:00.000Z');
    account.api.items[breached]?.push(...someBreaches(1, '2026-08-05T12:10:00Z'));
    await account.poll();
    await account.poll();
    await account.poll();
    const second = account.api.take().filter(({ path }) => path === breached)[1]?.query;
    await account.poll();

    expect(second).toEqual({ resultId: expect.any(String), limit: '2' });
    expect([...account.known.drafts.keys()].toSorted()).toEqual(
      idsOf([...items, ...someBreaches(1, '2026-08-05T12:10:00Z')], breached).toSorted(),
    );
  });

  it('asks for the window once more where the result is forgotten, and no more than once a minute', async () => {
    const account = await openAccount(
      { [breached]: someBreaches(4, '2026-08-05T10:00:00Z') },
      { fetch: { limit: 2, requests: 5 } },
    );
    account.api.fault = ({ query }, response) => {
      if (query.resultId !== undefined) sendJson(response, {}, { status: 404 });
      return query.resultId !== undefined;
    };

    const error = await failureOf(account.poll());
    const windows = account.api.take().filter(({ query }) => query.df !== undefined);
    account.now = new Date('2026-08-05T12:01:00.000Z');
    await account.read();
    account.api.fault = () => false;
    await account.poll();

    expect(error).toMatchObject({ kind: 'refused' });
    expect(windows).toHaveLength(2);
    expect(account.known.drafts.size).toBe(4);
  });

  it('reaches back by the hour, in UTC', async () => {
    const account = await openAccount({ [breached]: [] }, { fetch: { first: '2026-08-01T12:34:56+02:00' } });

    await account.poll();

    expect(account.api.asked.at(-1)?.query).toMatchObject({ df: '2026-08-01T10:34:56Z', dt: '2026-08-05T12:00:00Z' });
  });

  it('W31: a record without e-mails is an incident like any other', async () => {
    const [record] = someBreaches(1, '2026-08-05T11:00:00Z');
    const account = await openAccount({
      [breached]: [
        { ...record, email: [] },
        { ...record, id: 'b', email: null },
      ],
    });

    await account.poll();

    expect(account.known.drafts.size).toBe(2);
    expect(account.known.rejected).toEqual([]);
  });
});
