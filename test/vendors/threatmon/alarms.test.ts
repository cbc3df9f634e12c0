import { array, assert, asyncProperty, jsonValue } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../http/support.ts';
import { codesOf, openAccount, someAlarms } from '../../support/threatmon-account.ts';

const orders = ['ascending', 'descending', 'mixed'] as const;
const edges = ['exclusive', 'inclusive'] as const;
const totals = ['filtered', 'all', 'absent'] as const;
const services = orders.flatMap((order) =>
  edges.flatMap((afterAlarmCode) => totals.map((totalRecords) => ({ order, afterAlarmCode, totalRecords }))),
);

describe.each(services)('a service with order $order, after $afterAlarmCode, totalRecords $totalRecords', (service) => {
  it('loses nothing, over one batch and the next', async () => {
    const alarms = someAlarms(47);
    const account = await openAccount({ alarms: alarms.slice(0, 23), ...service });

    await account.poll();
    const first = account.known.drafts.size;
    for (const alarm of alarms.slice(23)) account.sandbox.addAlarm(alarm);
    await account.poll();

    expect(first).toBe(23);
    expect([...account.known.drafts.keys()].toSorted()).toEqual(codesOf(alarms).toSorted());
    expect(account.known.cursors.get('alarms')).toMatchObject({ after: 18_618_139, page: 0, round: 'first' });
  });

  it('asks once and takes nothing in where nothing is new', async () => {
    const account = await openAccount({ alarms: someAlarms(13), ...service });
    await account.poll();
    const { taken } = account.known;
    const [tookBefore, askedBefore] = [taken.length, account.sandbox.requests().length];

    await account.poll();

    expect(taken.length).toBe(tookBefore);
    expect(account.sandbox.requests().length).toBe(askedBefore + 1);
  });

  it('loses nothing where alarms come and go between any two pages', async () => {
    const alarms = someAlarms(45);
    const account = await openAccount({ alarms: alarms.slice(0, 30), ...service, totalRecords: 'absent' });
    for (const nth of [1, 2, 3]) {
      account.sandbox.afterRequest(nth, (sandbox) => {
        sandbox.removeAlarm(18_618_001 + nth * 3);
        sandbox.addAlarm(alarms[29 + nth]);
      });
    }

    await account.poll();
    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(expect.arrayContaining(codesOf(account.sandbox.alarms())));
  });
});

describe('reading alarms', () => {
  it('leaves afterAlarmCode out while there is no cursor, and keeps it the same for all pages of a batch', async () => {
    const account = await openAccount({ alarms: someAlarms(12) });
    await account.poll();
    for (const alarm of someAlarms(12, 18_700_000)) account.sandbox.addAlarm(alarm);

    await account.poll();

    expect(account.sandbox.requests().map(({ method, path, query, key }) => [method, path, query, key])).toEqual([
      ['GET', '/api/threatmon/external/v1/vulnerabilities/0', {}, 'right'],
      ['GET', '/api/threatmon/external/v1/vulnerabilities/1', {}, 'right'],
      ['GET', '/api/threatmon/external/v1/vulnerabilities/0', { afterAlarmCode: '18618034' }, 'right'],
      ['GET', '/api/threatmon/external/v1/vulnerabilities/1', { afterAlarmCode: '18618034' }, 'right'],
    ]);
  });

  it('ends a batch of exactly ten with one empty page', async () => {
    const account = await openAccount({ alarms: someAlarms(10) });

    await account.poll();

    expect(account.sandbox.requests().length).toBe(2);
    expect(account.known.cursors.get('alarms')).toMatchObject({ after: 18_618_028, page: 0 });
  });

  it('ends a list that never moves on, and says so', async () => {
    const account = await openAccount({ totalRecords: 'absent' });
    const body = { data: someAlarms(10) };
    account.sandbox.fault({ nth: 1, times: Number.POSITIVE_INFINITY }, { kind: 'status', status: 200, body });

    await account.poll();

    expect(account.known.drafts.size).toBe(10);
    expect(account.sandbox.requests().length).toBe(4);
    expect(account.known.warnings[0]).toMatch(/same page/);
  });

  it('keeps the floor of a first fetch that takes several polls, though time moves on', async () => {
    const alarms = someAlarms(12).map((alarm) => ({ ...alarm, alarmDate: '2026-08-04T00:30:00Z' }));
    const account = await openAccount({ alarms });

    await account.read();
    account.now = new Date('2026-08-05T06:00:00.000Z');
    await account.poll();

    expect(account.known.drafts.size).toBe(12);
  });

  it('does not take in at the edge what the floor left out', async () => {
    const old = { alarmCode: 5, alarmDate: '2020-01-01T00:00:00Z' };
    const account = await openAccount({ alarms: [old], afterAlarmCode: 'inclusive' });

    await account.poll();
    await account.poll();

    expect(account.known.drafts.size).toBe(0);
  });

  it.each([
    [{ statuses: ['Open'] }, ['1', '4']],
    [{ severities: ['High', 'Critical'] }, ['1', '2']],
    [{ titles: ['phishing domain detected '] }, ['1', '2', '3']],
    [{ severities: ['Medium'], titles: ['Open Port Detected'] }, ['4']],
  ])('filters by %j', async (fetch, expected) => {
    const phishing = 'Phishing Domain Detected';
    const account = await openAccount(
      {
        alarms: [
          { alarmCode: 1, title: phishing, severity: 'HIGH', status: 'open' },
          { alarmCode: 2, title: phishing, severity: ' critical', status: 'Resolved' },
          { alarmCode: 3, title: phishing, severity: null, status: null },
          { alarmCode: 4, title: 'Open Port Detected', severity: 'Medium', status: 'Open' },
        ],
      },
      { fetch },
    );

    await account.poll();

    expect([...account.known.drafts.keys()]).toEqual(expected);
  });

  it('refuses a stored place that it cannot read, rather than guess one', async () => {
    const account = await openAccount({ alarms: someAlarms(1) });
    account.known.cursors.set('alarms', { page: 'one' });

    const error = await failureOf(account.poll());

    expect(error.kind).toBe('malformed');
    expect(account.sandbox.requests()).toEqual([]);
  });

  it('says what the vendor said in place of data, without the key', async () => {
    const account = await openAccount();
    account.sandbox.fault(1, { kind: 'message', message: 'The key MARKED-api-key-4711 has expired.' });

    const error = await failureOf(account.poll());

    expect(error.message).toBe('ThreatMon answered with a message instead of data: The key [secret] has expired.');
    expect(account.lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        message: 'vendor answer could not be read',
        data: { instance: 'acme', status: 200, body: '{"message":"The key [secret] has expired."}' },
      },
    ]);
  });

  it('reads any JSON a page may hold without losing an alarm beside it', async () => {
    await assert(
      asyncProperty(array(jsonValue(), { maxLength: 8 }), async (odd) => {
        const account = await openAccount();
        account.sandbox.fault(1, { kind: 'status', status: 200, body: { data: [...odd, ...someAlarms(1)] } });
        await account.poll();
        expect(account.known.drafts.has('18618001')).toBe(true);
        await account.sandbox.close();
      }),
      { numRuns: 25 },
    );
  });

  it('tells how far it is in a long history', async () => {
    const account = await openAccount({ alarms: someAlarms(115) });

    await account.poll();

    expect(account.lines.filter(({ message }) => message === 'reading a long list of alarms')).toEqual([
      { level: 'info', message: expect.any(String), data: { instance: 'acme', after: 0, page: 10, total: 115 } },
    ]);
  });
});
