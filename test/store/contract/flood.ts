import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../src/domain/outbox.ts';
import type { Changes, Store } from '../../../src/ports/store.ts';
import { commit, floodMarkOf, incidentOf, newPostOf, noon, noticeOf, postOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function floodContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('flood of a poll and channel', () => {
    beforeEach(async () => {
      const externalIds = Array.from({ length: 20 }, (_, index) => String(index));
      await commit(store, { incidents: externalIds.map((externalId) => incidentOf({ externalId })) });
    });

    it('is the marked entries that wait there, in their order, as they are', async () => {
      await commit(store, {
        enqueue: [
          newPostOf('acme:3', 'p1'),
          newPostOf('acme:4', 'p2'),
          newPostOf('acme:5', 'p1', '#vip'),
          postOf('acme:6'),
          noticeOf('a'),
          newPostOf('acme:1', 'p1'),
        ],
      });
      await commit(store, { enqueue: [newPostOf('acme:2', 'p1')] });

      const flood = await floodOf(store, 'p1');

      expect(keysOf(flood)).toEqual(['acme:3', 'acme:1', 'acme:2']);
      expect(flood[0]).toEqual(await store.nextEntry('#soc'));
      expect(keysOf(await floodOf(store, 'p1', '#vip'))).toEqual(['acme:5']);
      expect(await floodOf(store, 'p9')).toEqual([]);
      expect(keysOf(await floodOf(await current().reopen(), 'p1'))).toEqual(['acme:3', 'acme:1', 'acme:2']);
    });

    const message = { channelId: 'C1', messageTs: '1.1' };
    it.each<[string, (entry: OutboxEntry) => Changes]>([
      ['is delivered', ({ sequence }) => ({ delivered: [sequence] })],
      ['is buried', (entry) => ({ entries: [{ ...entry, state: 'buried' }] })],
      ['is being sent', (entry) => ({ entries: [sendingOf(entry)] })],
      ['shows an incident that has its message', () => ({ incidents: [incidentOf({ message })] })],
      ['goes by itself from now on', (entry) => ({ entries: [unmarked(entry)] })],
      ['was asked for again by itself', () => ({ enqueue: [postOf('acme:1')] })],
    ])('is without an entry that %s', async (_, change) => {
      await commit(store, { enqueue: [newPostOf('acme:1', 'p1'), newPostOf('acme:2', 'p1')] });

      await commit(store, change(await firstOf(store, 'p1')));

      expect(keysOf(await floodOf(store, 'p1'))).toEqual(['acme:2']);
    });

    it('is without an entry whose incident is not known', async () => {
      await commit(store, { enqueue: [newPostOf('acme:gone', 'p1'), newPostOf('acme:2', 'p1')] });

      expect(keysOf(await floodOf(store, 'p1'))).toEqual(['acme:2']);
    });

    it('has an entry that waits again in its old place', async () => {
      await commit(store, { enqueue: [newPostOf('acme:1', 'p1'), newPostOf('acme:2', 'p1')] });
      const first = await firstOf(store, 'p1');
      await commit(store, { entries: [sendingOf(first)] });

      await commit(store, { entries: [{ ...first, attempts: 1, notBefore: noon }] });

      expect(await floodOf(store, 'p1')).toMatchObject([{ ...first, attempts: 1, notBefore: noon }, { key: 'acme:2' }]);
    });

    it('keeps the mark of a waiting entry that a marked one merges into', async () => {
      await commit(store, { enqueue: [newPostOf('acme:1', 'p1'), newPostOf('acme:1', 'p2')] });

      await commit(store, { enqueue: [newPostOf('acme:1', 'p2')] });

      expect(await floodOf(store, 'p1')).toMatchObject([{ key: 'acme:1', flood: floodMarkOf('p1') }]);
      expect(await floodOf(store, 'p2')).toEqual([]);
      expect(await store.outboxDepth()).toBe(1);
    });

    it('takes no entry that waited without a mark', async () => {
      await commit(store, { enqueue: [postOf('acme:1'), newPostOf('acme:1', 'p1')] });

      await commit(store, { enqueue: [newPostOf('acme:1', 'p1')] });

      expect(await floodOf(store, 'p1')).toEqual([]);
      expect(await store.outboxDepth()).toBe(1);
    });

    it('leaves the place and the failures of an entry whose mark is taken away', async () => {
      await commit(store, { enqueue: [newPostOf('acme:1', 'p1'), noticeOf('a')] });
      const tried: OutboxEntry = { ...(await firstOf(store, 'p1')), attempts: 2, notBefore: noon, lastError: 'fatal' };
      await commit(store, { entries: [tried] });

      await commit(store, { enqueue: [postOf('acme:1')] });

      expect(await store.nextEntry('#soc')).toEqual(unmarked(tried));
    });

    it('is given out once, to however many take from it at once', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `acme:${index}`);
      await commit(store, { enqueue: keys.map((key) => newPostOf(key, 'p1')) });

      const takeTwo = (): Promise<readonly OutboxEntry[]> =>
        store.transact({ keys: [], flood: { channel: '#soc', poll: 'p1' } }, ({ flood }) => {
          const taken = flood.slice(0, 2);
          return { delivered: taken.map(({ sequence }) => sequence), result: taken };
        });
      const taken = await Promise.all(keys.map(takeTwo));

      expect(keysOf(taken.flat()).toSorted()).toEqual(keys.toSorted());
      expect(await floodOf(store, 'p1')).toEqual([]);
    });

    it('shows a decision what came in before it', async () => {
      const scope = { keys: [], flood: { channel: '#soc', poll: 'p1' } };
      const append = (key: string): Promise<number> =>
        store.transact(scope, ({ flood }) => ({ enqueue: [newPostOf(key, 'p1')], result: flood.length }));

      const seen = await Promise.all(['acme:1', 'acme:2', 'acme:3', 'acme:4'].map(append));

      expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3]));
    });
  });
}

function floodOf(store: Store, poll: string, channel = '#soc'): Promise<readonly OutboxEntry[]> {
  return store.transact({ keys: [], flood: { channel, poll } }, ({ flood }) => ({ result: flood }));
}

async function firstOf(store: Store, poll: string): Promise<OutboxEntry> {
  const [first] = await floodOf(store, poll);
  if (first === undefined) throw new Error(`nothing waits of ${poll}`);
  return first;
}

function keysOf(entries: readonly OutboxEntry[]): readonly string[] {
  return entries.map((entry) => (entry.kind === 'incident' ? entry.key : entry.kind));
}

function sendingOf(entry: OutboxEntry): OutboxEntry {
  return { ...entry, state: 'sending', attempt: { id: 'a1', startedAt: noon, looks: 0 } };
}

function unmarked(entry: OutboxEntry): OutboxEntry {
  if (entry.kind !== 'incident') return entry;
  const { flood: _flood, ...rest } = entry;
  return rest;
}
