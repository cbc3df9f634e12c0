import { describe, expect, it } from 'vitest';
import { always, openScripted } from './account.ts';

const noIoc = 'Please insert at least one IOC.';
const severityChoice = "severity argument should be ['High', 'Medium', 'Low']";
const document = { name: 'a', description: 'b', confidence_level: '1' };

/** Commands that take IOCs, with what else they need. */
const iocCommands: readonly (readonly [string, { readonly [argument: string]: string }])[] = [
  ['threat-command-source-document-create', document],
  ['threat-command-source-document-ioc-create', { source_id: 'x' }],
  ['threat-command-ioc-severity-update', { severity: 'Low' }],
  ['threat-command-ioc-comment-add', { comment: 'x' }],
  ['threat-command-account-whitelist-update', { is_whitelisted: 'Do not whitelist' }],
  ['threat-command-account-whitelist-remove', {}],
  ['threat-command-ioc-blocklist-add', {}],
  ['threat-command-ioc-blocklist-remove', {}],
];

describe.each(iocCommands)('%s', (command, needed) => {
  it.each([
    [{}, noIoc],
    [{ domains: ' , ' }, noIoc],
    [{ urls: 'test' }, '"test" is not correct URL, please insert correct URL.'],
    [{ urls: 'evil.example' }, '"evil.example" is not correct URL, please insert correct URL.'],
    [{ ips: '192.0.2.256' }, '"192.0.2.256" is not correct IP, please insert correct IP.'],
    [{ ips: '2001:db8::1' }, '"2001:db8::1" is not correct IP, please insert correct IP.'],
    [{ ips: '192.0.2.1, x' }, '"x" is not correct IP, please insert correct IP.'],
    [{ hashes: 'xyz' }, '"xyz" is not correct hash, please insert correct hash.'],
    [{ hashes: 'abz' }, '"abz" is not correct hash, please insert correct hash.'],
    [{ emails: 'evil.example' }, '"evil.example" is not correct email, please insert correct email.'],
    [
      { emails: 'x', hashes: 'x', ips: 'x', urls: 'x', domains: 'x' },
      '"x" is not correct URL, please insert correct URL.',
    ],
    [{ emails: 'x', hashes: 'x', ips: 'y' }, '"y" is not correct IP, please insert correct IP.'],
  ])('refuses %j', async (iocs, message) => {
    const account = await openScripted(always({}));

    const faults = account.faults(command, { ...needed, ...iocs });

    expect(faults).toEqual([message]);
    expect(account.requests()).toEqual([]);
  });

  it.each([
    { domains: 'anything at all' },
    { urls: 'https://evil.example' },
    { urls: 'evil.example/path' },
    { urls: '192.0.2.1:8080' },
    { ips: '192.0.2.1:443' },
    { hashes: 'AB12' },
    { emails: 'a@evil.example' },
  ])('accepts %j', async (iocs) => {
    const account = await openScripted(always({}));

    expect(account.faults(command, { ...needed, ...iocs })).toEqual([]);
  });
});

