import { FAKE_ACCOUNT, PHISHING, ROGUE_APP } from './brand-abuse.ts';
import { CERTIFICATE, OPEN_PORT, SOURCE_CODE, VULNERABLE_PRODUCT } from './exposure.ts';
import { RANSOMWARE, STOLEN_CREDENTIAL } from './intrusion.ts';
import type { Writer } from './scene.ts';
import { BLACK_MARKET, LEAKED_CREDENTIAL } from './underground.ts';

/** A kind of finding: the title that carries it, who writes it up, and how often it comes beside the others. */
export interface Kind {
  readonly title: string;
  readonly writers: readonly Writer[];
  readonly weight: number;
}

export const KINDS: readonly Kind[] = [
  { title: 'Phishing Domain Detected', writers: PHISHING, weight: 5 },
  { title: 'Rogue Mobile App Detected', writers: ROGUE_APP, weight: 1 },
  { title: 'Fake SM Account Detected', writers: FAKE_ACCOUNT, weight: 2 },
  { title: 'Black Market Listing Detected', writers: BLACK_MARKET, weight: 2 },
  { title: 'Leaked Credential Detected', writers: LEAKED_CREDENTIAL, weight: 2 },
  { title: 'Stolen Credential', writers: STOLEN_CREDENTIAL, weight: 2 },
  { title: 'Open Port Detected', writers: OPEN_PORT, weight: 3 },
  { title: 'Certificate Expiry Notice', writers: CERTIFICATE, weight: 1 },
  { title: 'Vulnerable Product Detected', writers: VULNERABLE_PRODUCT, weight: 2 },
  { title: 'Ransomware Group Mention', writers: RANSOMWARE, weight: 1 },
  { title: 'Source Code Leak Detected', writers: SOURCE_CODE, weight: 1 },
];
