import type { Collection } from './collection.ts';

const usual = { iteration: 'sequence', alwaysHunting: false } as const;
const seen = { occurred: ['dateFirstSeen'], changed: ['dateLastSeen'] } as const;
const dated = { occurred: ['createdAt', 'updatedAt'], changed: ['updatedAt'] } as const;

/** Every collection that incidents are made of; `compromised/mule` is the one that only older accounts still have. */
export const collections = [
  {
    ...usual,
    ...seen,
    name: 'compromised/account_group',
    kind: 'account',
    type: 'GIB Compromised Account Group',
    prefix: 'Compromised Account Group',
    portal: '/cd/accounts?id=',
    limit: 500,
  },
  {
    ...usual,
    name: 'compromised/bank_card_group',
    kind: 'card-group',
    type: 'GIB Compromised Card Group',
    prefix: 'Compromised Card Group',
    portal: '/cd/cards?id=',
    limit: 500,
    occurred: ['dateFirstCompromised', 'dateFirstSeen'],
    changed: ['dateLastSeen'],
  },
  {
    ...usual,
    name: 'compromised/masked_card',
    kind: 'masked-card',
    type: 'GIB Compromised Masked Card',
    prefix: 'Compromised Masked Card',
    portal: '/cd/cards?scope=masked_card&id=',
    limit: 500,
    occurred: ['dateDetected', 'dateCompromised'],
    changed: [],
  },
  {
    name: 'compromised/breached',
    kind: 'breach',
    type: 'GIB Data Breach',
    prefix: 'Data Breach',
    limit: 100,
    occurred: ['uploadTime'],
    changed: ['updateTime'],
    iteration: 'search',
    alwaysHunting: true,
  },
  {
    ...usual,
    name: 'compromised/mule',
    kind: 'mule',
    type: 'GIB Compromised Mule',
    prefix: 'Compromised Mule',
    portal: '/cd/mules?id=',
    limit: 100,
    occurred: ['dateAdd', 'dateIncident'],
    changed: [],
  },
  {
    ...usual,
    name: 'compromised/spd',
    kind: 'payment-detail',
    type: 'GIB SPD',
    prefix: 'Compromised SPD',
    portal: '/cd/suspicious-payment-details?id=',
    limit: 500,
    occurred: ['firstSeenAt', 'lastSeenAt', 'createdAt'],
    changed: ['lastSeenAt'],
  },
  {
    ...usual,
    name: 'osi/git_repository',
    kind: 'git-leak',
    type: 'GIB OSI Git Leak',
    prefix: 'Git Leak',
    portal: '/cd/git-leaks?id=',
    limit: 100,
    occurred: ['dateDetected', 'dateCreated'],
    changed: [],
    alwaysHunting: true,
  },
  {
    ...usual,
    name: 'osi/public_leak',
    kind: 'public-leak',
    type: 'GIB OSI Public Leak',
    prefix: 'Public Leak',
    portal: '/cd/leaks?id=',
    limit: 100,
    occurred: ['created', 'updated'],
    changed: ['updated'],
    alwaysHunting: true,
  },
  {
    ...usual,
    name: 'osi/vulnerability',
    kind: 'vulnerability',
    type: 'GIB OSI Vulnerability',
    prefix: 'OSI Vulnerability',
    portal: '/malware/vulnerabilities?p=1&scope=all&q=',
    limit: 200,
    occurred: ['datePublished', 'dateModified'],
    changed: ['dateModified', 'dateLastSeen'],
  },
  {
    ...usual,
    name: 'attacks/ddos',
    kind: 'ddos',
    type: 'GIB Attacks DDOS',
    prefix: 'Attacks DDoS',
    portal: '/attacks/ddos?id=',
    limit: 5000,
    occurred: ['dateReg', 'dateBegin'],
    changed: ['dateEnd'],
  },
  {
    ...usual,
    name: 'attacks/deface',
    kind: 'deface',
    type: 'GIB Attacks Deface',
    prefix: 'Attacks Deface',
    portal: '/attacks/deface?q=id:',
    limit: 100,
    occurred: ['date', 'tsCreate'],
    changed: [],
  },
  {
    ...usual,
    name: 'attacks/phishing_group',
    kind: 'phishing-group',
    type: 'GIB Attacks Phishing Group',
    prefix: 'Phishing Group',
    portal: '/attacks/phishing?scope=all&q=id:',
    limit: 1000,
    occurred: ['date.detected', 'date.updated', 'date.added'],
    changed: ['date.updated'],
  },
  {
    ...usual,
    ...seen,
    name: 'attacks/phishing_kit',
    kind: 'phishing-kit',
    type: 'GIB Attacks Phishing Kit',
    prefix: 'Phishing Kit',
    portal: '/malware/phishing-kit?p=1&q=',
    limit: 1000,
  },
  suspiciousIp('tor_node', { words: 'Tor Node', type: 'TOR Node', portal: 'tor?q=', limit: 100 }),
  suspiciousIp('open_proxy', { words: 'Open Proxy', type: 'Open Proxy', portal: 'proxies?q=', limit: 5000 }),
  suspiciousIp('socks_proxy', { words: 'Socks Proxy', type: 'Socks Proxy', portal: 'socks?q=', limit: 5000 }),
  suspiciousIp('vpn', { words: 'VPN', type: 'VPN', portal: 'vpn?q=', limit: 100 }),
  suspiciousIp('scanner', { words: 'Scanner', type: 'Scanner', portal: 'scanning?ip=', limit: 5000 }),
  {
    ...usual,
    ...seen,
    name: 'malware/cnc',
    kind: 'cnc',
    type: 'GIB Malware CNC',
    prefix: 'Malware CNC',
    limit: 1000,
  },
  {
    ...usual,
    name: 'malware/malware',
    kind: 'malware',
    type: 'GIB Malware',
    prefix: 'Malware',
    portal: '/malware/reports/',
    limit: 100,
    occurred: ['updatedAt'],
    changed: ['updatedAt'],
  },
  report('hi/threat', 'Cybercriminal'),
  profile('hi/threat_actor', 'Cybercriminal'),
  report('apt/threat', 'Nation-State Cybercriminals'),
  profile('apt/threat_actor', 'Nation-State Cybercriminals'),
] as const satisfies readonly Collection[];

