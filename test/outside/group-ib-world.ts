import { onTestFinished } from 'vitest';
import type { GroupIbSandbox } from '../../src/sandbox/group-ib/sandbox.ts';
import { startGroupIb } from '../../src/sandbox/group-ib/server.ts';
import { mark } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

export const patience = { timeout: 150_000, interval: 250 };

/** What nothing but the store and who may reveal it may ever see. */
export const secretWord = 'Unmasked-Pa55-x9';
export const cardNumber = '4111111111111111';

/** Gone with the test. */
export async function groupIb(): Promise<GroupIbSandbox> {
  const sandbox = await startGroupIb({ username: 'user@acme.example', apiKey: `${mark}-gib` });
  onTestFinished(async () => sandbox.close());
  return sandbox;
}

export const incidentCollections = `
  compromised/account_group compromised/bank_card_group compromised/masked_card compromised/breached compromised/spd
  osi/git_repository osi/public_leak osi/vulnerability attacks/ddos attacks/deface attacks/phishing_group
  attacks/phishing_kit suspicious_ip/tor_node suspicious_ip/open_proxy suspicious_ip/socks_proxy suspicious_ip/vpn
  suspicious_ip/scanner malware/cnc malware/malware hi/threat hi/threat_actor apt/threat apt/threat_actor`
  .trim()
  .split(/\s+/);

/** A `picket.yaml` with that service alone, polled each second, and these rules. */
export function yaml(here: World, url: string, rules: readonly object[] = []): string {
  const [head = ''] = here.yaml().split('instances:');
  return `${head}rules: ${JSON.stringify(rules)}
instances:
  - name: acme-gib
    vendor: group-ib
    url: ${url}
    username: user@acme.example
    apiKey: ${mark}-gib
    pace: { requests: 1000, per: 1 second }
    fetch:
      every: 1 second
      first: 10 years
      collections: [${incidentCollections.join(', ')}]
`;
}

/** Blocks of each live incident message, by key; a key that stands twice is a fault of its own. */
export function messages(
  { slack }: World,
  channel = 'threat-intel',
): readonly (readonly [key: string, blocks: string])[] {
  return slack.messages(channel).flatMap(({ metadata, blocks }) => {
    const key = /"key":"(acme-gib:[^"]+)"/.exec(JSON.stringify(metadata ?? {}))?.[1];
    return key === undefined ? [] : [[key, JSON.stringify(blocks)] as const];
  });
}

/** Fields of an item that make it weigh something, and hold secrets where its collection has any. */
export function fieldsOf(collection: string): { readonly [field: string]: unknown } {
  if (collection === 'compromised/account_group') return { password: secretWord, evaluation: evaluation('green') };
  if (collection === 'compromised/bank_card_group')
    return { cardInfo: { number: cardNumber, cvv: '737' }, evaluation: evaluation('green') };
  return { evaluation: evaluation('green') };
}

export function evaluation(severity: 'green' | 'orange' | 'red', tlp = 'amber'): { readonly [field: string]: unknown } {
  return { severity, tlp, admiraltyCode: 'B2', credibility: 80, reliability: 80, ttl: 90 };
}
