import { describe, expect, it } from 'vitest';
import type { Prepared, Verdict } from '../../../src/domain/command.ts';
import { incident } from '../../support/drafts.ts';
import { openAccount, someAlarms } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

const code = '18618001';
const since = '2026-08-05T00:00:00.000Z';

function changeTo({ vendor }: Account, status: string, alarmId = code): Extract<Prepared, { ok: true }> {
  const command = vendor.commands.find(({ name }) => name === 'threatmon_update_incident_status');
  const prepared = command?.prepare({ alarmId, status });
  if (prepared?.ok !== true) throw new Error('the command cannot be prepared');
  return prepared;
}

/** What a look tells after the answer to a change was lost. */
async function lost(account: Account, fault: Parameters<Account['sandbox']['fault']>[1]): Promise<Verdict | undefined> {
  const { run, verify } = changeTo(account, 'Resolved');
  const context = { signal: new AbortController().signal, incident: incident({ externalId: code }) };
  account.sandbox.fault(1, fault);
  await expect(run(context)).rejects.toMatchObject({ name: 'VendorError' });
  return verify?.({ ...context, since });
}

describe('a status change whose answer is lost', () => {
  it.each([
    ['a cut connection', { kind: 'close' }],
    ['a gateway that gave up', { kind: 'status', status: 504 }],
    ['a failing server', { kind: 'status', status: 500 }],
  ] as const)('by %s is told by the alarm itself', async (_, fault) => {
    const [before, after] = [
      await openAccount({ alarms: someAlarms(3) }),
      await openAccount({ alarms: someAlarms(3) }),
    ];

    const told = [
      await lost(before, { ...fault, moment: 'before-effect' }),
      await lost(after, { ...fault, moment: 'after-effect' }),
    ];

    expect(told.map((verdict) => verdict?.state)).toEqual(['not-done', 'done']);
    expect(told[1]).toMatchObject({
      result: {
        patches: [{ externalId: code, status: 'Resolved', closed: true, did: 'changed the status to Resolved' }],
      },
    });
  });

  it.each([
    ['ascending', 'exclusive'],
    ['descending', 'exclusive'],
    ['mixed', 'inclusive'],
  ] as const)('is found on whatever page it stands: %s, %s', async (order, afterAlarmCode) => {
    const account = await openAccount({ alarms: someAlarms(45), order, afterAlarmCode });

    expect((await lost(account, { kind: 'close', moment: 'after-effect' }))?.state).toBe('done');
  });

  it.each([
    ['somebody set another one meanwhile', { status: 'Ignore' }, code],
    ['the alarm is not in the list any more', undefined, code],
    ['the code is no number', { status: 'Open' }, 'abc'],
  ])('is unknown where %s', async (_, change, alarmId) => {
    const account = await openAccount({ alarms: someAlarms(3) });
    if (change === undefined) account.sandbox.removeAlarm(code);
    else account.sandbox.changeAlarm(code, change);
    const { verify } = changeTo(account, 'Resolved', alarmId);

    const told = await verify?.({
      signal: new AbortController().signal,
      incident: incident({ externalId: code }),
      since,
    });

    expect(told?.state).toBe('unknown');
  });

  it('holds where it was so before: the wish is what the alarm has', async () => {
    const account = await openAccount({ alarms: someAlarms(1) });
    account.sandbox.changeAlarm(code, { status: 'resolved' });

    const told = await changeTo(account, 'Resolved').verify?.({ signal: new AbortController().signal, since });

    expect(told?.state).toBe('done');
  });

  it('cannot be told of a takedown or a removal: no read shows them', async () => {
    const account = await openAccount({}, { dataRemovalPath: '/removal' });

    const told = ['threatmon_request_takedown', 'threatmon_request_data_removal'].map((name) => {
      const prepared = account.vendor.commands
        .find((command) => command.name === name)
        ?.prepare({ findingId: '1', finding: 'x' });
      return prepared?.ok === true && prepared.verify !== undefined;
    });

    expect(told).toEqual([false, false]);
  });
});
