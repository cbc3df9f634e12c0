import type { Row } from './row.ts';

const done = { OriginalValue: 'x', Status: 'Done', Data: {} };

/** IOCs, their enrichment and reputation. */
export const iocRows: readonly Row[] = [
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
