import type { CollectionName } from './collections.ts';

/** Names that the vendor replaced. Source: CONTRACT.md §4. */
const replacements: { readonly [name: string]: CollectionName } = {
  'malware/targeted_malware': 'malware/malware',
  'compromised/card': 'compromised/bank_card_group',
  'compromised/bank_card': 'compromised/bank_card_group',
  'compromised/masked_cards': 'compromised/masked_card',
  'compromised/account': 'compromised/account_group',
  'attacks/phishing': 'attacks/phishing_group',
};

const removed: ReadonlySet<string> = new Set(['bp/phishing', 'bp/phishing_kit', 'compromised/imei']);

/** What is wrong with a name that the vendor had once; absent where it never was, or is in use. */
export function outdatedName(name: string): string | undefined {
  const replacement = replacements[name];
  if (replacement !== undefined) return `Collection ${name} is obsolete. Please use ${replacement}`;
  return removed.has(name) ? `The ${name} collection is not valid` : undefined;
}
