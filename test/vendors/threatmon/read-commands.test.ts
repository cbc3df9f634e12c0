import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../src/domain/answer.ts';
import type { Table } from '../../../src/domain/card.ts';
import type { CveRecord, IocRecord } from '../../../src/sandbox/threatmon/wire.ts';
import { failureOf } from '../../http/support.ts';
import { codesOf, openAccount, someAlarms } from '../../support/threatmon-account.ts';

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/threatmon/${name}.json`, import.meta.url), 'utf8'));
}

const { data: cves } = fixture('cve_page_0') as { readonly data: readonly CveRecord[] };
const { iocs } = fixture('ioc_daily_details') as { readonly iocs: readonly IocRecord[] };

function tableIn(sections: readonly Section[]): Table | undefined {
  return sections.flatMap((section) => (section.kind === 'table' ? [section.table] : []))[0];
}

describe('threatmon_list_cves', () => {
  it('gives the table of the contract and keeps the records as data', async () => {
    const account = await openAccount({ cves });

    const result = await account.run('threatmon_list_cves', {});

    const table = tableIn(result.sections);
    expect(result.text).toBe('ThreatMon CVE List (Total Records: 3)');
    expect(table?.title).toBe(result.text);
    expect(table?.columns).toEqual([
      'cve',
      'summary',
      'cvssV2',
      'severityV2',
      'cvssV3',
      'severityV3',
      'cvssV3_1',
      'severityV3_1',
      'cvssV4',
      'severityV4',
      'vendors',
      'exploit',
      'knownRansomwareCampaignUse',
      'zeroday',
      'createdAt',
      'updatedAt',
    ]);
    expect(table?.rows[0]).toContain('examplevendor: widget_gateway, widget_gateway_cloud; otherexample: widget_sdk');
    expect(result.outputs['ThreatMon.CVE']).toHaveLength(3);
    expect(result.outputs['ThreatMon.CVE']).toEqual(expect.arrayContaining([cves[0]]));
  });

  it('drops the columns that are empty in all rows', async () => {
    const account = await openAccount({ cves: cves.slice(2) });

    const { sections } = await account.run('threatmon_list_cves', {});

    expect(tableIn(sections)?.columns).toEqual(['cve', 'summary', 'exploit', 'zeroday', 'createdAt', 'updatedAt']);
  });

  it('sends page and cvss', async () => {
    const account = await openAccount({ cves });

    await account.run('threatmon_list_cves', { page: '2', cvss: 'HIGH' });

    const [request] = account.sandbox.requests();
    expect([request?.path, request?.query]).toEqual(['/api/threatmon/external/v1/cve/2', { cvss: 'HIGH' }]);
  });

  it('names a CVE once that an update pushed into view twice, and copes with null data', async () => {
    const account = await openAccount();
    account.sandbox.fault(1, { kind: 'status', status: 200, body: { data: [cves[0], cves[0], { summary: 'none' }] } });
    account.sandbox.fault(2, { kind: 'status', status: 200, body: { data: null, totalRecords: 0 } });

    const twice = await account.run('threatmon_list_cves', {});
    const none = await account.run('threatmon_list_cves', {});

    expect(twice.outputs['ThreatMon.CVE']).toHaveLength(1);
    expect(none.text).toBe('ThreatMon CVE List (Total Records: 0)');
  });

  it.each([
    [{ page: '-1' }, 'page must be a whole number, 0 or more.'],
    [{ page: 'x' }, 'page must be a whole number, 0 or more.'],
    [{ cvss: 'high' }, 'cvss must be one of NONE, LOW, MEDIUM, HIGH, CRITICAL.'],
  ])('refuses %j before any request', async (input, message) => {
    const account = await openAccount();

    await expect(account.run('threatmon_list_cves', input)).rejects.toThrow(message);
    expect(account.sandbox.requests()).toEqual([]);
  });

  it.each([
    [{ kind: 'status', status: 401 }, 'unauthorized'],
    [{ kind: 'status', status: 404 }, 'refused'],
    [{ kind: 'message', message: 'no plan for CVEs' }, 'malformed'],
    [{ kind: 'broken-json' }, 'malformed'],
  ] as const)('tells a failure (%j)', async (fault, kind) => {
    const account = await openAccount({ cves });
    account.sandbox.fault(1, fault);

    const error = await failureOf(account.run('threatmon_list_cves', {}));

    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(/^Error in Threatmon integration: /);
  });
});

describe('threatmon_list_subscribed_cves', () => {
  it('asks the other list, with the customer under the name of the wire', async () => {
    const account = await openAccount({ cves, customers: { 'Child Ltd': ['examplevendor'] } });

    const result = await account.run('threatmon_list_subscribed_cves', {
      customer_name: 'Child Ltd',
      cvss: 'CRITICAL',
    });

    const [request] = account.sandbox.requests();
    expect(request?.path).toBe('/api/threatmon/external/v1/cve/subscribed/0');
    expect(request?.query).toEqual({ cvss: 'CRITICAL', customerName: 'Child Ltd' });
    expect(result.text).toMatch(/^ThreatMon Subscribed CVE List \(Total Records: \d+\)$/);
  });
});

describe('fetch-incidents', () => {
  const alarms = [
    ...someAlarms(12),
    { alarmCode: 1, description: 'See hxxps://old[.]example/x', alarmDate: '2026-07-01T00:00:00Z' },
    { alarmCode: 2, description: 'Served by 192.0.2.7', alarmDate: '2026-07-02T00:00:00Z' },
  ];

  it.each([
    [{ from: '2026-07-01', to: '2026-07-02T00:00:00Z' }, ['1']],
    [{ from: '2026-07-01', to: '2026-07-02T00:00:01Z' }, ['2', '1']],
    [{ to: '2026-07-02T00:00:01Z' }, ['2', '1']],
    [{ indicator: '192[.]0.2.7' }, ['2']],
    [{ indicator: 'https://old.example/x' }, ['1']],
    [{ indicator: 'old.example' }, ['1']],
    [{ indicator: 'old.example', from: '2026-07-02' }, []],
    [{ from: '2026-08-01T00:00:00Z', to: '2026-08-04T06:00:02Z' }, ['18618004', '18618001']],
  ])('with %j finds %j', async (input, expected) => {
    const account = await openAccount({ alarms, order: 'mixed' });

    const { text, outputs } = await account.run('fetch-incidents', input);

    const found = outputs['ThreatMon.Alarm'] as readonly { readonly alarmCode: unknown }[];
    expect(codesOf(found)).toEqual(expected);
    expect(text).toMatch(/^\d+ alarms? found\.$/);
  });

  it('without arguments finds those of the last day', async () => {
    const account = await openAccount({ alarms: [...alarms, { alarmCode: 3, alarmDate: new Date().toISOString() }] });

    const { outputs } = await account.run('fetch-incidents', {});

    expect(codesOf(outputs['ThreatMon.Alarm'] as readonly { readonly alarmCode: unknown }[])).toEqual(['3']);
  });

  it.each(['ascending', 'descending'] as const)(
    'reads the newest of a long list (%s), and says that it is cut',
    async (order) => {
      const account = await openAccount({ alarms: someAlarms(650), order });

      const { text, outputs } = await account.run('fetch-incidents', { from: '2026-08-01' });

      const codes = codesOf(outputs['ThreatMon.Alarm'] as readonly { readonly alarmCode: unknown }[]);
      expect(text).toContain('Only 50 pages');
      expect(codes[0]).toBe('18619948');
      expect(codes.length).toBeGreaterThanOrEqual(490);
      expect(account.sandbox.requests().length).toBeLessThanOrEqual(51);
    },
  );

  it.each([
    [{ indicator: 'what is this' }, /^indicator must be/],
    [{ from: 'yesterday-ish' }, /^from must be/],
    [{ from: '2026-08-02', to: '2026-08-01' }, /later than/],
  ])('refuses %j before any request', async (input, message) => {
    const account = await openAccount();

    await expect(account.run('fetch-incidents', input)).rejects.toThrow(message);
    expect(account.sandbox.requests()).toEqual([]);
  });
});

const settings = (url: string) => ({ ioc: { url, apiToken: 'MARKED-token' } });

describe('threatmon_list_indicators', () => {
  it('exists only where the IOC API is configured', async () => {
    const account = await openAccount();

    expect(account.vendor.commands.map(({ name }) => name)).not.toContain('threatmon_list_indicators');
  });

  it('gives a sample, by default of ten', async () => {
    const service = await openAccount({ ioc: { token: 'MARKED-token', records: iocs } });
    const account = await openAccount({}, settings(service.sandbox.iocUrl));

    const all = await account.run('threatmon_list_indicators', {});
    const two = await account.run('threatmon_list_indicators', { limit: '2' });

    const { query } = service.sandbox.requests()[0] ?? {};
    expect(query).toMatchObject({ data_type: 'all', size: '10' });
    expect(tableIn(all.sections)?.rows.map(([value]) => value)).toContain('2001:db8:10::5');
    expect(two.outputs['ThreatMon.IOC']).toHaveLength(2);
  });

  it('says where there are none, and why it failed', async () => {
    const service = await openAccount({ ioc: { token: 'MARKED-token', records: [] } });
    const account = await openAccount({}, settings(service.sandbox.iocUrl));
    service.sandbox.fault(2, { kind: 'status', status: 401 });

    const none = await account.run('threatmon_list_indicators', {});
    const error = await failureOf(account.run('threatmon_list_indicators', {}));

    expect(none.text).toBe('No indicators were found.');
    expect(error.message).toMatch(/^Failed to execute threatmon_list_indicators command\.\nError: .*\(401\)/);
    expect(error.message).not.toContain('MARKED');
  });
});
