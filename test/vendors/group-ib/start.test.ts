import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { sendJson } from '../../support/http-server.ts';
import { failureOf } from '../../http/support.ts';
import { idsOf, openAccount, someDefaces } from './account.ts';

const deface = 'attacks/deface';

describe('where the first fetch of a collection starts', () => {
  it('is the place that the vendor names for the day, and everything behind it', async () => {
    const account = await openAccount({ [deface]: someDefaces(4) }, { fetch: { first: '2026-08-04' } });
    account.api.starts[deface] = 1_001_000;

    await account.poll();

    const [, sequence, page] = account.api.take();
    expect(sequence?.query).toEqual({ date: '2026-08-04', collection: deface });
    expect(page?.query).toEqual({ seqUpdate: '1001000', limit: '100' });
    expect([...account.known.drafts.keys()]).toEqual(idsOf(someDefaces(4).slice(2)));
  });

  it.each([
    ['no place', undefined],
    ['a refusal', 404],
  ])('W9: is the day itself where there is %s, and says so once', async (_name, status) => {
    const account = await openAccount({ [deface]: someDefaces(3) }, { fetch: { first: '2026-08-04', limit: 2 } });
    account.api.fault = ({ path }, response) => {
      if (path !== 'sequence_list' || status === undefined) return false;
      sendJson(response, {}, { status });
      return true;
    };

    await account.poll();

    const pages = account.api.take().filter(({ path }) => path === `${deface}/updated`);
    expect(pages.map(({ query }) => query)).toEqual([
      { df: '2026-08-04', limit: '2' },
      { seqUpdate: '1000999', limit: '2' },
    ]);
    expect(account.known.warnings).toEqual([expect.stringMatching(/no place of attacks\/deface .* by date/)]);
    expect(account.known.drafts.size).toBe(3);
  });

  it('W9: is not guessed where the question fails in passing: the next run asks again', async () => {
    const account = await openAccount({ [deface]: someDefaces(3) });
    account.api.fault = ({ path }, response) => {
      if (path === 'sequence_list') sendJson(response, {}, { status: 401 });
      return path === 'sequence_list';
    };

    const error = await failureOf(account.poll());
    account.api.fault = () => false;
    account.api.starts[deface] = 1_000_000;
    await account.poll();

    expect(error.kind).toBe('unauthorized');
    expect([...account.known.drafts.keys()]).toEqual(idsOf(someDefaces(3).slice(1)));
  });

  it('W9: keeps the hour and the zone of `first`: the vendor starts with a whole day', async () => {
    const hours = ['05:00', '08:59', '09:00', '15:00'];
    const items = someDefaces(6).map((item, n): JsonObject => ({
      ...item,
      date: `2026-08-04T${hours[n] ?? '00:00'}:00Z`,
    }));
    const old: JsonObject = { ...someDefaces(1, 2000)[0], date: '2019-01-01T00:00:00Z' };
    const account = await openAccount({ [deface]: [...items, old] }, { fetch: { first: '2026-08-04T12:00:00+03:00' } });
    account.api.starts[deface] = 1;

    await account.poll();

    // Midnight stands for a day without an hour, and an old record that comes out of the feed was changed since.
    const expected = [...items.slice(2), old].map((item) => item.id);
    expect([...account.known.drafts.keys()].map((id) => id.slice(deface.length + 1))).toEqual(expected);
  });

  it("is each collection's own where it has one", async () => {
    const entry = { name: deface, first: '2026-07-01', limit: 7, requests: 1, channel: '#defaced' };
    const account = await openAccount({ [deface]: someDefaces(1) }, { fetch: { collections: [entry] } });

    await account.poll();

    const queries = account.api.take().map(({ query }) => query);
    expect(queries).toEqual([{}, { date: '2026-07-01', collection: deface }, { df: '2026-07-01', limit: '7' }]);
    expect(account.feed()).toMatchObject({ name: deface, channel: '#defaced', pages: 1 });
  });

  it('sends the account filters with accounts only', async () => {
    const accounts = 'compromised/account_group';
    const fetch = { combolist: true, unique: true, probableCorporateAccess: true };
    const account = await openAccount({ [accounts]: [], [deface]: [] }, { fetch });

    await account.poll(accounts);
    await account.poll(deface);

    const pages = account.api.take().filter(({ path }) => path.endsWith('/updated'));
    expect(pages[0]?.query).toMatchObject({ combolist: '1', unique: '1', probable_corporate_access: '1' });
    expect(Object.keys(pages[1]?.query ?? {}).toSorted()).toEqual(['df', 'limit']);
  });
});

