import { beforeEach, describe, expect, it } from 'vitest';
import type { NewOutboxEntry } from '../../../src/domain/outbox.ts';
import type { Store } from '../../../src/ports/store.ts';
import { commit, newPostOf, noon, summaryOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function summariesContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('summaries', () => {
    it('are kept with all that they say, over a restart', async () => {
      const summary = summaryOf({
        keys: Array.from({ length: 500 }, (_, index) => `acme:${500 - index}`),
        severities: { critical: 1, high: 499 },
        message: { channelId: 'C1', messageTs: '1.1' },
      });

      await commit(store, { summaries: [summary, summaryOf({ id: 's2' })] });

      expect(await store.summary('s1')).toEqual(summary);
      expect(await store.summary('s3')).toBeUndefined();
      expect(await (await current().reopen()).summary('s1')).toEqual(summary);
    });

    it('are replaced by id, with what joined them', async () => {
      await commit(store, { summaries: [summaryOf()] });
      const joined = summaryOf({ keys: ['acme:1', 'acme:2', 'acme:3'], revision: 2, types: { Phishing: 2, Leak: 1 } });

      await commit(store, { summaries: [joined] });

      expect(await store.summary('s1')).toEqual(joined);
    });

    it('lose nothing of what joins at once', async () => {
      await commit(store, { summaries: [summaryOf({ keys: [] })] });

      const join = (key: string): Promise<void> =>
        store.transact({ keys: [], summaries: ['s1'] }, ({ summaries }) => ({
          summaries: [summaryOf({ keys: [...(summaries.get('s1')?.keys ?? []), key] })],
          result: undefined,
        }));
      const keys = Array.from({ length: 20 }, (_, index) => `acme:${index}`);
      await Promise.all(keys.map(join));

      expect([...((await store.summary('s1'))?.keys ?? [])].toSorted()).toEqual(keys.toSorted());
    });

    it.each(['__proto__', 'constructor', 'Sızıntı 🔥', 'a\u0000b', ''])('count a type of the name %j', async (type) => {
      const types = Object.fromEntries([[type, 3]]);

      await commit(store, { summaries: [summaryOf({ types })] });

      const kept = await (await current().reopen()).summary('s1');
      expect(Object.entries(kept?.types ?? {})).toEqual([[type, 3]]);
    });
  });

  describe('effects around summaries', () => {
    const place = { channel: '#soc', createdAt: noon };

    it.each<[string, NewOutboxEntry]>([
      ['showing a summary', { kind: 'summary', id: 's1', ...place }],
      [
        'removing a message',
        { kind: 'remove', key: 'acme:1', message: { channelId: 'C1', messageTs: '1.1' }, ...place },
      ],
      ['showing an incident of a flood', newPostOf('acme:1', 'p1')],
    ])('keeps the effect of %s as it was decided', async (_, effect) => {
      await commit(store, { enqueue: [effect] });

      expect(await (await current().reopen()).nextEntry('#soc')).toMatchObject(effect);
    });
  });
}
