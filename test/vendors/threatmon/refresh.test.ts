import { describe, expect, it } from 'vitest';
import { openAccount, someAlarms } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

/** An account whose alarms are known and whose refresh has begun. */
async function refreshing(...options: Parameters<typeof openAccount>): Promise<Account> {
  const account = await openAccount(...options);
  await account.poll();
  await account.read('refresh');
  return account;
}

function asked({ sandbox }: Account, from: number): readonly (readonly [page: string, after: string | undefined])[] {
  return sandbox
    .requests()
    .slice(from)
    .map(({ path, query }) => [path.slice(path.lastIndexOf('/') + 1), query.afterAlarmCode] as const);
}

describe('the refresh', () => {
  it('asks nothing on its very first run: the first fetch has just read everything', async () => {
    const account = await openAccount({ alarms: someAlarms(3) });

    await account.read('refresh');

    expect(account.sandbox.requests()).toEqual([]);
  });

  it('starts at the lowest open alarm', async () => {
    const alarms = someAlarms(4).map((alarm, n) => (n < 2 ? { ...alarm, status: 'Resolved' } : alarm));
    const account = await refreshing({ alarms });
    const before = account.sandbox.requests().length;

    await account.poll('refresh');

    expect(asked(account, before)).toEqual([['0', '18618006']]);
  });

  it('asks nothing where nothing is open', async () => {
    const alarms = someAlarms(4).map((alarm) => ({ ...alarm, status: 'Ignore' }));
    const account = await refreshing({ alarms });
    const before = account.sandbox.requests().length;

    await account.poll('refresh');

    expect(account.sandbox.requests().length).toBe(before);
  });

  it('reads at most its pages in a run and goes on there in the next', async () => {
    const account = await refreshing({ alarms: someAlarms(45) }, { fetch: { refreshPages: 2 } });
    const before = account.sandbox.requests().length;

    await account.poll('refresh');
    const first = asked(account, before).map(([page]) => page);
    await account.poll('refresh');
    await account.poll('refresh');
    const all = asked(account, before).map(([page]) => page);

    expect(first).toEqual(['0', '1']);
    expect(all).toEqual(['0', '1', '2', '3', '4']);
  });

  it('reports an open alarm that a complete pass did not meet, and only that', async () => {
    const account = await refreshing({ alarms: someAlarms(23) });
    account.sandbox.removeAlarm(18_618_013);

    await account.poll('refresh');

    expect(account.known.absent).toEqual(['18618013']);
  });

  it('needs two passes to call an alarm absent where the list may have moved under it', async () => {
    const account = await refreshing({ alarms: someAlarms(23), totalRecords: 'absent' });
    account.sandbox.removeAlarm(18_618_013);

    await account.poll('refresh');
    const afterOne = [...account.known.absent];
    await account.poll('refresh');

    expect(afterOne).toEqual([]);
    expect(account.known.absent).toEqual(['18618013']);
  });

  it('does not call an alarm absent that was only pushed past the reader', async () => {
    const account = await refreshing({ alarms: someAlarms(23), totalRecords: 'absent' });
    const next = account.sandbox.requests().length;
    account.sandbox.afterRequest(1, (sandbox) => sandbox.removeAlarm(18_618_001));

    await account.poll('refresh');
    await account.poll('refresh');

    expect(account.sandbox.requests().length).toBeGreaterThan(next);
    expect(account.known.absent).toEqual([]);
  });

  it('updates a known alarm though the filters would leave it out now, and takes no other such alarm in', async () => {
    const fetch = { statuses: ['Open'] };
    const account = await refreshing({ alarms: someAlarms(2) }, { fetch });
    account.sandbox.changeAlarm(18_618_004, { status: 'Resolved' });
    account.sandbox.addAlarm({ alarmCode: 18_618_002, status: 'Resolved', alarmDate: '2026-08-04T08:00:00Z' });

    await account.poll('refresh');

    expect(account.known.drafts.get('18618004')?.status).toBe('Resolved');
    expect(account.known.drafts.has('18618002')).toBe(false);
  });

  it('takes no alarm in that is older than the first fetch reached', async () => {
    const account = await refreshing({ alarms: someAlarms(2) });
    account.sandbox.addAlarm({ alarmCode: 18_618_002, alarmDate: '2026-08-01T00:00:00Z' });

    await account.poll('refresh');

    expect(account.known.drafts.has('18618002')).toBe(false);
  });

  it.each([
    ['after 23 runs', 23, '2026-08-05T01:00:00.000Z'],
    ['after a day', 1, '2026-08-06T00:00:01.000Z'],
  ])('makes a full pass %s: it finds what was reopened at the vendor', async (_name, runs, now) => {
    const account = await refreshing({ alarms: someAlarms(3) });
    account.sandbox.changeAlarm(18_618_001, { status: 'Resolved' });
    await account.poll('refresh');
    account.sandbox.changeAlarm(18_618_001, { status: 'Open' });

    for (let run = 1; run < runs; run += 1) await account.poll('refresh');
    const before = account.known.drafts.get('18618001')?.status;
    account.now = new Date(now);
    await account.poll('refresh');

    expect(before).toBe('Resolved');
    expect(account.known.drafts.get('18618001')?.status).toBe('Open');
  });

  it('takes turns while a full pass is long, so that open alarms do not wait for it', async () => {
    const alarms = someAlarms(45).map((alarm, n) => (n < 40 ? { ...alarm, status: 'Resolved' } : alarm));
    const account = await refreshing({ alarms }, { fetch: { refreshPages: 2 } });
    await account.poll('refresh');
    account.now = new Date('2026-08-06T00:00:01.000Z');
    const before = account.sandbox.requests().length;

    for (let run = 0; run < 6; run += 1) await account.poll('refresh');

    const open = '18618120';
    expect(asked(account, before)).toEqual([
      ['0', undefined],
      ['1', undefined],
      ['0', open],
      ['2', undefined],
      ['3', undefined],
      ['0', open],
      ['4', undefined],
      ['0', open],
    ]);
  });

  it('can be switched off', async () => {
    const account = await openAccount({}, { fetch: { refresh: 'off' } });

    expect(account.vendor.feeds.map(({ name }) => name)).toEqual(['alarms']);
  });
});
