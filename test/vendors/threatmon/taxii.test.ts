import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TaxiiObject } from '../../../src/sandbox/threatmon/wire.ts';
import { tokenOf } from '../../../src/vendors/threatmon/taxii-client.ts';
import { failureOf } from '../../http/support.ts';
import { openAccount } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

const fixture = readFileSync(new URL('../../fixtures/threatmon/taxii_objects.json', import.meta.url), 'utf8');
const { objects } = JSON.parse(fixture) as { readonly objects: readonly TaxiiObject[] };

interface Source {
  readonly service: Account;
  readonly account: Account;
}

async function taxiiSource(
  collections: Readonly<Record<string, readonly TaxiiObject[]>>,
  taxii: object = {},
): Promise<Source> {
  const listed = Object.entries(collections).map(([id, held]) => ({ id, title: id, objects: held }));
  const service = await openAccount({ taxii: { username: 'reader', password: 'MARKED-pass', collections: listed } });
  const settings = { taxii: { url: service.sandbox.taxiiUrl, username: 'reader', password: 'MARKED-pass', ...taxii } };
  return { service, account: await openAccount({}, settings) };
}

describe('the TAXII feed', () => {
  it('maps the indicators and ignores other objects', async () => {
    const { account } = await taxiiSource({ one: objects });

    await account.poll('taxii');

    expect(account.known.indicators).toMatchObject([
      {
        kind: 'file',
        value: '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
        expiresAt: '2026-08-19T00:00:00.000Z',
      },
      {
        kind: 'ip',
        value: '192.0.2.45',
        feed: 'taxii',
        sources: ['ConstructedSource'],
        tags: ['malicious-activity', 'c2', 'ConstructedSource', 'ThreatMon'],
        confidence: 90,
        createdAt: '2026-08-04T01:00:00.000Z',
        updatedAt: '2026-08-04T03:00:00.000Z',
        expiresAt: '2026-11-04T01:00:00.000Z',
      },
    ]);
    expect(account.known.rejected).toEqual([]);
  });

  it('reads every collection of the account, page by page, and begins anew on the next run', async () => {
    const many = Array.from({ length: 300 }, (_, n) => indicatorObject(`198.51.${Math.floor(n / 200)}.${n % 200}`, n));
    const { service, account } = await taxiiSource({ one: many, two: objects });

    await account.poll('taxii');
    const asked = service.sandbox.requests().map(({ path, query }) => [path, query.next]);
    await account.poll('taxii');

    expect(asked).toEqual([
      ['/taxii/collections/', undefined],
      ['/taxii/collections/one/objects/', undefined],
      ['/taxii/collections/one/objects/', '250'],
      ['/taxii/collections/two/objects/', undefined],
    ]);
    expect(account.known.indicators.length).toBe(2 * 302);
    expect(service.sandbox.requests().length).toBe(8);
  });

  it('reads only the configured collection', async () => {
    const { service, account } = await taxiiSource({ one: objects, two: objects }, { collection: 'two' });

    await account.poll('taxii');

    expect(service.sandbox.requests().map(({ path }) => path)).toEqual(['/taxii/collections/two/objects/']);
  });

  it('says where the account may read nothing', async () => {
    const { account } = await taxiiSource({});

    await account.poll('taxii');

    expect(account.known.warnings).toEqual([expect.stringMatching(/no collection/)]);
  });

  it('keeps the account out of errors and logs', async () => {
    const { account } = await taxiiSource({ one: objects }, { password: 'MARKED-wrong' });

    const error = await failureOf(account.poll('taxii'));

    expect(error.kind).toBe('unauthorized');
    expect(JSON.stringify([error.message, error.detail, account.lines])).not.toMatch(/MARKED|cmVhZGVy/);
  });

  it.each([
    ['250', '250'],
    ['a/b=?', 'a/b=?'],
    ['https://ioc.threatmonit.io/taxii/collections/x/objects/?limit=9&next=abc', 'abc'],
  ])('takes next %j as the token %j', (next, token) => {
    expect(tokenOf(next, 'https://ioc.threatmonit.io/taxii')).toBe(token);
  });

  it.each([
    'https://evil.example/taxii/?next=abc',
    '//evil.example/?next=abc',
    'http://ioc.threatmonit.io/taxii/?next=abc',
    'https://ioc.threatmonit.io:444/?next=abc',
    'https://ioc.threatmonit.io/taxii/',
    'file:///etc/passwd?next=x',
  ])('does not follow next %j', (next) => {
    expect(() => tokenOf(next, 'https://ioc.threatmonit.io/taxii')).toThrow(
      expect.objectContaining({ kind: 'malformed' }),
    );
  });
});

function indicatorObject(address: string, n: number): TaxiiObject {
  return {
    type: 'indicator',
    id: `indicator--${n}`,
    created: new Date(Date.UTC(2026, 7, 4, 0, 0, n)).toISOString(),
    pattern: `[ipv4-addr:value = '${address}']`,
  };
}
