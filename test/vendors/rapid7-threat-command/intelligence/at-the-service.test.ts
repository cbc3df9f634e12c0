import { describe, expect, it } from 'vitest';
import { openSimulated } from './account.ts';
import type { Simulated } from './account.ts';

const ioc = {
  value: 'evil.example',
  type: 'Domains',
  status: 'Active',
  severity: 'Medium',
  score: 40,
  lastUpdateDate: '2026-08-01T00:00:00.000Z',
  lastSeen: '2026-08-01T00:00:00.000Z',
  firstSeen: '2026-07-01T00:00:00.000Z',
  relatedMalware: [],
  relatedCampaigns: [],
  relatedThreatActors: [],
  reportedFeeds: [],
  whitelisted: false,
  tags: [],
} as const;

async function rows(account: Simulated, command: string, input: { readonly [argument: string]: string } = {}) {
  const { outputs } = await account.run(command, input);
  return Object.values(outputs)[0] ?? [];
}

describe('at the simulated service', () => {
  it.each([
    ['threat-command-ioc-tags-add', { ioc_value: 'evil.example', tag_values: 'ours' }, { tags: ['ours'] }],
    ['threat-command-ioc-severity-update', { severity: 'High', domains: 'evil.example' }, { severity: 'High' }],
    [
      'threat-command-account-whitelist-update',
      { is_whitelisted: 'Add to the user whitelist', domains: 'evil.example' },
      { is_whitelisted: true },
    ],
  ])('%s shows in the search', async (command, input, expected) => {
    const account = await openSimulated({ iocs: [{ record: ioc }] });

    await account.run(command, input);

    expect(await rows(account, 'threat-command-ioc-search', { ioc_value: 'evil.example' })).toMatchObject([expected]);
  });

  it('blocks an IOC, comments on it and blocks it no more', async () => {
    const account = await openSimulated({ iocs: [{ record: ioc }] });
    const held = () => account.sandbox.holdings.iocs()[0];

    await account.run('threat-command-ioc-blocklist-add', { domains: 'evil.example' });
    await account.run('threat-command-ioc-comment-add', { domains: 'evil.example', comment: 'seen in mail' });
    const blocked = held();
    await account.run('threat-command-ioc-blocklist-remove', { domains: 'evil.example' });

    expect(blocked).toMatchObject({ blocklisted: true, comments: ['seen in mail'] });
    expect(held()?.blocklisted).not.toBe(true);
  });

  it('makes a document, adds to it, lists it and deletes it', async () => {
    const account = await openSimulated();
    const document = { name: 'Wave', description: 'x', confidence_level: '2', domains: 'evil.example' };

    const [made] = await rows(account, 'threat-command-source-document-create', document);
    const { id } = made as { readonly id: string };
    await account.run('threat-command-source-document-ioc-create', { source_id: id, ips: '192.0.2.1' });
    const listed = await rows(account, 'threat-command-source-list');
    const held = account.sandbox.holdings.sources()[0]?.iocs;
    await account.run('threat-command-source-document-delete', { source_id: id });

    expect(listed).toMatchObject([{ id, name: 'Wave', confidence_level: 2 }]);
    expect(held).toEqual([
      { Type: 'Domains', Value: 'evil.example' },
      { Type: 'IpAddresses', Value: '192.0.2.1' },
    ]);
    expect(await rows(account, 'threat-command-source-list')).toEqual([]);
    await expect(account.run('threat-command-source-document-delete', { source_id: id })).rejects.toThrow(
      'The source does not exist.',
    );
  });

  it('adds an asset, lists it and deletes it', async () => {
    const account = await openSimulated();
    const asset = { asset_type: 'Domains', asset_value: 'acme.example' };

    await account.run('threat-command-asset-add', asset);
    const listed = await rows(account, 'threat-command-asset-list', { asset_types: 'Domains' });
    await account.run('threat-command-asset-delete', asset);

    expect(listed).toEqual([{ value: 'acme.example', type: 'Domains' }]);
    expect(await rows(account, 'threat-command-asset-list')).toEqual([]);
  });

  it('follows a CVE and follows it no more', async () => {
    const at = '2026-08-01T00:00:00.000Z';
    const cve = { cveId: 'CVE-2021-26855', publishedDate: at, updateDate: at, severity: 'Critical', cpe: [] };
    const account = await openSimulated({ supportedCves: [cve] });

    const { text } = await account.run('threat-command-cve-add', { cve_ids: 'CVE-2021-26855,CVE-5555-0003' });
    const listed = await rows(account, 'threat-command-cve-list', { severity_list: 'Critical' });
    await account.run('threat-command-cve-delete', { cve_ids: 'CVE-2021-26855' });

    expect(text).toMatch(/^The "CVE-2021-26855" CVEs successfully added\. Failed to add the "CVE-5555-0003 \(/);
    expect(listed).toMatchObject([{ id: 'CVE-2021-26855', severity: 'Critical' }]);
    expect(await rows(account, 'threat-command-cve-list')).toEqual([]);
  });

  it('goes from page to page of IOCs without skipping or repeating', async () => {
    const records = Array.from({ length: 7 }, (_, n) => ({
      record: { ...ioc, value: `host-${n}.example`, lastUpdateDate: `2026-08-0${n + 1}T00:00:00.000Z` },
    }));
    const account = await openSimulated({ iocs: records });
    const page = async (number: number) =>
      rows(account, 'threat-command-ioc-search', {
        last_updated_from: '2026-01-01',
        page: String(number),
        page_size: '3',
      });

    const found = [await page(1), await page(2), await page(3)].flat();

    expect(found.map((one) => (one as { readonly value: string }).value)).toEqual(
      records.map(({ record }) => record.value),
    );
  });

  it('sends the sub-account with every request', async () => {
    const account = await openSimulated({ mssp: { accounts: ['sub-1'] } }, { subAccountId: 'sub-1' });

    await account.run('threat-command-asset-type-list', {});
    await account.run('threat-command-mssp-customer-list', {});

    expect(account.sandbox.requests().map(({ headers }) => headers?.['account-id'])).toEqual(['sub-1', 'sub-1']);
  });

  it('says which account is missing', async () => {
    const account = await openSimulated({ mssp: { accounts: ['sub-1'] } });

    await expect(account.run('threat-command-source-list', {})).rejects.toThrow('Missing Account ID.');
  });
});
