import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createHttp } from '../../src/http/client.ts';
import { createInstance, instanceSettingsSchema, vendorModules } from '../../src/vendors/index.ts';
import { incident } from '../support/drafts.ts';
import { recordingLog, recordingMetrics } from '../support/recording.ts';
import { apiKey, openAccount } from '../support/threatmon-account.ts';

const deps = {
  http: createHttp({ log: recordingLog().log, metrics: recordingMetrics().metrics, env: {} }),
  log: recordingLog().log,
};

describe('an instance', () => {
  it('is made of its settings, with the defaults of the configuration', () => {
    const settings = instanceSettingsSchema.parse({
      name: 'acme',
      vendor: 'threatmon',
      url: 'https://external.threatmonit.io/',
      apiKey: 'k',
      insecure: true,
      fetch: { enabled: false },
    });

    expect(createInstance(settings, deps, { channel: '#threat-intel' })).toMatchObject({
      name: 'acme',
      vendorName: 'threatmon',
      vendorTitle: 'ThreatMon',
      url: 'https://external.threatmonit.io/api/threatmon/external/v1',
      channel: '#threat-intel',
      reliability: 'B',
      insecure: true,
      timeoutMs: 30_000,
      fetchEnabled: false,
    });
  });

  it('has a channel of its own where its settings name one', () => {
    const settings = instanceSettingsSchema.parse({ name: 'a', vendor: 'threatmon', apiKey: 'k', channel: '#own' });

    expect(createInstance(settings, deps, { channel: '#threat-intel' }).channel).toBe('#own');
  });

  it('of an unknown vendor is a fault', () => {
    expect(instanceSettingsSchema.safeParse({ name: 'a', vendor: 'other', apiKey: 'k' }).success).toBe(false);
  });

  it('can be of every vendor that is listed', () => {
    expect(vendorModules.map(({ name, title }) => [name, title])).toContainEqual(['threatmon', 'ThreatMon']);
  });
});

describe('the commands of a vendor', () => {
  it('say what they need and how their arguments are asked for', async () => {
    const { vendor } = await openAccount({}, { ioc: { apiToken: 't' }, dataRemovalPath: '/x' });

    const told = vendor.commands.map(({ name, needs, arguments: args }) => [
      name,
      needs,
      args.map((one) => `${one.name}${one.required ? '' : '?'}: ${one.kind}`).join(', '),
    ]);

    expect(told).toEqual([
      ['threatmon_update_incident_status', 'respond', 'alarmId: text, status: choice'],
      ['threatmon_request_takedown', 'act', 'findingId: number, finding: long-text'],
      ['threatmon_request_data_removal', 'act', 'findingId: number, finding: long-text'],
      ['fetch-incidents', 'read', 'indicator?: text, from?: date, to?: date'],
      ['threatmon_list_cves', 'read', 'page?: number, cvss?: choice'],
      ['threatmon_list_subscribed_cves', 'read', 'page?: number, cvss?: choice, customer_name?: text'],
      ['threatmon_list_indicators', 'read', 'limit?: number'],
    ]);
    expect(vendor.commands.every(({ summary, arguments: args }) => summary && args.every((one) => one.summary))).toBe(
      true,
    );
  });

  it('name the command that sets a status', async () => {
    const account = await openAccount({ alarms: [{ alarmCode: 5 }] });
    const { statuses } = account.vendor;

    const { name, args } = statuses.command(incident({ externalId: '5' }), 'Ignore');
    await account.run(name, args);

    expect(statuses.words).toEqual(['Open', 'In Progress', 'False Positive', 'Ignore', 'Resolved']);
    expect(account.sandbox.alarms()[0]?.status).toBe('Ignore');
  });
});

describe('the key', () => {
  it('is in no error, log, metric or answer of any command, feed or test, whatever the vendor does', async () => {
    const account = await openAccount({ alarms: [{ alarmCode: 5 }] }, { dataRemovalPath: '/x', timeout: '1 second' });
    const { signal } = new AbortController();
    const echo = { message: `you sent ${apiKey}`, key: apiKey };
    const faults = [
      { kind: 'status', status: 200, body: echo },
      { kind: 'status', status: 401, body: echo },
      { kind: 'status', status: 404, body: echo },
      { kind: 'status', status: 500, body: apiKey },
      { kind: 'close' },
    ] as const;
    const outcomes: unknown[] = [];
    const tell = async (work: Promise<unknown>): Promise<void> => {
      outcomes.push(await work.catch((error: unknown) => error));
    };

    for (const fault of faults) {
      account.sandbox.clearFaults();
      account.sandbox.fault({ nth: 1, times: Number.POSITIVE_INFINITY }, fault);
      await tell(account.poll());
      await tell(account.vendor.test(signal));
      await tell(account.run('threatmon_update_incident_status', { alarmId: '5', status: 'Open' }));
      await tell(account.run('threatmon_request_takedown', { findingId: '5', finding: 'x' }));
      await tell(account.run('threatmon_request_data_removal', { findingId: '5', finding: 'x' }));
      await tell(account.run('threatmon_list_cves', {}));
      await tell(account.run('fetch-incidents', {}));
    }

    expect(outcomes.length).toBe(35);
    expect(account.lines.length).toBeGreaterThan(20);
    expect(inspect([outcomes, account.lines, account.outcomes], { depth: 20, showHidden: true })).not.toContain(
      'MARKED',
    );
  });
});
