/** A command as it is asked and what goes out first. */
export interface Row {
  readonly command: string;
  readonly input: { readonly [argument: string]: string };
  /** An answer that it can read; `{}` unless told. */
  readonly answer?: unknown;
  readonly request: {
    readonly line: string;
    readonly query?: readonly (readonly [string, string])[];
    readonly body?: unknown;
  };
  /** A 204 is an error. */
  readonly onlyOk?: boolean;
}

const id = '59490cd818a3b902664b4ed7';
const term = '57b974da5b0a195300b6bc7b';
const done = { OriginalValue: 'x', Status: 'Done', Data: {} };

/** One row or more for every command. Source: CONTRACT.md §4, §7. */
export const everyCommand: readonly Row[] = [
  {
    command: 'threat-command-cyber-term-list',
    input: {},
    request: { line: 'GET /v1/threat-library/cyber-terms', query: [['limit', '50']] },
  },
  {
    command: 'threat-command-cyber-term-list',
    input: {
      search: 'Anon & Ghost',
      types: 'Threat Actor, Malware',
      severities: 'High,Low',
      sectors: 'Banking',
      countries: 'Israel,Spain',
      origins: 'Global',
      ttps: 'DDoS, SQL Injection',
      last_update_from: '2022-12-25T08:38:06.000Z',
      last_update_to: '2022-12-26',
      limit: '7',
    },
    request: {
      line: 'GET /v1/threat-library/cyber-terms',
      query: [
        ['search', 'Anon & Ghost'],
        ['type', 'ThreatActor'],
        ['type', 'Malware'],
        ['severity', 'High'],
        ['severity', 'Low'],
        ['target-sector', 'Banking'],
        ['target-country', 'Israel'],
        ['target-country', 'Spain'],
        ['origin', 'Global'],
        ['ttp', 'DDoS'],
        ['ttp', 'SQL Injection'],
        ['last-update-from', '2022-12-25T08:38:06.000Z'],
        ['last-update-to', '2022-12-26T00:00:00.000Z'],
        ['limit', '7'],
      ],
    },
  },
  {
    command: 'threat-command-cyber-term-cve-list',
    input: { cyber_term_id: term },
    request: { line: `GET /v1/threat-library/cyber-terms/${term}/cves` },
  },
  {
    command: 'threat-command-cyber-term-cve-list',
    input: { cyber_term_id: '../../account/users-details?x' },
    request: {
      line: 'GET /v1/threat-library/cyber-terms/..%2F..%2Faccount%2Fusers-details%3Fx/cves',
    },
  },
  {
    command: 'threat-command-cyber-term-ioc-list',
    input: { cyber_term_id: term, ioc_type: 'Ip Addresses', limit: '2' },
    request: {
      line: `GET /v1/threat-library/cyber-terms/${term}/iocs`,
      query: [
        ['iocType', 'IpAddresses'],
        ['limit', '2'],
      ],
    },
  },
  {
    command: 'threat-command-source-list',
    input: {},
    request: { line: 'GET /v1/iocs/sources' },
  },
  {
    command: 'threat-command-source-document-create',
    input: {
      name: 'Wave',
      description: 'What it holds',
      confidence_level: '3',
      share: 'false',
      severity: 'High',
      tags: 'a, b',
      hashes: 'ab12',
      emails: 'bad@evil.example',
      ips: '192.0.2.1',
      urls: 'hxxps://evil[.]example/x',
      domains: 'evil[.]example',
    },
    request: {
      line: 'POST /v1/iocs/add-source',
      body: {
        DocumentDetails: {
          Name: 'Wave',
          Description: 'What it holds',
          ConfidenceLevel: 3,
          Share: false,
          Severity: 'high',
          Tags: ['a', 'b'],
        },
        Iocs: [
          { Type: 'Domains', Value: 'evil.example' },
          { Type: 'Urls', Value: 'https://evil.example/x' },
          { Type: 'IpAddresses', Value: '192.0.2.1' },
          { Type: 'Hashes', Value: 'ab12' },
          { Type: 'Emails', Value: 'bad@evil.example' },
        ],
      },
    },
  },
  {
    command: 'threat-command-source-document-create',
    input: { name: 'Wave', description: 'x', confidence_level: '1', domains: 'evil.example' },
    request: {
      line: 'POST /v1/iocs/add-source',
      body: {
        DocumentDetails: { Name: 'Wave', Description: 'x', ConfidenceLevel: 1 },
        Iocs: [{ Type: 'Domains', Value: 'evil.example' }],
      },
    },
  },
  {
    command: 'threat-command-source-document-delete',
    input: { source_id: id },
    request: { line: `DELETE /v1/iocs/delete-source/${id}` },
    onlyOk: true,
  },
  {
    command: 'threat-command-source-document-ioc-create',
    input: { source_id: id, urls: '["https://evil.example/a,b"]' },
    request: {
      line: `POST /v1/iocs/add-iocs-to-source/${id}`,
      body: { Iocs: [{ Type: 'Urls', Value: 'https://evil.example/a,b' }] },
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-ioc-search',
    input: { last_updated_from: '2022-12-01' },
    request: {
      line: 'GET /v3/iocs',
      query: [
        ['lastUpdatedFrom', '2022-12-01T00:00:00.000Z'],
        ['limit', '50'],
      ],
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-ioc-search',
    input: {
      last_updated_from: '2022-12-01T00:00:00Z',
      last_updated_to: '2022-12-02T00:00:00Z',
      last_seen_from: '2022-12-03T00:00:00Z',
      last_seen_to: '2022-12-04T00:00:00Z',
      first_seen_from: '2022-12-05T00:00:00Z',
      first_seen_to: '2022-12-06T00:00:00Z',
      status: 'Retired',
      type_list: 'Ip Addresses, Urls',
      severity_list: 'High,PendingEnrichment',
      whitelisted: 'False',
      source_ids: 'a,b',
      kill_chain_phases: 'Command and Control, Actions on Objective',
      limit: '3',
    },
    request: {
      line: 'GET /v3/iocs',
      query: [
        ['lastUpdatedFrom', '2022-12-01T00:00:00.000Z'],
        ['lastUpdatedTo', '2022-12-02T00:00:00.000Z'],
        ['lastSeenFrom', '2022-12-03T00:00:00.000Z'],
        ['lastSeenTo', '2022-12-04T00:00:00.000Z'],
        ['firstSeenFrom', '2022-12-05T00:00:00.000Z'],
        ['firstSeenTo', '2022-12-06T00:00:00.000Z'],
        ['status', 'Retired'],
        ['type', 'IpAddresses'],
        ['type', 'Urls'],
        ['severity', 'High'],
        ['severity', 'PendingEnrichment'],
        ['whitelisted', 'False'],
        ['sourceIds', 'a'],
        ['sourceIds', 'b'],
        ['killChainPhases', 'CommandandControl'],
        ['killChainPhases', 'ActionsonObjective'],
        ['limit', '3'],
      ],
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-ioc-search',
    input: { ioc_value: 'example[.]com' },
    request: { line: 'GET /v3/iocs/ioc-by-value', query: [['iocValue', 'example.com']] },
    onlyOk: true,
  },
  {
    command: 'threat-command-ioc-search',
    input: { ioc_value: 'https://evil.example/a?b=c#d', enrichment: 'true' },
    answer: done,
    request: { line: 'GET /v1/iocs/enrich/https%3A%2F%2Fevil.example%2Fa%3Fb%3Dc%23d' },
  },
  {
    command: 'threat-command-ioc-tags-add',
    input: { ioc_value: 'evil.example', tag_values: 'one, two' },
    request: {
      line: 'POST /v1/iocs/tags',
      body: [
        { iocValue: 'evil.example', tag: 'one' },
        { iocValue: 'evil.example', tag: 'two' },
      ],
    },
    onlyOk: true,
  },
  {
    command: 'threat-command-ioc-severity-update',
    input: { severity: 'Low', domains: 'evil.example', ips: '192.0.2.1:8080' },
    request: {
      line: 'PATCH /v2/iocs/severity',
      body: [
        { iocValue: 'evil.example', severity: 'Low' },
        { iocValue: '192.0.2.1:8080', severity: 'Low' },
      ],
    },
  },
  {
    command: 'threat-command-ioc-comment-add',
    input: { comment: 'seen, in our mail', hashes: 'ab12' },
    request: { line: 'POST /v1/iocs/comments', body: [{ iocValue: 'ab12', comment: 'seen, in our mail' }] },
  },
  {
    command: 'threat-command-account-whitelist-update',
    input: { is_whitelisted: 'Add to the user whitelist', domains: 'acme.example' },
    request: {
      line: 'POST /v2/iocs/user-whitelist',
      body: { iocs: [{ value: 'acme.example', whitelisted: true }] },
    },
  },
  {
    command: 'threat-command-account-whitelist-update',
    input: { is_whitelisted: 'Do not whitelist', domains: 'acme.example' },
    request: {
      line: 'POST /v2/iocs/user-whitelist',
      body: { iocs: [{ value: 'acme.example', whitelisted: false }] },
    },
  },
  {
    command: 'threat-command-account-whitelist-remove',
    input: { domains: 'acme.example' },
    request: { line: 'DELETE /v2/iocs/user-whitelist', body: { iocs: ['acme.example'] } },
  },
  {
    command: 'threat-command-ioc-blocklist-add',
    input: { domains: 'evil.example\nworse.example' },
    request: { line: 'POST /v1/iocs/blocklist', body: { iocs: ['evil.example', 'worse.example'] } },
  },
  {
    command: 'threat-command-ioc-blocklist-remove',
    input: { domains: 'evil.example' },
    request: { line: 'DELETE /v1/iocs/blocklist', body: { iocs: ['evil.example'] } },
  },
  {
    command: 'threat-command-enrichment-quota-usage',
    input: {},
    request: { line: 'GET /v1/iocs/quota' },
  },
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
  { command: 'ip', input: { ip: '192[.]0.2.45' }, answer: done, request: { line: 'GET /v1/iocs/enrich/192.0.2.45' } },
  {
    command: 'domain',
    input: { domain: 'EVIL[.]example' },
    answer: done,
    request: { line: 'GET /v1/iocs/enrich/evil.example' },
  },
  {
    command: 'url',
    input: { url: 'hxxps://evil[.]example/a?b=c&d=e#f', sampleSize: '10' },
    answer: done,
    request: { line: 'GET /v1/iocs/enrich/https%3A%2F%2Fevil.example%2Fa%3Fb%3Dc%26d%3De%23f' },
  },
  {
    command: 'file',
    input: { file: 'AA268CD7C864A4F8453D37A72BB4A3C7' },
    answer: done,
    request: { line: 'GET /v1/iocs/enrich/aa268cd7c864a4f8453d37a72bb4a3c7' },
  },
];
