import { ACCOUNTS, BREACHES, PAYMENT_DETAILS } from './accounts.ts';
import { OPEN_PROXIES, SCANNERS, SOCKS_PROXIES, TOR_NODES, VPNS } from './addresses.ts';
import { DEFACED, FLOODED } from './attacks.ts';
import { CARD_GROUPS, MASKED_CARDS } from './cards.ts';
import { PASTES, REPOSITORIES_LEAKED } from './leaks.ts';
import { CONTROL_SERVERS, DESCRIPTIONS, INDICATORS } from './malware.ts';
import { CAMPAIGNS, KITS } from './phishing.ts';
import type { Writer } from './scene.ts';
import { CRIME_ACTORS, CRIME_REPORTS, STATE_ACTORS, STATE_REPORTS } from './threats.ts';
import { VULNERABILITIES } from './vulnerabilities.ts';

/** What the story tells of: a collection, how its items are written, and how often they come. */
export interface Kind {
  readonly collection: string;
  readonly writers: readonly Writer[];
  readonly weight: number;
}

/** The 23 collections that incidents are made of (CONTRACT.md §6), and that of the indicators. */
export const KINDS: readonly Kind[] = [
  { collection: 'compromised/account_group', writers: ACCOUNTS, weight: 5 },
  { collection: 'compromised/bank_card_group', writers: CARD_GROUPS, weight: 3 },
  { collection: 'compromised/masked_card', writers: MASKED_CARDS, weight: 2 },
  { collection: 'compromised/breached', writers: BREACHES, weight: 2 },
  { collection: 'compromised/spd', writers: PAYMENT_DETAILS, weight: 1 },
  { collection: 'osi/git_repository', writers: REPOSITORIES_LEAKED, weight: 2 },
  { collection: 'osi/public_leak', writers: PASTES, weight: 2 },
  { collection: 'osi/vulnerability', writers: VULNERABILITIES, weight: 2 },
  { collection: 'attacks/ddos', writers: FLOODED, weight: 1 },
  { collection: 'attacks/deface', writers: DEFACED, weight: 1 },
  { collection: 'attacks/phishing_group', writers: CAMPAIGNS, weight: 5 },
  { collection: 'attacks/phishing_kit', writers: KITS, weight: 1 },
  { collection: 'suspicious_ip/tor_node', writers: TOR_NODES, weight: 1 },
  { collection: 'suspicious_ip/open_proxy', writers: OPEN_PROXIES, weight: 1 },
  { collection: 'suspicious_ip/socks_proxy', writers: SOCKS_PROXIES, weight: 1 },
  { collection: 'suspicious_ip/vpn', writers: VPNS, weight: 1 },
  { collection: 'suspicious_ip/scanner', writers: SCANNERS, weight: 1 },
  { collection: 'malware/cnc', writers: CONTROL_SERVERS, weight: 1 },
  { collection: 'malware/malware', writers: DESCRIPTIONS, weight: 1 },
  { collection: 'hi/threat', writers: CRIME_REPORTS, weight: 2 },
  { collection: 'hi/threat_actor', writers: CRIME_ACTORS, weight: 1 },
  { collection: 'apt/threat', writers: STATE_REPORTS, weight: 2 },
  { collection: 'apt/threat_actor', writers: STATE_ACTORS, weight: 1 },
  { collection: 'ioc/common', writers: INDICATORS, weight: 3 },
];
