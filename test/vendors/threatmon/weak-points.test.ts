import { describe, expect, it } from 'vitest';
import { threatmonSettings } from '../../../src/vendors/threatmon/settings.ts';
import { failureOf } from '../../http/support.ts';
import { codesOf, openAccount, someAlarms } from '../../support/threatmon-account.ts';

const listing = { path: '/vulnerabilities/' };

/** CONTRACT.md §8.1: each of these fails for the published fetch loop. */
describe('the weak points of the published loop', () => {
  it('1: a later change of status, severity or text reaches us, though the cursor only moves forward', async () => {
    const account = await openAccount({ alarms: someAlarms(3) });
    await account.poll();
    await account.read('refresh');
    account.sandbox.changeAlarm(18_618_001, { status: 'Resolved', severity: 'Critical', description: 'Now it sells.' });

    await account.poll('refresh');

    expect(account.known.drafts.get('18618001')).toMatchObject({
      status: 'Resolved',
      closed: true,
      severity: 'critical',
      description: 'Now it sells.',
    });
  });

  it('2: a repeated alarm is the same record, by its code', async () => {
    const account = await openAccount({ alarms: someAlarms(13), totalRecords: 'absent' });

    await account.poll();
    await account.poll();

    expect(account.known.drafts.size).toBe(13);
    expect(account.known.taken.length).toBeGreaterThan(13);
  });

  it.each([
    ['removed', 'ascending'],
    ['inserted', 'descending'],
  ] as const)('3: an alarm %s while a batch is read makes none be skipped', async (change, order) => {
    const alarms = someAlarms(25);
    const account = await openAccount({ alarms: alarms.slice(0, 24), order, totalRecords: 'absent' });
    account.sandbox.afterRequest({ ...listing, nth: 1 }, (sandbox) => {
      if (change === 'removed') sandbox.removeAlarm(18_618_001);
      else sandbox.addAlarm(alarms[24]);
    });

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(expect.arrayContaining(codesOf(account.sandbox.alarms())));
  });

  it('3: a batch of several pages is read once more from the old cursor, and not where the total stayed the same', async () => {
    const unsure = await openAccount(
      { alarms: someAlarms(13), totalRecords: 'absent' },
      { fetch: { afterAlarmCode: 5 } },
    );
    const sure = await openAccount({ alarms: someAlarms(13) }, { fetch: { afterAlarmCode: 5 } });

    await unsure.poll();
    await sure.poll();

    const asked = [unsure, sure].map(({ sandbox }) =>
      sandbox.requests().map(({ path, query }) => [path.slice(-1), query]),
    );
    const after = { afterAlarmCode: '5' };
    expect(asked[0]).toEqual([
      ['0', after],
      ['1', after],
      ['0', after],
      ['1', after],
    ]);
    expect(asked[1]?.length).toBe(2);
  });

  it.each([
    ['a message instead of data', { kind: 'message', message: 'not now' }],
    ['null data', { kind: 'null-data' }],
    ['no data', { kind: 'missing-data' }],
    ['broken JSON', { kind: 'broken-json' }],
  ] as const)('4: %s in mid-batch is an error that keeps the cursor', async (_name, fault) => {
    const account = await openAccount({ alarms: someAlarms(25) });
    account.sandbox.fault({ ...listing, nth: 2 }, fault);

    const error = await failureOf(account.poll());
    const after = account.known.drafts.size;
    await account.poll();

    expect(error.kind).toBe('malformed');
    expect(after).toBe(10);
    expect([...account.known.drafts.keys()].toSorted()).toEqual(codesOf(account.sandbox.alarms()).toSorted());
  });

  it('5: an alarm without a usable code is handed back under a key of its content, the same on every run', async () => {
    const account = await openAccount({ alarms: someAlarms(2) });
    const { addAlarm } = account.sandbox;
    const odd = [
      { alarmCode: undefined },
      { alarmCode: 'abc' },
      { alarmCode: null },
      { alarmCode: 0 },
      { alarmCode: 1.5 },
    ];
    for (const fields of odd) addAlarm({ ...fields, title: 'Odd one' });

    await account.poll();
    const first = account.known.rejected.map(({ id }) => id);
    account.known.cursors = new Map();
    await account.poll();

    expect(account.known.drafts.size).toBe(2);
    expect(new Set(first).size).toBe(odd.length);
    expect(account.known.rejected.slice(odd.length).map(({ id }) => id)).toEqual(first);
    expect(account.known.rejected[0]).toMatchObject({ reason: expect.stringContaining('alarmCode') });
    expect(account.known.rejected[0]?.raw).toMatchObject({ title: 'Odd one' });
  });

  it('6: what was read before a failed request stays', async () => {
    const account = await openAccount({ alarms: someAlarms(35) });
    account.sandbox.fault({ ...listing, nth: 3 }, { kind: 'status', status: 400 });

    await failureOf(account.poll());
    const kept = account.known.drafts.size;
    const asked = account.sandbox.requests().length;
    await account.poll();

    expect(kept).toBe(20);
    expect(account.known.drafts.size).toBe(35);
    expect(account.sandbox.requests()[asked]?.path).toMatch(/\/vulnerabilities\/2$/);
  });

  it('7: each page comes with the cursor that follows it, so that both can be stored at once', async () => {
    const account = await openAccount({ alarms: someAlarms(25) });

    const page = await account.read();
    account.known.cursors.delete('alarms');
    const again = await account.read();

    expect(page.drafts.length).toBe(10);
    expect(again.drafts).toEqual(page.drafts);
    expect(page.next).toMatchObject({ after: 0, page: 1 });
  });

  it('8: without a start, only the last day is taken in, and the rest of the history moves the cursor', async () => {
    const old = { alarmCode: 5, alarmDate: '2026-08-03T23:59:59Z' };
    const account = await openAccount({ alarms: [old, ...someAlarms(2)] });

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(codesOf(someAlarms(2)));
    expect(account.known.cursors.get('alarms')).toMatchObject({ after: 18_618_004, floor: null });
  });

  it('8: a start by code takes all after it, a start by date all since, both together what passes both', async () => {
    const alarms = [
      { alarmCode: 5, alarmDate: '2026-06-01T00:00:00Z' },
      { alarmCode: 7, alarmDate: '2025-06-01T00:00:00Z' },
      ...someAlarms(1),
    ];
    const starts = [{ afterAlarmCode: 5 }, { first: '3 months' }, { afterAlarmCode: 5, first: '3 months' }];

    const taken = await Promise.all(
      starts.map(async (fetch) => {
        const account = await openAccount({ alarms }, { fetch });
        await account.poll();
        return [...account.known.drafts.keys()];
      }),
    );

    expect(taken).toEqual([['7', '18618001'], ['5', '18618001'], ['18618001']]);
  });

  it('9: a changed start says once that it does nothing, and what to do', async () => {
    const account = await openAccount({ alarms: someAlarms(2) });
    await account.poll();
    const later = await openAccount({ alarms: someAlarms(2) }, { fetch: { afterAlarmCode: 100 } });
    later.known.cursors = account.known.cursors;

    await later.poll();
    await later.poll();

    expect(later.known.warnings).toEqual([expect.stringMatching(/afterAlarmCode .* `picket backfill`/)]);
  });

  it.each(['', 'abc', '12a', ' ', '-1', -1, 1.5, true, null])('10: the start %j is refused', (afterAlarmCode) => {
    const parsed = threatmonSettings.safeParse({
      name: 'a',
      vendor: 'threatmon',
      apiKey: 'k',
      fetch: { afterAlarmCode },
    });

    expect(parsed.error?.issues[0]?.path).toEqual(['fetch', 'afterAlarmCode']);
  });

  it('11: what the filters leave out still moves the cursor', async () => {
    const alarms = someAlarms(12).map((alarm, n) => (n === 4 ? alarm : { ...alarm, severity: 'Low' }));
    const account = await openAccount({ alarms }, { fetch: { severities: ['High'] } });

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(['18618013']);
    expect(account.known.cursors.get('alarms')).toMatchObject({ after: 18_618_034 });
  });

  it('12: two instances and their commands together keep the pace of the host', async () => {
    const account = await openAccount(
      { alarms: someAlarms(25), rateLimit: { limit: 4, windowMs: 400 } },
      { pace: { requests: 3, per: '1 second' } },
    );
    const { signal } = new AbortController();

    const tests = Promise.all([1, 2, 3].map(async () => account.neighbour.test(signal)));
    await Promise.all([account.poll(), tests, account.run('threatmon_list_cves', {})]);

    expect(account.sandbox.requests().map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 200));
    expect(account.known.drafts.size).toBe(25);
  });

  it('12: a 429 with Retry-After is waited out, or told with how long', async () => {
    const account = await openAccount({ alarms: someAlarms(3) });
    account.sandbox.fault(1, { kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    account.sandbox.fault(3, { kind: 'status', status: 429, headers: { 'retry-after': '30' } });

    await account.poll();
    const error = await failureOf(account.poll());

    expect(account.known.drafts.size).toBe(3);
    expect(error).toMatchObject({ kind: 'rate-limited', detail: { retryAfterMs: 30_000 } });
  });

  it('13: an alarm that comes late with a lower code is found by the refresh', async () => {
    const alarms = someAlarms(5);
    const account = await openAccount({ alarms: alarms.filter((_, n) => n !== 2) });
    await account.poll();
    await account.read('refresh');
    account.sandbox.addAlarm(alarms[2]);

    await account.poll();
    const byAlarms = account.known.drafts.has('18618007');
    await account.poll('refresh');

    expect(byAlarms).toBe(false);
    expect(account.known.drafts.has('18618007')).toBe(true);
  });
});
