import { describe, expect, it } from 'vitest';
import { sendJson } from '../../support/http-server.ts';
import { failureOf } from '../../http/support.ts';
import { fixture, idsOf, openAccount, someDefaces } from './account.ts';
import type { Fault } from './fake-api.ts';

const deface = 'attacks/deface';
const ddos = 'attacks/ddos';

function answering(path: string, body: unknown, status = 200): Fault {
  return (asked, response) => {
    if (asked.path !== path) return false;
    sendJson(response, body, { status });
    return true;
  };
}

/** CONTRACT.md §16: each of these fails for the published loop. */
describe('the weak points of the published loop: collections, places and pages', () => {
  it('W2: a failing collection leaves the others alone, and what came before its failure stays', async () => {
    const account = await openAccount({ [deface]: someDefaces(5), [ddos]: someDefaces(3) }, { fetch: { limit: 2 } });
    account.api.fault = (asked, response) => {
      if (asked.path !== `${deface}/updated` || asked.query.seqUpdate === undefined) return false;
      sendJson(response, {}, { status: 400 });
      return true;
    };

    const error = await failureOf(account.poll(deface));
    await account.poll(ddos);

    expect(error.message).toMatch(/^Status code: 400\. Message: Bad Credentials or Wrong request\./);
    expect([...account.known.drafts.keys()].filter((id) => id.startsWith(deface))).toHaveLength(2);
    expect([...account.known.drafts.keys()].filter((id) => id.startsWith(ddos))).toHaveLength(3);
  });

  it.each([
    ['an object without an id', { url: 'http://odd.example/' }],
    ['a null', null],
    ['a text', 'not a record'],
    ['a blank id', { id: ' ' }],
  ])('W2, W8: %s is handed back, counted and passed; the page goes on', async (_name, odd) => {
    const account = await openAccount({ [deface]: someDefaces(3) });
    account.api.fault = (asked, response, nth) => {
      if (asked.path !== `${deface}/updated` || nth > 3) return false;
      sendJson(response, { count: 4, items: [odd, ...someDefaces(3)], seqUpdate: 1_002_000 });
      return true;
    };

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(idsOf(someDefaces(3)));
    expect(account.known.rejected).toHaveLength(1);
    expect(account.known.cursors.get(deface)).toMatchObject({ sequence: '1002000' });
  });

  it('W8: a page without any id moves the cursor and counts as one of the run', async () => {
    const account = await openAccount(
      { [deface]: someDefaces(9).map(({ id: _id, ...rest }) => rest) },
      {
        fetch: { limit: 2, requests: 2 },
      },
    );

    await account.poll();

    expect(account.known.rejected.length).toBeGreaterThanOrEqual(3);
    expect(account.api.take().filter(({ path }) => path === `${deface}/updated`)).toHaveLength(2);
    expect(account.known.cursors.get(deface)).not.toMatchObject({ sequence: null });
  });

  it('W3: a collection that was taken out and put back goes on where it was', async () => {
    const before = await openAccount({ [deface]: someDefaces(4) });
    await before.poll();
    const after = await openAccount({ [deface]: someDefaces(6) });
    after.known.cursors.set(deface, before.known.cursors.get(deface) ?? null);

    await after.poll();

    expect([...after.known.drafts.keys()]).toEqual(idsOf(someDefaces(6).slice(3)));
  });

  it('W4: each page comes with the cursor that follows it, so that both can be stored at once', async () => {
    const account = await openAccount({ [deface]: someDefaces(5) }, { fetch: { limit: 2 } });

    const page = await account.read();
    account.known.cursors.delete(deface);
    const again = await account.read();

    expect(page.drafts).toHaveLength(2);
    expect(page.next).toMatchObject({ sequence: '1001000' });
    expect(again.drafts).toEqual(page.drafts);
  });

  it('W5: a server that repeats a page is noticed against the page before, and asked no more in that run', async () => {
    const account = await openAccount({ [deface]: someDefaces(6) }, { fetch: { limit: 2, requests: 5 } });
    await account.read();
    await account.read();
    account.api.take();
    account.api.fault = answering(`${deface}/updated`, { count: 4, items: someDefaces(2), seqUpdate: 1_001_000 });

    await account.poll();

    expect(account.api.take()).toHaveLength(1);
    expect(account.known.cursors.get(deface)).toMatchObject({ sequence: '1002000' });
    expect(account.known.warnings.at(-1)).toMatch(/does not lie after the one before/);
  });

  it.each([2, 3, 4, 10])('W6: of records that share a sequence none is skipped, at pages of %i', async (limit) => {
    const items = someDefaces(12).map((item, n) => ({ ...item, seqUpdate: n < 3 ? n : n < 9 ? 500 : 600 }));
    const account = await openAccount({ [deface]: items }, { fetch: { limit, requests: 5 } });

    await account.poll();
    await account.poll();
    await account.poll();

    expect([...account.known.drafts.keys()].toSorted()).toEqual(idsOf(items).toSorted());
  });

  it('W6: a record that takes an equal sequence after the last page was read is found', async () => {
    const items = someDefaces(3);
    const account = await openAccount({ [deface]: items });
    await account.poll();
    account.api.items[deface]?.push({ ...someDefaces(1, 7)[0], seqUpdate: 1_002_000 });

    await account.poll();

    expect(account.known.drafts.has(`${deface}/deface-7`)).toBe(true);
  });

  it('W6: more equal records than the server ever gives are passed, and said', async () => {
    const items = [...someDefaces(6).map((item) => ({ ...item, seqUpdate: 500 })), ...someDefaces(1, 99)];
    const account = await openAccount({ [deface]: items }, { fetch: { limit: 2, requests: 5 } });
    account.api.cap = 2;

    await account.poll();

    expect(account.known.drafts.has(`${deface}/deface-99`)).toBe(true);
    expect(account.known.warnings.join(' ')).toMatch(/share one place than Group-IB gives in a page/);
  });

  it('W7: a negative sequence is a place like any other', async () => {
    const leaks = fixture('osi/public_leak').items;
    const account = await openAccount({ 'osi/public_leak': leaks }, { fetch: { limit: 1, requests: 5 } });

    await account.read();
    const place = account.known.cursors.get('osi/public_leak');
    await account.poll();
    await account.poll();

    expect(place).toMatchObject({ sequence: '-1651773180003874' });
    expect(account.known.drafts.size).toBe(2);
  });

  it.each([undefined, null, 'abc'])('W7: where a page names its place as %j, its items do', async (seqUpdate) => {
    const account = await openAccount({ [deface]: [] });
    account.api.fault = answering(`${deface}/updated`, { count: 2, items: someDefaces(2), seqUpdate });

    await account.read();

    expect(account.known.cursors.get(deface)).toMatchObject({ sequence: '1001000' });
  });

  it('W21: the same id in two collections is two incidents', async () => {
    const item = { ...fixture('suspicious_ip/tor_node').items[0], dateFirstSeen: '2026-08-05T01:00:00Z' };
    const account = await openAccount({ 'suspicious_ip/tor_node': [item], 'suspicious_ip/vpn': [item] });

    await account.poll('suspicious_ip/tor_node');
    await account.poll('suspicious_ip/vpn');

    expect([...account.known.drafts.keys()]).toEqual([
      'suspicious_ip/tor_node/192.0.2.182',
      'suspicious_ip/vpn/192.0.2.182',
    ]);
  });

  it('W22: an id that is a number is the same as one that is text', async () => {
    const [first] = someDefaces(1);
    const account = await openAccount({
      [deface]: [
        { ...first, id: 17 },
        { ...first, id: '17' },
      ],
    });

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual([`${deface}/17`]);
  });

  it('W30: a run takes as many pages as it may, and one without news keeps its place', async () => {
    const account = await openAccount({ [deface]: someDefaces(20) }, { fetch: { limit: 3, requests: 2 } });
    await account.poll();
    const pages = account.api.take().filter(({ path }) => path.endsWith('/updated'));
    for (let run = 0; run < 10; run += 1) await account.poll();
    const place = account.known.cursors.get(deface);

    await account.poll();

    expect(pages).toHaveLength(2);
    expect(place).toMatchObject({ sequence: '1019000' });
    expect(account.known.cursors.get(deface)).toEqual(place);
    expect(account.known.drafts.size).toBe(20);
  });
});