describe('input is refused before any request', () => {
  it.each([
    [
      'threat-command-cyber-term-list',
      { types: 'Actor' },
      ["types argument should be ['Threat Actor', 'Malware', 'Campaign']"],
    ],
    [
      'threat-command-cyber-term-list',
      { severities: 'Bad' },
      ["severities argument should be ['High', 'Medium', 'Low']"],
    ],
    ['threat-command-cyber-term-list', { limit: '-1' }, ['Limit has to be positive number.']],
    ['threat-command-cyber-term-list', { limit: 'x' }, ['"x" is not a valid number']],
    ['threat-command-cyber-term-list', { page: '0' }, ['Page has to be positive number.']],
    ['threat-command-cyber-term-list', { page_size: '0' }, ['Page size has to be positive number.']],
    [
      'threat-command-cyber-term-list',
      { last_update_from: 'soon' },
      ['last_update_from must be a date, a time or a duration such as `7 days`; "soon" is none.'],
    ],
    [
      'threat-command-cyber-term-list',
      { nonsense: '1' },
      ['threat-command-cyber-term-list has no argument `nonsense`.'],
    ],
    ['threat-command-cyber-term-cve-list', {}, ['cyber_term_id argument is required.']],
    ['threat-command-cyber-term-cve-list', { cyber_term_id: '..' }, ['cyber_term_id is not an id.']],
    ['threat-command-cyber-term-cve-list', { cyber_term_id: 'x', limit: '-5' }, ['Limit has to be positive number.']],
    ['threat-command-cyber-term-ioc-list', {}, ['cyber_term_id argument is required.']],
    ['threat-command-source-list', { limit: '-5' }, ['Limit has to be positive number.']],
    ['threat-command-source-list', { all_results: 'maybe' }, ["all_results argument should be ['true', 'false']"]],
    [
      'threat-command-source-document-create',
      { ...document, severity: 'x', share: 'x', confidence_level: '9' },
      [severityChoice],
    ],
    [
      'threat-command-source-document-create',
      { ...document, share: 'x', confidence_level: '9' },
      ["share argument should be ['true', 'false']"],
    ],
    [
      'threat-command-source-document-create',
      { ...document, confidence_level: '0' },
      ['confidence_level is a number in range 1-3'],
    ],
    [
      'threat-command-source-document-create',
      { ...document, confidence_level: '-1' },
      ['confidence_level is a number in range 1-3'],
    ],
    [
      'threat-command-source-document-create',
      { ...document, confidence_level: '4' },
      ['confidence_level is a number in range 1-3'],
    ],
    [
      'threat-command-source-document-create',
      {},
      ['name argument is required.', 'description argument is required.', 'confidence_level argument is required.'],
    ],
    ['threat-command-source-document-delete', {}, ['source_id argument is required.']],
    ['threat-command-source-document-delete', { source_id: '.' }, ['source_id is not an id.']],
    ['threat-command-ioc-search', {}, ['Please insert last_updated_from.']],
    ['threat-command-ioc-search', { enrichment: 'true' }, ['Please insert ioc_value.']],
    ['threat-command-ioc-search', { enrichment: 'maybe' }, ["enrichment argument should be ['true', 'false']"]],
    ['threat-command-ioc-search', { ioc_value: '..', enrichment: 'true' }, ['ioc_value is not an IOC.']],
    [
      'threat-command-ioc-search',
      { ioc_value: 'x', interval_in_seconds: '0' },
      ['interval_in_seconds has to be positive number.'],
    ],
    ['threat-command-ioc-search', { ioc_value: 'x', timeout_in_seconds: 'x' }, ['"x" is not a valid number']],
    ['threat-command-ioc-tags-add', {}, ['ioc_value argument is required.', 'tag_values argument is required.']],
    ['threat-command-ioc-tags-add', { ioc_value: 'x', tag_values: ',' }, ['tag_values argument is required.']],
    ['threat-command-ioc-severity-update', { severity: 'low' }, [noIoc]],
    ['threat-command-ioc-severity-update', { severity: 'low', domains: 'x' }, [severityChoice]],
    ['threat-command-ioc-severity-update', { domains: 'x' }, ['severity argument is required.']],
    ['threat-command-account-whitelist-update', { is_whitelisted: 'x' }, [noIoc]],
    [
      'threat-command-account-whitelist-update',
      { is_whitelisted: 'x', domains: 'x' },
      ["is_whitelisted argument should be ['Add to the user whitelist', 'Do not whitelist']"],
    ],
    ['threat-command-asset-add', {}, ['asset_type argument is required.', 'asset_value argument is required.']],
    ['threat-command-asset-delete', { asset_type: 'x' }, ['asset_value argument is required.']],
    ['threat-command-asset-list', { limit: '-1' }, ['Limit has to be positive number.']],
    ['threat-command-asset-type-list', { limit: '-1' }, ['Limit has to be positive number.']],
    [
      'threat-command-cve-list',
      { severity_list: 'High,x' },
      ["severity_list argument should be ['High', 'Medium', 'Low', 'Critical']"],
    ],
    ['threat-command-cve-list', { limit: '-1' }, ['Limit has to be positive number.']],
    ['threat-command-cve-add', {}, ['cve_ids argument is required.']],
    ['threat-command-cve-delete', { cve_ids: ',' }, ['cve_ids argument is required.']],
    ['threat-command-mssp-user-list', { limit: '-1' }, ['Limit has to be positive number.']],
    ['threat-command-mssp-customer-list', { all_result: 'x' }, ["all_result argument should be ['true', 'false']"]],
    ['threat-command-mention-search', {}, ['search argument is required.']],
    ['threat-command-mention-search', { search: 'x', page_number: 'x' }, ['"x" is not a valid number']],
    ['threat-command-mention-search', { search: 'x', page_number: '-1' }, ['page_number has to be 0 or more.']],
    [
      'threat-command-mention-search',
      { search: 'x', only_dark_web: 'x' },
      ["only_dark_web argument should be ['true', 'false']"],
    ],
    [
      'threat-command-mention-search',
      { search: 'x', highlight_tags: 'x' },
      ["highlight_tags argument should be ['true', 'false']"],
    ],
    ['ip', {}, ['ip argument is required.']],
    ['ip', { ip: ',' }, ['ip argument is required.']],
    ['ip', { ip: '192.0.2.1,evil.example' }, ['"evil.example" is not correct IP, please insert correct IP.']],
    ['domain', { domain: '192.0.2.1' }, ['"192.0.2.1" is not correct domain, please insert correct domain.']],
    ['domain', { domain: '..' }, ['".." is not correct domain, please insert correct domain.']],
    ['url', { url: 'evil.example' }, ['"evil.example" is not correct URL, please insert correct URL.']],
    ['file', { file: 'evil.example' }, ['"evil.example" is not correct hash, please insert correct hash.']],
  ])('%s %j', async (command, input, messages) => {
    const account = await openScripted(always({}));

    const faults = account.faults(command, input);

    expect(faults).toEqual(messages);
    expect(account.requests()).toEqual([]);
  });
});
