import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { IocRecord } from '../../../src/sandbox/threatmon/wire.ts';
import { failureOf } from '../../http/support.ts';
import { openAccount } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/threatmon/${name}.json`, import.meta.url), 'utf8'));
}

const { iocs } = fixture('ioc_daily_details') as { readonly iocs: readonly IocRecord[] };

interface Source {
  readonly service: Account;
  readonly account: Account;
}

async function iocSource(records: readonly IocRecord[], ioc: object = {}): Promise<Source> {
  const service = await openAccount({ ioc: { token: 'MARKED-token', records } });
  const settings = { ioc: { url: service.sandbox.iocUrl, apiToken: 'MARKED-token', ...ioc } };
  return { service, account: await openAccount({}, settings) };
}

/** Five addresses, each created a minute after the other. */
const dated = (from: number): readonly IocRecord[] =>
  Array.from({ length: 5 }, (_, n) => ({
    ioc_type: 'ip',
    ioc_value: `192.0.2.${from + n}`,
    created_at: new Date(Date.UTC(2026, 7, 4, from, n)).toISOString(),
  }));

describe('the IOC feed', () => {
  it('maps the records of the contract, and skips what it does not know', async () => {
    const { account } = await iocSource(iocs);

    await account.poll('indicators');

    const found = account.known.indicators;
    expect(found.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual([
      'domain login-acme.example',
      'file 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
      'ip 192.0.2.45',
      'ip 2001:db8:10::5',
      'url https://login-acme.example/session',
    ]);
    expect(account.known.rejected).toEqual([]);
    expect(found.find(({ value }) => value === '192.0.2.45')).toEqual({
      kind: 'ip',
      value: '192.0.2.45',
      instance: 'acme',
      feed: 'indicators',
      sources: ['ConstructedSource'],
      tags: ['c2', 'malware', 'ConstructedSource', 'ThreatMon'],
      confidence: 90,
      severity: 'high',
      status: 'active',
      createdAt: '2026-08-04T01:00:00.000Z',
      updatedAt: '2026-08-04T03:00:00.000Z',
      expiresAt: '2026-08-19T00:00:00.000Z',
      details: [
        'Source: ConstructedSource',
        'Confidence: 90',
        'Severity: high',
        'Status: active',
        'ISP: Example ISP',
        'Location: TR',
        'Resolved addresses: 192.0.2.45',
        'Categories: malware',
        'Tags: c2',
        'Time: 2026-08-04T03:00:00Z',
        'Score: 95',
      ],
    });
  });

  it('shows a score of 0', async () => {
    const { account } = await iocSource(iocs);

    await account.poll('indicators');

    expect(account.known.indicators.find(({ kind }) => kind === 'domain')?.details).toContain('Score: 0');
  });

  it.each([
    ['description', '192.0.2.1', undefined],
    ['IPv4', '192.0.2.1', 'ip'],
    ['ip_address', '192.0.2.1', 'ip'],
    ['ipv6-addr', '2001:db8::1', 'ip'],
    ['ip', 'not-an-address', undefined],
    ['Domain Name', 'evil.example', 'domain'],
    ['domain', '192.0.2.1', undefined],
    ['malicious_url', 'http://evil.example/a', 'url'],
    ['md5 hash', '44d88612fea8a8f36de82e1278abb02f', 'file'],
    ['file', 'not a hash', undefined],
    ['ip', '', undefined],
    [null, '192.0.2.1', undefined],
  ])('takes type %j with value %j as %j', async (ioc_type, ioc_value, expected) => {
    const { account } = await iocSource([{ ioc_type, ioc_value }]);

    await account.poll('indicators');

    expect(account.known.indicators.map(({ kind }) => kind)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('sends type, size and collections, and its token in no log', async () => {
    const ioc = { dataType: 'domain', size: 7, collectionIds: ['a', 'b'] };
    const { service, account } = await iocSource(iocs, ioc);

    await account.poll('indicators');

    const [request] = service.sandbox.requests();
    expect(request).toMatchObject({ path: '/api/daily-ioc-details/', key: 'right' });
    expect(request?.query).toMatchObject({ data_type: 'domain', size: '7', collection_id: 'a,b' });
    expect(JSON.stringify(account.lines)).not.toContain('MARKED');
  });

  it('warns where a full answer was all new, but not on the first read', async () => {
    const { service, account } = await iocSource(dated(1), { size: 5 });

    await account.poll('indicators');
    await account.poll('indicators');
    const quiet = [...account.known.warnings];
    service.sandbox.set({ ioc: { records: [...dated(1), ...dated(10)] } });
    await account.poll('indicators');

    expect(quiet).toEqual([]);
    expect(account.known.warnings).toEqual([expect.stringMatching(/full answer/)]);
  });

  it('takes a changed old record again', async () => {
    const record = { ioc_type: 'ip', ioc_value: '192.0.2.1', created_at: '2026-08-01T00:00:00Z', severity: 'low' };
    const { service, account } = await iocSource([record]);
    await account.poll('indicators');
    service.sandbox.set({ ioc: { records: [{ ...record, severity: 'high', updated_at: '2026-08-04T00:00:00Z' }] } });

    await account.poll('indicators');

    expect(account.known.indicators.map(({ severity }) => severity)).toEqual(['low', 'high']);
  });

  it.each([{ kind: 'null-data' }, { kind: 'status', status: 200, body: { iocs: [] } }] as const)(
    'takes %j as nothing listed',
    async (fault) => {
      const { service, account } = await iocSource(iocs);
      service.sandbox.fault(1, fault);

      await account.poll('indicators');

      expect(account.known.indicators).toEqual([]);
    },
  );

  it.each([
    [{ kind: 'missing-data' }, 'malformed'],
    [{ kind: 'message', message: 'no' }, 'malformed'],
    [{ kind: 'status', status: 401 }, 'unauthorized'],
  ] as const)('fails on %j', async (fault, kind) => {
    const { service, account } = await iocSource(iocs);
    service.sandbox.fault(1, fault);

    expect(await failureOf(account.poll('indicators'))).toMatchObject({ kind });
  });
});
