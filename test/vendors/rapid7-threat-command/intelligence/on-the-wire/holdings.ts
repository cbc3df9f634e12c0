import type { Row } from './row.ts';

/** Assets, CVEs, the managed service, mentions. */
export const holdingRows: readonly Row[] = [
  {
    command: 'threat-command-asset-add',
    input: { asset_type: 'Domains', asset_value: 'acme.example' },
    request: { line: 'PUT /v1/data/assets/add-asset', body: { AssetType: 'Domains', AssetValue: 'acme.example' } },
    onlyOk: true,
  },
  {
    command: 'threat-command-asset-delete',
    input: { asset_type: 'Domains', asset_value: 'acme.example' },
    request: {
      line: 'DELETE /v1/data/assets/delete-asset',
      body: { AssetType: 'Domains', AssetValue: 'acme.example' },
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-asset-list',
    input: { asset_types: 'Domains,Sectors' },
    request: {
      line: 'GET /v1/data/assets/account-assets',
      query: [
        ['assetTypes', 'Domains'],
        ['assetTypes', 'Sectors'],
      ],
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-asset-type-list',
    input: {},
    answer: [],
    request: { line: 'GET /v1/data/assets/assets-types' },
    onlyOk: true,
  },
  {
    command: 'threat-command-cve-list',
    input: {
      publish_date_from: '2022-01-01',
      publish_date_to: '2022-01-02',
      update_date_from: '2022-01-03',
      update_date_to: '2022-01-04',
      severity_list: 'Critical,High',
      cpe_list: 'cpe:2.3:a:x:y:1:*:*:*:*:*:*:*',
      cve_ids: 'CVE-1999-0006,CVE-1999-0071',
      offset: '2022-12-25T08:38:06.000Z::CVE-1999-0006',
    },
    request: {
      line: 'GET /v1/cves/get-cves-list',
      query: [
        ['publishDateFrom', '2022-01-01T00:00:00.000Z'],
        ['publishDateTo', '2022-01-02T00:00:00.000Z'],
        ['updateDateFrom', '2022-01-03T00:00:00.000Z'],
        ['updateDateTo', '2022-01-04T00:00:00.000Z'],
        ['severity', 'Critical'],
        ['severity', 'High'],
        ['cpe', 'cpe:2.3:a:x:y:1:*:*:*:*:*:*:*'],
        ['cveId', 'CVE-1999-0006'],
        ['cveId', 'CVE-1999-0071'],
        ['offset', '2022-12-25T08:38:06.000Z::CVE-1999-0006'],
      ],
    },
  },
  {
    command: 'threat-command-cve-add',
    input: { cve_ids: 'CVE-2021-26855,CVE-5555-0003' },
    request: { line: 'POST /v1/cves/add-cves', body: { cveIds: ['CVE-2021-26855', 'CVE-5555-0003'] } },
    onlyOk: true,
  },
  {
    command: 'threat-command-cve-delete',
    input: { cve_ids: 'CVE-2021-26855' },
    request: { line: 'DELETE /v1/cves/delete-cves', body: { cveIds: ['CVE-2021-26855'] } },
    onlyOk: true,
  },
  {
    command: 'threat-command-mssp-user-list',
    input: {},
    answer: [],
    request: { line: 'GET /v1/mssp/users-details' },
    onlyOk: true,
  },
  {
    command: 'threat-command-mssp-customer-list',
    input: {},
    answer: [],
    request: { line: 'GET /v1/mssp/customers' },
    onlyOk: true,
  },
  {
    command: 'threat-command-mention-search',
    input: { search: 'acme OR "acme.example"' },
    request: {
      line: 'GET /v2/intellifind',
      query: [
        ['search', 'acme OR "acme.example"'],
        ['page-number', '0'],
        ['only-dark-web', 'False'],
        ['highlight-tags', 'True'],
      ],
    },
  },
  {
    command: 'threat-command-mention-search',
    input: {
      search: 'acme',
      report_date: '2022-12-25',
      page_number: '2',
      source_types: 'Social Media, Black Market',
      only_dark_web: 'true',
      highlight_tags: 'false',
    },
    request: {
      line: 'GET /v2/intellifind',
      query: [
        ['search', 'acme'],
        ['report-date', '2022-12-25T00:00:00.000Z'],
        ['page-number', '2'],
        ['source-type', 'SocialMedia'],
        ['source-type', 'BlackMarket'],
        ['only-dark-web', 'True'],
        ['highlight-tags', 'False'],
      ],
    },
  },
];
