import { describe, expect, it } from 'vitest';
import { openAccount } from '../../support/rapid7-account.ts';
import {
  detailPath,
  detailsAsked,
  idOf,
  idsTaken,
  listsAsked,
  someAlerts,
  wireAlert,
} from '../../support/rapid7-alert-book.ts';

/** CONTRACT.md §6.7: each of these fails for the published fetch loop. */
describe('the weak points W1 to W4 of the published loop', () => {
  it('W1: a stop longer than the look-back loses nothing, though the server applies both conditions', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(3));
    await account.poll();
    account.book.put({ ...wireAlert(9), UpdateDate: '2026-08-06T00:00:00.000Z' });
    account.now = new Date('2026-08-20T00:00:00.000Z');

    await account.poll();

    expect(idsTaken(account)).toEqual([1, 2, 3, 9].map(idOf));
    expect(listsAsked(account).at(-1)?.get('lastUpdatedFrom')).toBe('2026-08-04T00:00:00.000Z');
  });

  it('W2: a later change comes under the same identity, with the newest state', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(2));
    await account.poll();
    const later = { UpdateDate: '2026-08-04T20:00:00.000Z', Details: { Severity: 'Low', Title: 'Now less bad' } };
    account.book.put(wireAlert(1, later));

    await account.poll();

    expect(idsTaken(account)).toEqual([idOf(1), idOf(2)]);
    expect(account.known.drafts.get(idOf(1))).toMatchObject({ severity: 'low', title: 'Now less bad' });
  });

  it('W3: an alert that changed between list and details is the same record when it is listed again', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(1));
    const changed = wireAlert(1, { UpdateDate: '2026-08-04T23:30:00.000Z' });
    const stop = account.book.before((_response, { url }) => {
      if (url.startsWith(detailPath)) account.book.put(changed);
      return false;
    });
    await account.poll();
    const first = account.known.drafts.get(idOf(1));
    stop();

    await account.poll();

    expect(account.known.drafts.get(idOf(1))).toEqual(first);
    expect(account.known.drafts.size).toBe(1);
  });

  it.each([
    ['404', 404],
    ['204', 204],
    ['403', 403],
    ['400', 400],
  ])('W4: an alert whose details answer %s blocks no other, and comes when they can be read', async (_name, status) => {
    const account = await openAccount();
    account.book.put(...someAlerts(5));
    const stop = account.book.before((response, { url }) => {
      if (url !== detailPath + idOf(2)) return false;
      response.writeHead(status).end();
      return true;
    });

    await account.poll();
    const first = idsTaken(account);
    stop();
    await account.poll();

    expect(first).toEqual([1, 3, 4, 5].map(idOf));
    expect(idsTaken(account)).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(account.known.warnings).toEqual([expect.stringMatching(/Details of 1 alerts/)]);
  });

  it('W4: what cannot be read is reported once under the same record, and asked less and less often', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(2));
    account.book.before((response, { url }) => {
      if (url !== detailPath + idOf(2)) return false;
      response.writeHead(200, { 'content-type': 'application/json' }).end('[1]');
      return true;
    });

    for (let minute = 0; minute < 60; minute += 1) {
      await account.poll();
      account.now = new Date(account.now.getTime() + 60_000);
    }

    expect(new Set(account.known.rejected.map(({ id }) => id)).size).toBe(1);
    expect(account.known.rejected[0]).toMatchObject({
      raw: { _id: idOf(2) },
      reason: expect.stringMatching(/malformed/),
    });
    expect(detailsAsked(account, 2)).toBeLessThan(12);
  });

  it('W4: an alert that is gone for good is given up, and marked where it is known', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(2));
    await account.poll();
    account.book.put(wireAlert(2, { UpdateDate: '2026-08-04T20:00:00.000Z' }));
    account.book.before((response, { url }) => {
      if (url !== detailPath + idOf(2)) return false;
      response.writeHead(404).end();
      return true;
    });

    for (let poll = 0; poll < 6; poll += 1) await account.poll();

    expect(account.known.absent).toEqual([idOf(2)]);
    expect(account.known.rejected).toEqual([]);
    expect(detailsAsked(account, 2)).toBe(4);
  });

  it.each([null, 'Critical', 'Catastrophic', 7, {}])('W4: a severity of %j is no obstacle', async (Severity) => {
    const account = await openAccount();
    account.book.put(wireAlert(1, { Details: { Severity } }), wireAlert(2));

    await account.poll();

    expect(idsTaken(account)).toEqual([idOf(1), idOf(2)]);
  });
});
