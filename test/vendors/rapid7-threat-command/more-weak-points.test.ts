import { describe, expect, it } from 'vitest';
import { rapid7Settings } from '../../../src/vendors/rapid7-threat-command/settings.ts';
import { failureOf } from '../../http/support.ts';
import { openAccount } from '../../support/rapid7-account.ts';
import {
  detailPath,
  detailsAsked,
  idOf,
  idsTaken,
  listPath,
  listsAsked,
  someAlerts,
  wireAlert,
} from '../../support/rapid7-alert-book.ts';

/** CONTRACT.md §6.7: each of these fails for the published fetch loop. */
describe('the weak points W5 to W13 of the published loop', () => {
  it('W5: an alert that comes in dated years back is found, read once, and what was there before is not', async () => {
    const account = await openAccount();
    const old = someAlerts(4, 100).map((alert) => ({ ...alert, UpdateDate: '2018-01-01T00:00:00.000Z' }));
    account.book.put(...old, ...someAlerts(2));
    await account.poll();
    await account.poll('backdated');
    account.book.put({ ...wireAlert(50), UpdateDate: '2018-01-01T00:00:00.000Z' });

    await account.poll('backdated');
    await account.poll('backdated');

    expect(idsTaken(account)).toEqual([1, 2, 50].map(idOf));
    expect(detailsAsked(account, 50)).toBe(1);
  });

  it('W5: one dated some minutes back, behind what was read already, is found by the alerts themselves', async () => {
    const account = await openAccount();
    account.book.put({ ...wireAlert(1), UpdateDate: '2026-08-04T23:50:00.000Z' });
    await account.poll();
    account.book.put({ ...wireAlert(2), UpdateDate: '2026-08-04T23:40:00.000Z' });

    await account.poll();

    expect(idsTaken(account)).toEqual([idOf(1), idOf(2)]);
  });

  it('W6: a date in the future does not carry the place past what comes after', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(1), { ...wireAlert(2), UpdateDate: '2027-03-01T00:00:00.000Z' });
    await account.poll();
    account.book.put({ ...wireAlert(3), UpdateDate: '2026-08-05T00:10:00.000Z' });
    account.now = new Date('2026-08-05T12:00:00.000Z');

    await account.poll();
    await account.poll();

    expect(idsTaken(account)).toEqual([1, 2, 3].map(idOf));
    expect(detailsAsked(account, 2)).toBe(1);
  });

  it('W7: closed: false takes in open ones only, and shows the closing of those it knows', async () => {
    const account = await openAccount();
    const closed = { Closed: { IsClosed: true } };
    account.book.put(wireAlert(1), wireAlert(2, closed));
    await account.poll();
    const first = idsTaken(account);
    account.book.put(wireAlert(1, { ...closed, UpdateDate: '2026-08-04T20:00:00.000Z' }));
    await account.poll();
    account.book.put(wireAlert(1, { ...closed, UpdateDate: '2026-08-04T21:00:00.000Z', IsFlagged: true }));

    await account.poll();

    expect(first).toEqual([idOf(1)]);
    expect(idsTaken(account)).toEqual([idOf(1)]);
    expect(account.known.drafts.get(idOf(1))).toMatchObject({
      status: 'Closed',
      closed: true,
      facts: expect.arrayContaining([{ label: 'Flagged', value: 'yes' }]),
    });
    expect(listsAsked(account).some((query) => query.has('isClosed'))).toBe(false);
  });

  it('W7: closed: true takes in both', async () => {
    const account = await openAccount({ settings: { fetch: { closed: true } } });
    account.book.put(wireAlert(1), wireAlert(2, { Closed: { IsClosed: true } }));

    await account.poll();

    expect([...account.known.drafts.values()].map(({ status }) => status)).toEqual(['Open', 'Closed']);
  });

  it.each([
    ['Low', ['High', 'Medium', 'Low', 'None', 'Dire']],
    ['Medium', ['High', 'Medium', 'None', 'Dire']],
    ['High', ['High', 'None', 'Dire']],
  ])('W8: from minSeverity %s on, %j arrive: a severity that is missing or new too', async (minSeverity, expected) => {
    const account = await openAccount({ settings: { fetch: { minSeverity } } });
    const words = ['High', 'Medium', 'Low', null, 'Dire'];
    account.book.put(...words.map((Severity, n) => wireAlert(n + 1, { Details: { Severity } })));

    await account.poll();

    const labels = [...account.known.drafts.values()].map(({ severityLabel }) => severityLabel);
    expect(labels.map((label) => label.replace('Not given', 'None'))).toEqual(expected);
  });

  it('W9: a page comes together with the place that follows it, so that both can be stored at once', async () => {
    const account = await openAccount({ settings: { fetch: { max: 3 } } });
    account.book.put(...someAlerts(7));

    const page = await account.read();
    account.known.cursors.clear();
    const again = await account.read();
    await account.poll();

    expect(page.drafts.length).toBe(3);
    expect(again).toEqual(page);
    expect(idsTaken(account)).toEqual([1, 2, 3, 4, 5, 6, 7].map(idOf));
  });

  it('W10: an element without a date is read once, and the place stays usable', async () => {
    const account = await openAccount();
    const { UpdateDate: _none, ...dateless } = wireAlert(2);
    account.book.put(wireAlert(1), dateless);
    await account.poll();
    account.book.put(wireAlert(3));

    await account.poll();
    await account.poll();

    expect(idsTaken(account)).toEqual([1, 2, 3].map(idOf));
    expect([1, 2, 3].map((n) => detailsAsked(account, n))).toEqual([1, 1, 1]);
  });

  it('W11: 204 for "nothing new" is an empty run', async () => {
    const account = await openAccount();
    account.book.before((response, { url }) => {
      if (!url.startsWith(listPath)) return false;
      response.writeHead(204).end();
      return true;
    });

    const page = await account.read();

    expect(page).toMatchObject({ drafts: [], rejected: [], more: false, warnings: [] });
  });

  it('W12: details are read side by side, and after a 429 that names a long wait no more are asked for', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(40));
    account.book.hold();
    const reading = account.read();
    await expect.poll(() => account.book.load.now).toBe(5);
    account.book.before((response, { url }) => {
      if (!url.startsWith(detailPath)) return false;
      response.writeHead(429, { 'retry-after': '60' }).end();
      return true;
    });
    account.book.release();
    await reading;

    const asked = account.seen.filter(({ url }) => url.startsWith(detailPath)).length;
    expect(account.book.load.most).toBe(5);
    expect(account.known.drafts.size).toBe(5);
    expect(asked).toBeLessThanOrEqual(10);
  });

  it('W12: where nothing can be read the run fails, keeps its place, and loses nothing', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(5));
    const stop = account.book.before((response, { url }) => {
      if (!url.startsWith(detailPath)) return false;
      response.writeHead(429).end();
      return true;
    });

    const error = await failureOf(account.poll());
    stop();
    await account.poll();

    expect(error.kind).toBe('rate-limited');
    expect(idsTaken(account)).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  it('W13: the first fetch keeps the offset of its time', () => {
    const { fetch } = rapid7Settings.parse({
      name: 'a',
      vendor: 'rapid7-threat-command',
      accountId: 'a',
      apiKey: 'k',
      fetch: { first: '2026-08-01T02:00:00+02:00' },
    });

    expect(fetch.first).toEqual({ kind: 'at', at: '2026-08-01T00:00:00.000Z' });
  });
});
