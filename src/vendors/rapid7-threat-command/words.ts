import type { Severity } from '../../domain/severity.ts';

/** Source: CONTRACT.md §3, §4.2.1. */
export const alertTypes = [
  'AttackIndication',
  'DataLeakage',
  'Phishing',
  'BrandSecurity',
  'ExploitableData',
  'vip',
] as const;

/** As people write them; on the wire without the blank. */
export const networkTypes = ['Clear Web', 'Dark Web'] as const;

/** Source types as the alert filter has them; the alerts themselves have others (CONTRACT.md §10, 1). */
export const fetchedSourceTypes = [
  'ApplicationStores',
  'BlackMarkets',
  'HackingForums',
  'SocialMedia',
  'PasteSites',
  'Others',
] as const;

export const alertSeverities = ['High', 'Medium', 'Low'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** `Dark Web` as `DarkWeb`: the wire has no blanks (CONTRACT.md §4.2.1). */
export function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/** Whether two words are the same but for blanks and letter case. */
export function sameWord(a: string, b: string): boolean {
  return withoutBlanks(a).toLowerCase() === withoutBlanks(b).toLowerCase();
}

/** `CredentialsLeakage` as `Credentials Leakage`. */
export function spaced(word: string): string {
  return word.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2');
}

const severityOf: { readonly [word in AlertSeverity | 'Critical']: Severity } = {
  Critical: 'critical',
  High: 'high',
  Medium: 'medium',
  Low: 'low',
};

/** Our severity for a word of theirs; `unknown` where it is missing or new. */
export function severityFrom(text: string | undefined): Severity {
  const word = Object.entries(severityOf).find(([known]) => text !== undefined && sameWord(known, text));
  return word?.[1] ?? 'unknown';
}

/** Source: CONTRACT.md §4.3.2. */
export const closeReasons = [
  'Problem Solved',
  'Informational Only',
  'Problem We Are Already Aware Of',
  'Company Owned Domain',
  'Legitimate Application/Profile',
  'Not Related To My Company',
  'False Positive',
  'Other',
] as const;

/** Types as people write them, and source types as the alert filter means them (CONTRACT.md §7.3, §10, 1). */
export const alertTypeNames = [
  'Attack Indication',
  'Data Leakage',
  'Phishing',
  'Brand Security',
  'Exploitable Data',
  'vip',
] as const;
export const sourceTypeNames = [
  'Application Stores',
  'Black Markets',
  'Hacking Forums',
  'Social Media',
  'Paste Sites',
  'Others',
] as const;
