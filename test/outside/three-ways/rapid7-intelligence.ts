import type { Rapid7Sandbox } from '../../../src/sandbox/rapid7/sandbox.ts';
import type { Case } from './trial.ts';

/** Every command about indicators, sources, terms, vulnerabilities, assets and mentions. */
export function intelligenceCases(simulator: Rapid7Sandbox): readonly Case[] {
  return [
    ...iocCases(simulator),
    ...libraryCases(simulator),
    ...surfaceCases(simulator),
    ...reputationCases(simulator),
  ];
}

function known({ holdings }: Rapid7Sandbox, type: string): string {
  return String(holdings.iocs().find(({ record }) => record.type === type)?.record.value);
}

function iocCases(simulator: Rapid7Sandbox): Case[] {
  const domain = known(simulator, 'Domains');
  const iocs = { domains: `${domain}, new.example`, ips: '192.0.2.7' };
  return [
    {
      command: 'threat-command-ioc-search',
      input: { type_list: 'Domains, Urls', page_size: '5', last_updated_from: '2020-01-01' },
    },
    { command: 'threat-command-ioc-search', input: { ioc_value: domain, enrichment: 'true' } },
    { command: 'threat-command-ioc-tags-add', input: { ioc_value: domain, tag_values: 'one, two words' } },
    { command: 'threat-command-ioc-severity-update', input: { severity: 'High', domains: domain } },
    { command: 'threat-command-ioc-comment-add', input: { comment: 'Ours', domains: domain } },
    {
      command: 'threat-command-account-whitelist-update',
      input: { is_whitelisted: 'Add to the user whitelist', domains: domain },
    },
    { command: 'threat-command-account-whitelist-remove', input: { domains: domain } },
    { command: 'threat-command-ioc-blocklist-add', input: iocs },
    { command: 'threat-command-ioc-blocklist-remove', input: iocs },
    { command: 'threat-command-enrichment-quota-usage', input: {} },
  ];
}

function libraryCases({ holdings }: Rapid7Sandbox): Case[] {
  const { _id: source } = holdings.sources().find(({ category }) => category === 'Files') ?? { _id: 'none' };
  const [term] = holdings.cyberTerms();
  const document = { name: 'A wave', description: 'Of phishing', confidence_level: '2', domains: 'evil.example' };
  const cyberTerm = { cyber_term_id: String(term?.term.ID) };
  return [
    { command: 'threat-command-source-list', input: { limit: '3' } },
    { command: 'threat-command-source-document-create', input: document },
    { command: 'threat-command-source-document-create', input: { ...document, share: 'true', severity: 'Low' } },
    { command: 'threat-command-source-document-delete', input: { source_id: source } },
    {
      command: 'threat-command-source-document-ioc-create',
      input: { source_id: source, domains: 'evil.example' },
    },
    { command: 'threat-command-cyber-term-list', input: { types: 'Threat Actor, Malware', page_size: '4' } },
    { command: 'threat-command-cyber-term-cve-list', input: cyberTerm },
    { command: 'threat-command-cyber-term-ioc-list', input: { ...cyberTerm, ioc_type: 'Domains' } },
  ];
}

function surfaceCases({ holdings }: Rapid7Sandbox): Case[] {
  const [cve, other] = holdings.cves();
  const unused = holdings.supportedCves().find(({ cveId }) => !holdings.cves().some((one) => one.cveId === cveId));
  const [asset] = holdings.assets();
  return [
    { command: 'threat-command-cve-list', input: { severity_list: 'High', limit: '4' } },
    { command: 'threat-command-cve-add', input: { cve_ids: String(unused?.cveId) } },
    { command: 'threat-command-cve-delete', input: { cve_ids: `${cve?.cveId}, ${other?.cveId}` } },
    { command: 'threat-command-asset-add', input: { asset_type: 'Domains', asset_value: 'new-asset.example' } },
    {
      command: 'threat-command-asset-delete',
      input: { asset_type: String(asset?.Type), asset_value: String(asset?.Value) },
    },
    { command: 'threat-command-asset-list', input: { asset_types: 'Domains', limit: '5' } },
    { command: 'threat-command-asset-type-list', input: { all_results: 'true' } },
    {
      command: 'threat-command-mention-search',
      input: { search: 'larkfield', only_dark_web: 'false', highlight_tags: 'true' },
    },
  ];
}

function reputationCases(simulator: Rapid7Sandbox): Case[] {
  return [
    { command: 'ip', input: { ip: `${known(simulator, 'IpAddresses')}, 192.0.2.45` } },
    { command: 'domain', input: { domain: known(simulator, 'Domains') } },
    { command: 'url', input: { url: known(simulator, 'Urls') } },
    { command: 'file', input: { file: known(simulator, 'Hashes') } },
  ];
}
