import { describe, expect, it } from 'vitest';
import { failureOf } from '../../http/support.ts';
import { incident } from '../../support/drafts.ts';
import { openAccount, someAlarms } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

const onAlarm = incident({ externalId: '18618001', description: 'Look-alike domain login-acme.example.\nMore.' });

function faultsOf(account: Account, name: string, input: { readonly [name: string]: string }): readonly string[] {
  const prepared = account.vendor.commands.find((command) => command.name === name)?.prepare(input);
  return prepared === undefined || prepared.ok ? [] : prepared.faults.map(({ message }) => message);
}

describe('threatmon_update_incident_status', () => {
  const name = 'threatmon_update_incident_status';

  it('sends the code as text and the status, and says so', async () => {
    const account = await openAccount({ alarms: someAlarms(1) });

    const result = await account.run(name, { alarmId: '18618001', status: 'In Progress' });

    const [request] = account.sandbox.requests();
    expect([request?.method, request?.path, request?.body]).toEqual([
      'PATCH',
      '/api/threatmon/external/v1/incident/status',
      { status: 'In Progress', alarmIds: ['18618001'] },
    ]);
    expect(result.text).toBe('Incident 18618001 status changed to In Progress');
    expect(result.patches).toEqual([
      { externalId: '18618001', status: 'In Progress', closed: false, did: 'changed the status to In Progress' },
    ]);
    expect(account.sandbox.alarms()[0]?.status).toBe('In Progress');
  });

  it.each([
    ['Open', false],
    ['In Progress', false],
    ['False Positive', true],
    ['Ignore', true],
    ['Resolved', true],
  ])('to %s closes the incident: %s', async (status, closed) => {
    const account = await openAccount({ alarms: someAlarms(1) });

    const result = await account.run(name, { alarmId: '18618001', status });

    expect(result.patches?.[0]).toMatchObject({ status, closed });
  });

  it('takes the code from the incident that it is run on, and offers its indicators', async () => {
    const account = await openAccount({ alarms: someAlarms(1) });
    const command = account.vendor.commands.find((one) => one.name === name);

    const result = await account.run(
      name,
      { ...command?.fromIncident?.(onAlarm), status: 'Resolved' },
      { incident: onAlarm },
    );

    expect(result.patches?.[0]?.externalId).toBe('18618001');
    expect(result.sections).toEqual([
      { kind: 'choices', choices: [{ label: 'Look up its indicators', commandLine: 'lookup login-acme.example' }] },
    ]);
  });

  it.each([
    [{ alarmId: '1' }, ['status argument is required.']],
    [{ status: 'Open' }, ['alarmId argument is required.']],
    [{ alarmId: ' ', status: 'Open' }, ['alarmId argument is required.']],
    [
      { alarmId: '1', status: 'Closed' },
      ['Invalid status value. Allowed values: Open, In Progress, False Positive, Ignore, Resolved'],
    ],
    [{ alarmId: '1', status: 'Open', note: 'x' }, [`${name} has no argument \`note\`.`]],
  ])('refuses %j before any request', async (input, faults) => {
    const account = await openAccount();

    expect(faultsOf(account, name, input)).toEqual(faults);
    expect(account.sandbox.requests()).toEqual([]);
  });

  it.each([
    [400, 'refused'],
    [403, 'unauthorized'],
    [404, 'refused'],
    [500, 'unreachable'],
  ])('tells a %i, and changes nothing here', async (status, kind) => {
    const account = await openAccount({ alarms: someAlarms(1) });
    account.sandbox.fault(1, { kind: 'status', status });

    const error = await failureOf(account.run(name, { alarmId: '18618001', status: 'Open' }));

    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(
      /^Error in Threatmon integration: Failed to change status for incident 18618001\. .*\(?\d{3}\)?\.$/,
    );
    expect(account.sandbox.requests().length).toBe(1);
  });

  it('says that it is not known whether it took effect where the answer is lost', async () => {
    const account = await openAccount({ alarms: someAlarms(1) });
    account.sandbox.fault(1, { kind: 'close', moment: 'after-effect' });

    const error = await failureOf(account.run(name, { alarmId: '18618001', status: 'Resolved' }));

    expect(error.detail.outcomeUnknown).toBe(true);
    expect(error.message).toContain('not known whether');
    expect(account.sandbox.requests().length).toBe(1);
    expect(account.sandbox.alarms()[0]?.status).toBe('Resolved');
  });
});

