import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../src/domain/outbox.ts';
import type { Store } from '../../../src/ports/store.ts';
import { commit, noon, noticeOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function lanesContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('lanes', () => {
    const early = '2026-03-01T11:00:00.000Z';
    const earliest = '2026-03-01T10:00:00.000Z';

    it('say how much waits in each channel and since when, the longest waiting first', async () => {
      await commit(store, {
        enqueue: [
          { ...noticeOf('a', '#early'), createdAt: early },
          { ...noticeOf('b', '#earliest'), createdAt: earliest },
          noticeOf('c', '#late'),
          noticeOf('d', '#early'),
        ],
      });

      const lanes = [
        { channel: '#earliest', count: 1, since: earliest },
        { channel: '#early', count: 2, since: early },
        { channel: '#late', count: 1, since: noon },
      ];
      expect(await store.lanes()).toEqual(lanes);
      expect(await (await current().reopen()).lanes()).toEqual(lanes);
    });

    it('are as old as the oldest entry, wherever it stands', async () => {
      await commit(store, { enqueue: [noticeOf('a'), { ...noticeOf('b'), createdAt: early }, noticeOf('c')] });

      expect(await store.lanes()).toEqual([{ channel: '#soc', count: 3, since: early }]);
    });

    it('are none where nothing waits', async () => {
      expect(await store.lanes()).toEqual([]);
    });

    it('count what is being sent, and neither what is buried nor what is delivered', async () => {
      await commit(store, {
        enqueue: [
          { ...noticeOf('buried'), createdAt: earliest },
          { ...noticeOf('sending'), createdAt: early },
          noticeOf('waiting'),
          noticeOf('delivered', '#vip'),
        ],
      });
      const [buried, delivered] = [await firstOf(store, '#soc'), await firstOf(store, '#vip')];
      await commit(store, { entries: [{ ...buried, state: 'buried' }], delivered: [delivered.sequence] });
      const sending = await firstOf(store, '#soc');

      await commit(store, {
        entries: [{ ...sending, state: 'sending', attempt: { id: 'a1', startedAt: noon, looks: 0 } }],
      });

      expect(await store.lanes()).toEqual([{ channel: '#soc', count: 2, since: early }]);
    });
  });
}

async function firstOf(store: Store, channel: string): Promise<OutboxEntry> {
  const entry = await store.nextEntry(channel);
  if (entry === undefined) throw new Error(`nothing waits in ${channel}`);
  return entry;
}
