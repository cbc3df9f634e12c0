import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startGroupIb } from '../../src/sandbox/group-ib/server.ts';
import type { GroupIbSandbox } from '../../src/sandbox/group-ib/sandbox.ts';
import { mark, world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

/** The full size takes some minutes: `PICKET_ITEMS=2000`. */
const total = Number(process.env['PICKET_ITEMS'] ?? 460);
const restarts = 3;
const secretWord = 'Unmasked-Pa55-x9';
const cardNumber = '4111111111111111';
const patience = { timeout: 150_000, interval: 250 };

async function groupIb(): Promise<GroupIbSandbox> {
  const sandbox = await startGroupIb({ username: 'user@acme.example', apiKey: `${mark}-gib` });
  onTestFinished(async () => sandbox.close());
  return sandbox;
}

const incidentCollections = `
  compromised/account_group compromised/bank_card_group compromised/masked_card compromised/breached compromised/spd
  osi/git_repository osi/public_leak osi/vulnerability attacks/ddos attacks/deface attacks/phishing_group
  attacks/phishing_kit suspicious_ip/tor_node suspicious_ip/open_proxy suspicious_ip/socks_proxy suspicious_ip/vpn
  suspicious_ip/scanner malware/cnc malware/malware hi/threat hi/threat_actor apt/threat apt/threat_actor`
  .trim()
  .split(/\s+/);
/** Whose severity is none of the vendor's: the message shows no change of it. */
const unrated = new Set(['malware/cnc', 'malware/malware']);

function yaml(here: World, url: string): string {
  const [head = ''] = here.yaml().split('instances:');
  return `${head}instances:
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
function messages({ slack }: World): readonly (readonly [key: string, blocks: string])[] {
  return slack.messages('threat-intel').flatMap(({ metadata, blocks }) => {
    const key = /"key":"(acme-gib:[^"]+)"/.exec(JSON.stringify(metadata ?? {}))?.[1];
    return key === undefined ? [] : [[key, JSON.stringify(blocks)] as const];
  });
}

describe('Group-IB, from outside', () => {
  it(
    `keeps one live message with the newest state for each of ${total} items of 23 collections, and leaks nothing`,
    { timeout: 600_000 },
    async () => {
      const here = await world();
      const vendor = await groupIb();
      const items = Array.from({ length: total }, (_, index) => {
        const collection = incidentCollections[index % incidentCollections.length] ?? '';
        const { id } = vendor.addItem(collection, fieldsOf(collection));
        return { collection, id: String(id) };
      });
      for (let request = 9; request < 9000; request += 9) vendor.fault(request, { kind: 'status', status: 503 });
      await here.operator.configure(yaml(here, vendor.url));
      const outputs: string[] = [];

      for (let restart = 0; restart < restarts; restart += 1) {
        const bot = await here.operator.start('--log-level', 'debug');
        await vi.waitFor(() => expect(messages(here).length).toBeGreaterThan((total / 5) * (restart + 1)), patience);
        if (restart < 2)
          for (const { collection, id } of items.slice(0, total / 3))
            vendor.changeItem(collection, id, { fields: { evaluation: evaluation(restart === 0 ? 'green' : 'red') } });
        const { status, out, err } = await bot.signal('SIGTERM');
        expect(status).toBe(0);
        outputs.push(out, err);
      }
      await here.operator.start();

      await vi.waitFor(() => {
        const shown = messages(here);
        expect(shown).toHaveLength(total);
        expect(new Set(shown.map(([key]) => key)).size).toBe(total);
      }, patience);
      await vi.waitFor(() => {
        const shown = new Map(messages(here));
        const stale = items
          .slice(0, total / 3)
          .filter(({ collection }) => !unrated.has(collection))
          .filter(({ collection, id }) => !/High/.test(shown.get(`acme-gib:${collection}/${id}`) ?? ''));
        expect(stale).toEqual([]);
      }, patience);
      const said = JSON.stringify(here.slack.calls());
      for (const text of [said, ...outputs]) {
        expect(text).not.toContain(secretWord);
        expect(text).not.toContain(cardNumber);
      }
    },
  );
});

function fieldsOf(collection: string): { readonly [field: string]: unknown } {
  if (collection === 'compromised/account_group') return { password: secretWord, evaluation: evaluation('green') };
  if (collection === 'compromised/bank_card_group')
    return { cardInfo: { number: cardNumber, cvv: '737' }, evaluation: evaluation('green') };
  return { evaluation: evaluation('green') };
}

function evaluation(severity: 'green' | 'red'): { readonly [field: string]: unknown } {
  return { severity, tlp: 'amber', admiraltyCode: 'B2', credibility: 80, reliability: 80, ttl: 90 };
}
