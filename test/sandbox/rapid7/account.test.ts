import { describe, expect, it } from 'vitest';
import type { CveRecord, UserRecord } from '../../../src/sandbox/rapid7/wire.ts';
import { fieldOf, fixture, listIn } from '../json.ts';
import { ask, started } from './ask.ts';

const ROOT = 'rapid7-threat-command';
const USERS = fixture(`${ROOT}/account_user_list.json`) as readonly UserRecord[];

describe('the account', () => {
  it('lists the modules of the fixture', async () => {
    expect((await ask(await started(), '/v1/account/system-modules')).json).toEqual(
      fixture(`${ROOT}/system_modules.json`),
    );
  });

  it.each([
    ['', USERS.map(({ _id: id }) => id)],
    ['?userType=Admin', USERS.filter(({ Role }) => Role === 'Admin').map(({ _id: id }) => id)],
    ['?userEmail=user2@example.com', ['59a71a61749a7800062d9c5c']],
    ['?userId=59a71a61749a7800062d9c5c', ['59a71a61749a7800062d9c5c']],
    ['?userId=59a71a61749a7800062d9c5c&userType=Analyst', []],
  ])('lists its users: %s', async (query, expected) => {
    const sandbox = await started({ users: USERS });

    const { json } = await ask(sandbox, `/v1/account/users-details${query}`);

    expect(Array.isArray(json) && json.map((user) => fieldOf(user, '_id'))).toEqual(expected);
  });

  it.each([
    ['?userEmail=nobody@example.com', 400, 'InvaliduserEmail'],
    ['?userId=1', 400, 'InvaliduserId'],
    ['?userType=Owner', 422, ''],
  ])('refuses %s', async (query, status, text) => {
    const answer = await ask(await started({ users: USERS }), `/v1/account/users-details${query}`);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  it('lists customers and users of a service provider, the latter without names', async () => {
    const msspCustomers = [{ _id: '1', CompanyName: 'Acme', Status: 'Enabled', Note: '' }] as const;
    const sandbox = await started({ msspCustomers, msspUsers: USERS.slice(0, 1) });

    expect((await ask(sandbox, '/v1/mssp/customers')).json).toEqual(msspCustomers);
    expect((await ask(sandbox, '/v1/mssp/users-details')).json).toEqual([
      { _id: '59490cd818a3b902664b4ed7', Email: 'user1@example.com', Role: 'Admin', IsDeleted: false },
    ]);
  });
});

describe('assets', () => {
  const change = (method: string, AssetType: unknown, AssetValue: unknown) => {
    const path = `/v1/data/assets/${method === 'PUT' ? 'add' : 'delete'}-asset`;
    return { path, question: { method, body: { AssetType, AssetValue } } };
  };

  it('are listed with every type of the fixture, also where there is none', async () => {
    const expected = fixture(`${ROOT}/asset/list_assets.json`);
    const assets = Object.entries(Object(expected)).flatMap(([Type, values]) => {
      return Array.isArray(values) ? values.map((Value) => ({ Type, Value: String(Value) })) : [];
    });
    const sandbox = await started({ assets });

    const all = await ask(sandbox, '/v1/data/assets/account-assets');
    const some = await ask(sandbox, '/v1/data/assets/account-assets?assetTypes=Sectors&assetTypes=BIN');

    expect(all.json).toEqual(expected);
    expect(some.json).toEqual({ Sectors: ['Government', 'Industrial'], BIN: [] });
    expect((await ask(sandbox, '/v1/data/assets/assets-types')).json).toEqual(fixture(`${ROOT}/asset/list_types.json`));
  });

  it('can be added once and deleted, with a body on DELETE', async () => {
    const sandbox = await started();
    const [add, remove] = [change('PUT', 'Domains', 'acme.example'), change('DELETE', 'Domains', 'acme.example')];

    const statuses = [
      (await ask(sandbox, add.path, add.question)).status,
      (await ask(sandbox, add.path, add.question)).status,
    ];
    const held = sandbox.holdings.assets();
    statuses.push((await ask(sandbox, remove.path, remove.question)).status);
    statuses.push((await ask(sandbox, remove.path, remove.question)).status);

    expect(statuses).toEqual([200, 200, 200, 404]);
    expect(held).toEqual([{ Type: 'Domains', Value: 'acme.example' }]);
    expect(sandbox.holdings.assets()).toEqual([]);
  });

  it.each([
    ['PUT', 'Domain', 'acme.example', 400, 'InvalidAssetType'],
    ['DELETE', 'Domain', 'acme.example', 400, 'InvalidAssetType'],
    ['PUT', 'Domains', 'not a domain', 403, 'InvalidDomainAsset'],
    ['PUT', 'Sectors', 'Piracy', 403, 'InvalidSectorAsset'],
    ['PUT', 'CountriesOfActivity', 'Atlantis', 403, 'InvalidCountryOfActivityAsset'],
    ['PUT', 'Domains', '', 422, ''],
  ])('are refused: %s %s "%s"', async (method, type, value, status, text) => {
    const sandbox = await started();
    const { path, question } = change(method, type, value);

    const answer = await ask(sandbox, path, question);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(sandbox.holdings.assets()).toEqual([]);
  });

  it('of an unknown type cannot be listed', async () => {
    expect((await ask(await started(), '/v1/data/assets/account-assets?assetTypes=X')).text).toBe('InvalidAssetType');
  });
});

describe('CVEs', () => {
  const cve = (number: number, fields: Partial<CveRecord> = {}): CveRecord => ({
    cveId: `CVE-2099-${number}`,
    severity: 'High',
    publishedDate: '2026-01-01T00:00:00.000Z',
    updateDate: '2026-02-01T00:00:00.000Z',
    cpe: [{ Value: 'cpe:2.3:a:acme:portal:1.0' }],
    ...fields,
  });
  const ids = (json: unknown) => listIn(json, 'content').map((each) => fieldOf(each, 'cveId'));
  const LIST = '/v1/cves/get-cves-list';

  it('are served as they are, the fixture among them', async () => {
    const cves = listIn(fixture(`${ROOT}/cve/cve_list.json`), 'content') as readonly CveRecord[];
    const sandbox = await started({ cves });

    const { json } = await ask(sandbox, LIST);

    expect(listIn(json, 'content')).toEqual(expect.arrayContaining([...cves]));
    expect(fieldOf(json, 'nextOffset')).toBeNull();
  });

  it('come in pages whose cursor goes on behind equal dates', async () => {
    const sandbox = await started({ cves: [cve(3), cve(1), cve(2)], cvePageSize: 2 });

    const first = await ask(sandbox, LIST);
    const offset = String(fieldOf(first.json, 'nextOffset'));
    const second = await ask(sandbox, `${LIST}?offset=${encodeURIComponent(offset)}`);

    expect(offset).toBe('2026-02-01T00:00:00.000Z::CVE-2099-2');
    expect([ids(first.json), ids(second.json)]).toEqual([['CVE-2099-1', 'CVE-2099-2'], ['CVE-2099-3']]);
  });

  it.each([
    ['?cveId[]=CVE-2099-1&cveId[]=CVE-2099-3', [1, 3]],
    ['?cveId=CVE-2099-1&cveId=CVE-2099-3', [1, 3]],
    ['?cveId=CVE-2099-1,CVE-2099-3', [1, 3]],
    ['?severity=Critical', [2]],
    ['?cpe=cpe:2.3:a:acme:vpn:2.0', [2]],
    ['?publishDateFrom=2026-01-02T00:00:00.000Z', [3]],
    ['?publishDateTo=2026-01-01T00:00:00.000Z', [1, 2]],
    ['?updateDateFrom=2026-02-02T00:00:00.000Z&updateDateTo=2026-02-03T00:00:00.000Z', [2]],
  ])('can be filtered: %s', async (query, expected) => {
    const vpn = [{ Value: 'cpe:2.3:a:acme:vpn:2.0' }];
    const cves = [
      cve(1),
      cve(2, { severity: 'Critical', cpe: vpn, updateDate: '2026-02-03T00:00:00.000Z' }),
      cve(3, { publishedDate: '2026-01-02T00:00:00.000Z' }),
    ];
    const sandbox = await started({ cves });

    const { json } = await ask(sandbox, LIST + query);

    expect(new Set(ids(json))).toEqual(new Set(expected.map((number) => `CVE-2099-${number}`)));
  });

  it('are added and deleted one by one, with the reason for each that is not', async () => {
    const sandbox = await started({ supportedCves: [cve(1), cve(2)] });
    const call = (path: string, method: string, cveIds: readonly string[]) =>
      ask(sandbox, `/v1/cves/${path}`, { method, body: { cveIds } });

    const added = await call('add-cves', 'POST', ['CVE-2099-1', 'CVE-5555-0003']);
    const held = sandbox.holdings.cves().map(({ cveId }) => cveId);
    const deleted = await call('delete-cves', 'DELETE', ['CVE-2099-1', 'CVE-1999-0003']);

    expect(added.json).toEqual(fixture(`${ROOT}/cve/add_cve.json`));
    expect(held).toEqual(['CVE-2099-1']);
    expect(deleted.json).toEqual(fixture(`${ROOT}/cve/delete_cve.json`));
    expect(sandbox.holdings.cves()).toEqual([]);
    expect((await call('add-cves', 'POST', [])).status).toBe(422);
  });
});
