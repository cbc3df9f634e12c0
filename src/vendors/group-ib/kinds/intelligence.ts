import type { JsonObject } from '../../../domain/json.ts';
import { textOfHtml } from '../html-text.ts';
import { textAt } from '../json-path.ts';
import { field, namedThings, none, table } from './kind.ts';
import type { KindSpec } from './kind.ts';

/** An address that attackers work from. Source: CONTRACT.md §5.14. */
export const suspiciousIp: KindSpec = {
  name: (record) => textAt(record, 'ipv4.ip') ?? textAt(record, 'id'),
  description: none,
  facts: [
    field('IP', 'ipv4.ip'),
    field('Port', 'port'),
    field('Proxy type', 'type'),
    field('Anonymity', 'anonymous'),
    field('Categories', 'categories'),
    field('VPN', 'names'),
    field('Types', 'types'),
    field('Country', 'ipv4.countryName'),
    field('Country code', 'ipv4.countryCode'),
    field('ASN', 'ipv4.asn'),
    field('Provider', 'ipv4.provider'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Detected', 'dateDetected', 'date'),
    field('Source', 'source'),
    field('Sources', 'sources'),
    field('Region', 'ipv4.region'),
    field('City', 'ipv4.city'),
    field('Rules', 'rules'),
    field('Nodes', 'nodes', 'count'),
  ],
  tables: [table('Nodes', 'nodes', [field('Name', 'name'), field('IP', 'ip'), field('Type', 'type')])],
  indicators: [['ipv4.ip', 'ip']],
  assets: [],
  tags: ['type', 'categories', 'names', 'types'],
  sensitive: [],
};

/** A server that malware is controlled from. Source: CONTRACT.md §5.15. */
export const cnc: KindSpec = {
  name: (record) => textAt(record, 'cnc') ?? textAt(record, 'domain') ?? textAt(record, 'url'),
  description: none,
  facts: [
    field('CNC', 'cnc'),
    field('URL', 'url'),
    field('Domain', 'domain'),
    field('IP', 'ipv4.ip'),
    field('Malware', 'malwareList.name'),
    field('Threat actor', 'threatActor.name'),
    field('Platform', 'platform'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Detected', 'dateDetected', 'date'),
    field('Country', 'ipv4.countryName'),
    field('ASN', 'ipv4.asn'),
    field('File', 'file'),
  ],
  tables: [
    table('Addresses', 'ipv4', [
      field('IP', 'ip'),
      field('ASN', 'asn'),
      field('Country', 'countryName'),
      field('Region', 'region'),
      field('Provider', 'provider'),
    ]),
    table('Malware', 'malwareList', namedThings),
    table('Threat actors', 'threatActor', namedThings),
  ],
  indicators: [
    ['cnc', 'any'],
    ['url', 'url'],
    ['domain', 'domain'],
    ['ipv4.ip', 'ip'],
    ['ipv6.ip', 'ip'],
    ['ipv6', 'ip'],
  ],
  assets: [],
  tags: ['malwareList.name', 'threatActor.name', 'platform'],
  sensitive: [],
};

/** A malware family. Source: CONTRACT.md §5.16. */
export const malware: KindSpec = {
  name: (record) => textAt(record, 'name'),
  description: prose('shortDescription', 'description'),
  facts: [
    field('Name', 'name'),
    field('Aliases', 'aliases'),
    field('Threat level', 'threatLevel'),
    field('Category', 'category'),
    field('Class', 'class'),
    field('Platforms', 'platform'),
    field('Threat actors', 'taList.name'),
    field('Regions', 'geoRegion'),
    field('Source countries', 'sourceCountry'),
    field('Languages', 'langs'),
    field('Updated', 'updatedAt', 'date'),
    field('Linked malware', 'linkedMalware.name'),
    field('ATT&CK', 'mitreMatrix.mitreId'),
    field('Description', 'description', 'html'),
  ],
  tables: [
    table('ATT&CK', 'mitreMatrix', [
      field('ID', 'mitreId'),
      field('Tactic', 'attackTactic'),
      field('Type', 'attackType'),
    ]),
    table('Files', 'attachedFile', [
      field('Name', 'name'),
      field('Type', 'mime'),
      field('Size', 'size'),
      field('Hash', 'hash'),
    ]),
    table('Threat actors', 'taList', [...namedThings, field('URL', 'url')]),
  ],
  indicators: [],
  assets: [],
  tags: ['category', 'platform', 'taList.name'],
  sensitive: [],
};

/** The first of the paths that has text, without its markup. */
function prose(...paths: readonly string[]): (record: JsonObject) => string | undefined {
  return (record) => {
    const html = paths.flatMap((path) => textAt(record, path) ?? [])[0];
    return html === undefined ? undefined : textOfHtml(html);
  };
}

/** Actor and title; a report without an actor has its title (W14). */
function reportName(record: JsonObject): string | undefined {
  const actor = textAt(record, 'threatActor.name');
  const title = textAt(record, 'title') ?? textAt(record, 'shortTitle');
  if (actor === undefined || title === undefined) return title ?? actor;
  return title.toLowerCase().includes(actor.toLowerCase()) ? title : `${actor}: ${title}`;
}

/** A report of criminals or of nation-state actors. Source: CONTRACT.md §5.17. */
export const threat: KindSpec = {
  name: reportName,
  description: prose('description', 'shortDescription'),
  facts: [
    field('Threat actor', 'threatActor.name'),
    field('Actor country', 'threatActor.country'),
    field('APT', 'threatActor.isAPT', 'flag'),
    field('Tailored', 'isTailored', 'flag'),
    field('Targeted companies', 'targetedCompany'),
    field('Malware', 'malwareList.name'),
    field('CVEs', 'cveList.name'),
    field('Sectors', 'sectors'),
    field('Countries', 'countries'),
    field('Regions', 'regions'),
    field('Expertise', 'expertise'),
    field('Report', 'reportNumber'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Published', 'datePublished', 'date'),
    field('Created', 'createdAt', 'date'),
    field('Updated', 'updatedAt', 'date'),
    field('ATT&CK', 'mitreMatrix.mitreId'),
    field('Sources', 'sources'),
    field('Labels', 'labels'),
    field('Languages', 'langs'),
    field('Indicators in the report', 'indicators', 'count'),
    field('Forum accounts', 'forumsAccounts.nickname'),
  ],
  tables: [
    table('ATT&CK', 'mitreMatrix', [
      field('ID', 'mitreId'),
      field('Tactic', 'attackTactic'),
      field('Type', 'attackType'),
    ]),
    table('Indicators of the report', 'indicators', [
      field('Domain', 'params.domain'),
      field('IP', 'params.ipv4'),
      field('URL', 'params.url'),
      field('MD5', 'params.hashes.md5'),
      field('SHA-1', 'params.hashes.sha1'),
      field('SHA-256', 'params.hashes.sha256'),
      field('File', 'params.name'),
      field('Type', 'type'),
      field('First seen', 'dateFirstSeen', 'date'),
      field('Last seen', 'dateLastSeen', 'date'),
    ]),
    table('Forum accounts', 'forumsAccounts', [field('Nickname', 'nickname'), field('URL', 'url')]),
    table('Contacts', 'contacts', [field('Account', 'account'), field('Service', 'service'), field('Type', 'type')]),
  ],
  indicators: [
    ['indicators.params.ipv4', 'ip'],
    ['indicators.params.ipv6', 'ip'],
    ['indicators.params.domain', 'domain'],
    ['indicators.params.url', 'url'],
    ['indicators.params.hashes.sha256', 'file'],
    ['indicators.params.hashes.sha1', 'file'],
    ['indicators.params.hashes.md5', 'file'],
    ['cveList', 'cve'],
    ['cveList.name', 'cve'],
  ],
  assets: ['targetedCompany', 'targetedPartnersAndClients'],
  tags: ['expertise', 'labels', 'sectors', 'malwareList.name'],
  sensitive: [],
};

/** What is known of an actor. Source: CONTRACT.md §5.18. */
export const threatActor: KindSpec = {
  name: (record) => textAt(record, 'name'),
  description: prose('description'),
  facts: [
    field('Aliases', 'aliases'),
    field('Country', 'country'),
    field('APT', 'isAPT', 'flag'),
    field('Goals', 'goals'),
    field('Roles', 'roles'),
    field('Expertise', 'stat.expertise'),
    field('Sectors', 'stat.sectors'),
    field('Regions', 'stat.regions'),
    field('Countries', 'stat.countries'),
    field('Malware', 'stat.malware'),
    field('First seen', 'stat.dateFirstSeen', 'date'),
    field('Last seen', 'stat.dateLastSeen', 'date'),
    field('CVEs', 'stat.cve'),
    field('Reports', 'stat.allReportsCount'),
    field('Known indicators', 'stat.allIndicatorsCount'),
    field('Languages', 'spokenOnLangs'),
    field('Labels', 'labels'),
    field('Created', 'createdAt', 'date'),
    field('Updated', 'updatedAt', 'date'),
  ],
  tables: [table('Reports', 'stat.reports', [field('Report', 'name.en'), field('Published', 'datePublished', 'date')])],
  indicators: [['stat.cve', 'cve']],
  assets: ['stat.targetedCompany'],
  tags: ['labels', 'stat.expertise', 'stat.malware'],
  sensitive: [],
};