interface SuspiciousIp {
  readonly words: string;
  readonly type: string;
  readonly portal: string;
  readonly limit: number;
}

function suspiciousIp<const Name extends string>(name: Name, { words, type, portal, limit }: SuspiciousIp) {
  return {
    ...usual,
    ...seen,
    name: `suspicious_ip/${name}`,
    kind: 'suspicious-ip',
    type: `GIB Suspicious IP ${type}`,
    prefix: `Suspicious IP ${words}`,
    portal: `/suspicious/${portal}`,
    limit,
  } as const;
}

function report<const Name extends string>(name: Name, whose: string) {
  const type = `GIB ${whose} Threat`;
  const prefix = name.startsWith('hi/') ? `GIB ${whose} Threat Report` : `${whose} Threat Report`;
  return {
    ...usual,
    ...dated,
    name,
    kind: 'threat',
    type,
    prefix,
    portal: '/ta/last-threats?threat=',
    limit: 10,
  } as const;
}

function profile<const Name extends string>(name: Name, whose: string) {
  const type = `GIB ${whose} Threat Actor`;
  const prefix = name.startsWith('hi/') ? `GIB ${whose} Threat Actor Profile` : `${whose} Threat Actor Profile`;
  return {
    ...usual,
    ...dated,
    name,
    kind: 'threat-actor',
    type,
    prefix,
    portal: '/ta/actors?ta=',
    limit: 100,
  } as const;
}

export type CollectionName = (typeof collections)[number]['name'];

/** The collection of that name; absent where there is none. */
export function collectionNamed(name: string): Collection | undefined {
  return collections.find((one) => one.name === name);
}
