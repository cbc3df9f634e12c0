import { textAt } from '../json-path.ts';
import { cncIndicators, field, joined, none, table } from './kind.ts';
import type { KindSpec } from './kind.ts';

/** A DDoS attack. Source: CONTRACT.md §5.10. */
export const ddos: KindSpec = {
  name: (record) => {
    const target = ['target.ipv4.ip', 'target.domain', 'target.url'].map((path) => textAt(record, path));
    return joined(
      ', ',
      target.find((one) => one !== undefined),
      textAt(record, 'type'),
    );
  },
  description: none,
  facts: [
    field('Attack type', 'type'),
    field('Protocol', 'protocol'),
    field('Target', 'target.ipv4.ip'),
    field('Target port', 'target.port'),
    field('Target domain', 'target.domain'),
    field('Target country', 'target.ipv4.countryName'),
    field('Began', 'dateBegin', 'date'),
    field('Ended', 'dateEnd', 'date'),
    field('Duration in seconds', 'duration'),
    field('CNC', 'cnc.cnc'),
    field('Malware', 'malware.name'),
    field('Threat actor', 'threatActor.name'),
    field('Registered', 'dateReg', 'date'),
    field('Source', 'source'),
    field('Target URL', 'target.url'),
    field('Target category', 'target.category'),
    field('Target provider', 'target.ipv4.provider'),
    field('Target ASN', 'target.ipv4.asn'),
    field('Target region', 'target.ipv4.region'),
    field('Target city', 'target.ipv4.city'),
    field('Request link', 'requestData.link'),
    field('Request headers hash', 'requestData.headersHash'),
    field('Request body hash', 'requestData.bodyHash'),
    field('Threat actor is APT', 'threatActor.isAPT', 'flag'),
  ],
  tables: [],
  indicators: cncIndicators('cnc'),
  assets: ['target.ipv4.ip', 'target.domain', 'target.url'],
  tags: ['type', 'protocol', 'malware.name', 'threatActor.name', 'target.category'],
  sensitive: ['requestData.body', 'requestData.headers'],
};

/** A page that somebody put in place of another's. Source: CONTRACT.md §5.11. */
export const deface: KindSpec = {
  name: (record) => textAt(record, 'url') ?? textAt(record, 'targetDomain'),
  description: none,
  facts: [
    field('Page', 'url'),
    field('Site', 'siteUrl'),
    field('Threat actor', 'threatActor.name'),
    field('Target domain', 'targetDomain'),
    field('Target IP', 'targetIp.ip'),
    field('Target country', 'targetIp.countryName'),
    field('Target provider', 'targetIp.provider'),
    field('Date', 'date', 'date'),
    field('Source', 'source'),
    field('Mirror', 'mirrorLink'),
    field('Reported at', 'providerDomain'),
    field('Contacts', 'contacts'),
    field('Target ASN', 'targetIp.asn'),
    field('Target region', 'targetIp.region'),
    field('Target domain provider', 'targetDomainProvider'),
    field('Threat actor country', 'threatActor.country'),
    field('Threat actor is APT', 'threatActor.isAPT', 'flag'),
  ],
  tables: [table('Contacts', 'contacts', [field('Account', 'account'), field('Type', 'type')])],
  indicators: [
    ['url', 'url'],
    ['targetDomain', 'domain'],
    ['targetIp.ip', 'ip'],
  ],
  assets: ['targetDomain', 'targetIp.ip'],
  tags: ['threatActor.name', 'source'],
  sensitive: [],
};

/** Phishing pages under one domain. Source: CONTRACT.md §5.12. */
export const phishingGroup: KindSpec = {
  name: (record) => joined(' on ', textAt(record, 'brand'), textAt(record, 'domain')),
  description: none,
  facts: [
    field('Brand', 'brand'),
    field('Domain', 'domain'),
    field('Page title', 'domainTitle'),
    field('Pages', 'countPhishing'),
    field('Objective', 'objective'),
    field('Detected', 'date.detected', 'date'),
    field('Updated', 'date.updated', 'date'),
    field('Blocked', 'date.blocked', 'date'),
    field('Registrar', 'domainInfo.registrar'),
    field('Threat actor', 'threatActor.name'),
    field('Source', 'source'),
    field('Added', 'date.added', 'date'),
    field('Domain expires', 'domainInfo.expirationDate', 'date'),
    field('Domain in punycode', 'domainInfo.domainPuny'),
    field('Signatures', 'signature.manual'),
    field('False positive', 'falsePositive', 'flag'),
    field('Whitelisted', 'whitelist', 'flag'),
  ],
  tables: [
    table('Phishing pages', 'phishing', [
      field('URL', 'url'),
      field('IP', 'ip.ip'),
      field('Country', 'ip.countryName'),
      field('Detected', 'date.detected', 'date'),
      field('Blocked', 'date.blocked', 'date'),
      field('Objective', 'objective'),
      field('Title', 'title'),
    ]),
    table('Addresses', 'ip', [field('IP', 'ip'), field('Country', 'countryName'), field('Provider', 'provider')]),
    table('Phishing kits', 'phishing.phishingKit', [field('Name', 'name'), field('E-mail', 'email')]),
  ],
  indicators: [
    ['domain', 'domain'],
    ['phishing.url', 'url'],
    ['url', 'url'],
    ['phishing.ip.ip', 'ip'],
    ['ip.ip', 'ip'],
  ],
  assets: ['brand'],
  tags: ['objective', 'source', 'threatActor.name', 'signature.manual'],
  sensitive: [],
};

/** The archive of a phishing page's maker. Source: CONTRACT.md §5.13. */
export const phishingKit: KindSpec = {
  name: (record) => textAt(record, 'targetBrand') ?? textAt(record, 'downloadedFrom.domain') ?? textAt(record, 'hash'),
  description: none,
  facts: [
    field('Target brand', 'targetBrand'),
    field('Downloaded from', 'downloadedFrom.domain'),
    field('E-mails', 'emails'),
    field('Hash', 'hash'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Detected', 'dateDetected', 'date'),
    field('Source', 'source'),
    field('Telegram', 'telegramIds'),
    field('Threat actor', 'threatActors.name'),
    field('Collected by', 'login'),
  ],
  tables: [
    table('Downloaded from', 'downloadedFrom', [
      field('Date', 'date', 'date'),
      field('URL', 'url'),
      field('Phishing URL', 'phishingUrl'),
      field('Domain', 'domain'),
      field('File', 'fileName'),
    ]),
    table('Variables', 'variables', [field('Type', 'type'), field('File', 'filePath'), field('Values', 'values')]),
  ],
  indicators: [
    ['emails', 'email'],
    ['hash', 'file'],
    ['downloadedFrom.url', 'url'],
    ['downloadedFrom.phishingUrl', 'url'],
    ['downloadedFrom.domain', 'domain'],
  ],
  assets: ['targetBrand'],
  tags: ['source', 'variables.type'],
  sensitive: ['variables.values'],
};