describe.each(['threatmon_request_takedown', 'threatmon_request_data_removal'])('%s', (name) => {
  const settings = { dataRemovalPath: '/sandbox-placeholder/data-removal' };
  const path = name === 'threatmon_request_takedown' ? '/takedown' : settings.dataRemovalPath;
  const open = async (): Promise<Account> =>
    openAccount({ alarms: someAlarms(1), dataRemoval: { path: settings.dataRemovalPath } }, settings);

  it.each([
    [{}, ['findingId argument is required.', 'finding argument is required.']],
    [{ finding: 'x' }, ['findingId argument is required.']],
    [{ findingId: 'abc' }, ['finding argument is required.']],
    [{ findingId: 'abc', finding: 'x' }, ['findingId must be a valid integer, got: abc']],
    [{ findingId: '1.5', finding: 'x' }, ['findingId must be a valid integer, got: 1.5']],
    [{ findingId: '0', finding: 'x' }, []],
  ])('answers %j with %j, in this order and before any request', async (input, faults) => {
    const account = await open();

    expect(faultsOf(account, name, input)).toEqual(faults);
    expect(account.sandbox.requests()).toEqual([]);
  });

  it('sends the number and the text, once', async () => {
    const account = await open();

    const result = await account.run(name, { findingId: '18618001', finding: 'It copies us.' }, { incident: onAlarm });

    const [request] = account.sandbox.requests();
    expect([request?.method, request?.path, request?.body]).toEqual([
      'POST',
      `/api/threatmon/external/v1${path}`,
      { findingId: 18_618_001, finding: 'It copies us.' },
    ]);
    expect(result.text).toMatch(/^(Takedown|Data removal) request submitted successfully\.$/);
    expect(result.patches).toEqual([{ externalId: '18618001', did: expect.stringMatching(/^requested/) }]);
  });

  it('asks before it runs, needs the right to act, and is filled in from the incident', async () => {
    const account = await open();
    const command = account.vendor.commands.find((one) => one.name === name);

    expect(command?.needs).toBe('act');
    expect(command?.confirm?.title).toMatch(/\?$/);
    expect(command?.fromIncident?.(onAlarm)).toEqual({
      findingId: '18618001',
      finding: 'Phishing Domain Detected: Look-alike domain login-acme.example.',
    });
  });

  it('is never sent twice, whatever becomes of its answer', async () => {
    const account = await open();
    account.sandbox.fault(1, { kind: 'close', moment: 'after-effect' });

    const error = await failureOf(account.run(name, { findingId: '18618001', finding: 'x' }));

    expect(error.detail.outcomeUnknown).toBe(true);
    expect(error.message).toMatch(/^Error in Threatmon integration: .*not known whether/);
    expect(account.sandbox.requests().length).toBe(1);
  });

  it('tells any other status with its answer', async () => {
    const account = await open();
    account.sandbox.fault(1, { kind: 'status', status: 418, body: { message: 'teapot MARKED-api-key-4711' } });

    const error = await failureOf(account.run(name, { findingId: '18618001', finding: 'x' }));

    expect(error.message).toBe('Error in Threatmon integration: API Error: 418 - {"message":"teapot [secret]"}');
  });
});

describe('a refused takedown', () => {
  it.each([
    [400, 'This finding is not eligible for a takedown request.'],
    [403, expect.stringMatching(/^Takedown quota exceeded\. Please contact ThreatMon\. .*403.*key/)],
    [404, 'Finding not found: findingId=18618001'],
    [409, 'A takedown request already exists for findingId=18618001'],
  ])('with %i is told in the words of the contract', async (status, message) => {
    const account = await openAccount();
    account.sandbox.fault(1, { kind: 'status', status });

    const error = await failureOf(account.run('threatmon_request_takedown', { findingId: '18618001', finding: 'x' }));

    expect(error).toMatchObject({ kind: 'refused', message, detail: { status } });
  });
});

describe('data removal', () => {
  it('exists only where its path is set', async () => {
    const account = await openAccount();

    expect(account.vendor.commands.map(({ name }) => name)).not.toContain('threatmon_request_data_removal');
  });

  it('tells a 403 as credits or rights', async () => {
    const account = await openAccount({ dataRemoval: { path: '/removal' } }, { dataRemovalPath: '/removal' });
    account.sandbox.fault(1, { kind: 'status', status: 403 });

    const error = await failureOf(account.run('threatmon_request_data_removal', { findingId: '1', finding: 'x' }));

    expect(error).toMatchObject({ kind: 'refused', message: expect.stringMatching(/credits .* rights/) });
  });
});
