import { describe, expect, it, vi } from 'vitest';
import { world } from '../support/outside.ts';
import { messages, patience, rapid7, yaml } from './rapid7-world.ts';

const count = 500;
const updates = 200;

describe('Rapid7 Threat Command, from outside', () => {
  it(
    `shows the newest state of ${count} alerts after ${updates} updates, faults and a restart`,
    { timeout: 240_000 },
    async () => {
      const here = await world();
      const vendor = await rapid7();
      const ids = Array.from({ length: count }, (_, index) => {
        const Details = {
          Title: `Alert ${index}`,
          Description: 'A look-alike domain.',
          Type: 'Phishing',
          SubType: 'RegisteredSuspiciousDomain',
          Severity: 'Low',
        };
        const { _id: id } = vendor.addAlert({ Details });
        return id;
      });
      for (let request = 7; request < 6000; request += 7) vendor.fault(request, { kind: 'status', status: 503 });
      await here.operator.configure(yaml(here, vendor.url));
      const first = await here.operator.start();

      await vi.waitFor(() => expect(messages(here).size).toBeGreaterThan(count / 3), patience);
      expect((await first.signal('SIGTERM')).status).toBe(0);
      for (const id of ids.slice(0, updates)) vendor.changeAlert(id, { Details: { Severity: 'High' } });
      await here.operator.start();

      await vi.waitFor(() => {
        const shown = [...messages(here)];
        expect(shown).toHaveLength(count);
        for (const [index, id] of ids.entries()) {
          const [, blocks = ''] = shown.find(([key]) => key.startsWith(`acme-r7:${id} `)) ?? [];
          expect(blocks).toContain(index < updates ? 'High' : 'Low');
        }
      }, patience);
    },
  );
});