describe('hunting rules', () => {
  it('are forced where Group-IB forces them, whatever is granted, and nowhere else', async () => {
    const account = await openAccount({ 'osi/git_repository': [], [deface]: [] });
    account.api.grants = [{ collection: 'osi/git_repository', huntingRulesUsed: false }, { collection: deface }];

    await account.poll('osi/git_repository');
    await account.poll(deface);

    const pages = account.api.take().filter(({ path }) => path.endsWith('/updated') || path === 'sequence_list');
    expect(pages.map(({ query }) => query.apply_hunting_rules)).toEqual(['1', '1', undefined, undefined]);
  });

  it('W29: are refused in words for the one collection that has none; the others are read with them', async () => {
    const account = await openAccount(
      { [deface]: someDefaces(1), 'attacks/ddos': [] },
      { fetch: { huntingRules: true } },
    );
    account.api.grants = [
      { collection: deface, huntingRulesUsed: 1 },
      { collection: 'attacks/ddos', huntingRulesUsed: 0 },
    ];

    const error = await failureOf(account.poll('attacks/ddos'));
    await account.poll(deface);

    expect(error).toMatchObject({ kind: 'refused', message: "Collection attacks/ddos doesn't support hunting rules" });
    expect(account.api.asked.at(-1)?.query).toMatchObject({ apply_hunting_rules: '1' });
    expect(account.known.drafts.size).toBe(1);
  });

  it('a collection that is not granted is told by name, and read as soon as it is', async () => {
    const account = await openAccount({ [deface]: someDefaces(1) });
    const { grants } = account.api;
    account.api.grants = [];

    const error = await failureOf(account.poll());
    account.api.grants = grants;
    await account.poll();

    expect(error).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`credentials: ${deface}. Either`),
    });
    expect(account.known.drafts.size).toBe(1);
  });

  it('what is granted is asked once for all collections and runs, and again after ten minutes', async () => {
    const account = await openAccount({ [deface]: someDefaces(1), 'attacks/ddos': [] });

    for (const name of [deface, 'attacks/ddos', deface]) await account.poll(name);
    const early = account.api.take().filter(({ path }) => path === 'user/granted_collections');
    account.now = new Date(account.now.getTime() + 600_000);
    await account.poll();

    expect(early).toHaveLength(1);
    expect(account.api.take()[0]?.path).toBe('user/granted_collections');
  });
});

describe('page sizes', () => {
  it.each([
    ['apt/threat', '10'],
    ['osi/vulnerability', '200'],
    ['attacks/ddos', '5000'],
  ])('%s is read with what Group-IB recommends, %s, without a warning', async (name, limit) => {
    const account = await openAccount({ [name]: [] });

    await account.poll();

    expect(account.api.asked.at(-1)?.query.limit).toBe(limit);
    expect(account.known.warnings.join(' ')).not.toMatch(/recommends/);
  });

  it('above the recommended one are used, and warned about once', async () => {
    const account = await openAccount({ 'apt/threat': [] }, { fetch: { limit: 11 } });

    await account.poll();
    await account.poll();

    expect(account.api.asked.at(-1)?.query.limit).toBe('11');
    expect(account.known.warnings.filter((one) => one.includes('recommends at most 10'))).toHaveLength(1);
  });
});
