import type { Row } from './row.ts';

const id = '59490cd818a3b902664b4ed7';
const term = '57b974da5b0a195300b6bc7b';

/** The threat library, and the sources of IOCs. */
export const libraryRows: readonly Row[] = [
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
];
