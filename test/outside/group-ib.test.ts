import { describe, expect, it, vi } from 'vitest';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import {
  cardNumber,
  evaluation,
  fieldsOf,
  groupIb,
  incidentCollections,
  messages,
  patience,
  secretWord,
  yaml,
} from './group-ib-world.ts';

/** The full size takes some minutes: `PICKET_ITEMS=2000`. */
const total = Number(process.env['PICKET_ITEMS'] ?? 460);
const restarts = 3;
/** Whose severity is none of the vendor's: the message shows no change of it. */
const unrated = new Set(['malware/cnc', 'malware/malware']);
/** Closed by a person before their last update: posted anew. */
const closedCount = 5;

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
      await here.operator.configure(yaml(here, vendor.url, [recreating]));
      const outputs: string[] = [];
      const closed: string[] = [];
      const ratedUpdates = new Set(
        items
          .slice(0, total / 3)
          .filter(({ collection }) => !unrated.has(collection))
          .map(({ collection, id }) => `acme-gib:${collection}/${id}`),
      );

      for (let restart = 0; restart < restarts; restart += 1) {
        const bot = await here.operator.start('--log-level', 'debug');
        await vi.waitFor(() => expect(messages(here).length).toBeGreaterThan((total / 5) * (restart + 1)), patience);
        if (restart === 1) {
          closed.push(
            ...messages(here)
              .flatMap(([key]) => (ratedUpdates.has(key) ? [key] : []))
              .slice(0, closedCount),
          );
          for (const key of closed) await close(here, key);
        }
        if (restart < 2)
          for (const { collection, id } of items.slice(0, total / 3))
            vendor.changeItem(collection, id, { fields: { evaluation: evaluation(restart === 0 ? 'orange' : 'red') } });
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
        expect([...ratedUpdates].filter((key) => !/High/.test(shown.get(key) ?? ''))).toEqual([]);
      }, patience);
      const anew = new Map(messages(here));
      expect(closed).toHaveLength(closedCount);
      expect(closed.filter((key) => !/Earlier thread/.test(anew.get(key) ?? ''))).toEqual([]);
      expect([...anew.values()].filter((blocks) => /Earlier thread/.test(blocks))).toHaveLength(closedCount);
      const retired = here.slack.messages('threat-intel').filter(({ text }) => text.includes('in a newer message'));
      expect(retired).toHaveLength(closedCount);
      const said = JSON.stringify(here.slack.calls());
      for (const text of [said, ...outputs]) {
        expect(text).not.toContain(secretWord);
        expect(text).not.toContain(cardNumber);
      }
    },
  );
});

const recreating = { when: 'vendor = "group-ib"', onUpdate: 'recreate-closed' };

/** Closes an incident in Slack, and sees it closed. */
async function close(here: World, key: string): Promise<void> {
  await here.slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text: `status ${key} Resolved` });
  await vi.waitFor(() => {
    expect(messages(here).find(([one]) => one === key)?.[1]).toContain('Resolved');
  }, patience);
}
