import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../src/domain/outbox.ts';
import type { Store } from '../../../src/ports/store.ts';
import { commit, noon, noticeOf, postOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function outboxContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('outbox', () => {
    it('hands out the entries of a channel in the order in which they were put in', async () => {
      await commit(store, { enqueue: [noticeOf('a'), noticeOf('x', '#vip'), postOf('acme:1')] });
      await commit(store, { enqueue: [noticeOf('b')] });

      expect(await drain(store, '#soc')).toEqual(['a', 'acme:1', 'b']);
      expect([...(await store.channelsWaiting())]).toEqual(['#vip']);
      expect(await store.nextEntry('#soc')).toBeUndefined();
    });

    it('gives a new entry its place and state', async () => {
      await commit(store, { enqueue: [postOf('acme:1')] });

      const entry = await entryOf(store);

      expect(entry).toMatchObject({ ...postOf('acme:1'), state: 'waiting', attempts: 0 });
    });

    it('merges an incident entry into one that waits for the same key and channel', async () => {
      await commit(store, { enqueue: [postOf('acme:1'), noticeOf('a'), postOf('acme:1')] });
      await commit(store, { enqueue: [postOf('acme:1'), postOf('acme:1', '#vip'), postOf('acme:2')] });

      expect(await drain(store, '#soc')).toEqual(['acme:1', 'a', 'acme:2']);
      expect(await drain(store, '#vip')).toEqual(['acme:1']);
    });

    it('merges a summary entry into one that waits for the same summary and channel', async () => {
      const summary = (id: string, channel = '#soc') => ({ kind: 'summary', id, channel, createdAt: noon }) as const;
      await commit(store, { enqueue: [summary('s1'), noticeOf('a'), summary('s1')] });
      await commit(store, { enqueue: [summary('s1'), summary('s1', '#vip'), summary('s2'), postOf('s1')] });

      expect(await drain(store, '#soc')).toEqual(['s1', 'a', 's2', 's1']);
      expect(await drain(store, '#vip')).toEqual(['s1']);
    });

    it('does not merge into an entry that the same commit confirms', async () => {
      await commit(store, { enqueue: [postOf('acme:1')] });
      const { sequence } = await entryOf(store);

      await commit(store, { delivered: [sequence], enqueue: [postOf('acme:1')] });

      expect((await entryOf(store)).sequence).toBeGreaterThan(sequence);
    });

    it('does not merge into an entry that is buried', async () => {
      await commit(store, { enqueue: [postOf('acme:1')] });
      await commit(store, { entries: [{ ...(await entryOf(store)), state: 'buried' }] });

      await commit(store, { enqueue: [postOf('acme:1')] });

      expect(await store.outboxDepth()).toBe(1);
      expect(await store.buried()).toHaveLength(1);
    });

    it('keeps threads and notices apart, however alike', async () => {
      await commit(store, { enqueue: [noticeOf('a'), noticeOf('a')] });

      expect(await store.outboxDepth()).toBe(2);
    });

    it('confirms an entry once: again changes nothing', async () => {
      await commit(store, { enqueue: [noticeOf('a'), noticeOf('b')] });
      const { sequence } = await entryOf(store);

      await commit(store, { delivered: [sequence] });
      await commit(store, { delivered: [sequence, 999] });

      expect(await drain(store, '#soc')).toEqual(['b']);
    });

    it('keeps the place of an entry that failed, with what its failure left', async () => {
      await commit(store, { enqueue: [noticeOf('a'), noticeOf('b')] });
      const tried: OutboxEntry = { ...(await entryOf(store)), attempts: 1, notBefore: noon, lastError: 'ratelimited' };

      await commit(store, { entries: [tried] });

      expect(await entryOf(store)).toEqual(tried);
    });

    it('does not bring back an entry that was confirmed meanwhile', async () => {
      await commit(store, { enqueue: [noticeOf('a')] });
      const entry = await entryOf(store);
      await commit(store, { delivered: [entry.sequence] });

      await commit(store, { entries: [{ ...entry, attempts: 1 }] });

      expect(await store.outboxDepth()).toBe(0);
    });

    it('buries an entry out of the way of the next, and takes it back into its old place', async () => {
      await commit(store, { enqueue: [noticeOf('a'), noticeOf('b')] });
      const entry = await entryOf(store);

      await commit(store, { entries: [{ ...entry, state: 'buried', lastError: 'is_archived' }] });
      expect(await titleOfNext(store)).toBe('b');
      expect(await store.outboxDepth()).toBe(1);
      expect(await store.buried()).toMatchObject([{ sequence: entry.sequence, lastError: 'is_archived' }]);

      await commit(store, { entries: [entry] });
      expect(await drain(store, '#soc')).toEqual(['a', 'b']);
    });

    it('never gives a sequence twice, over restarts neither', async () => {
      await commit(store, { enqueue: [noticeOf('a')] });
      const { sequence } = await entryOf(store);
      await commit(store, { delivered: [sequence] });

      const again = await current().reopen();
      await commit(again, { enqueue: [noticeOf('b')] });

      expect((await entryOf(again)).sequence).toBeGreaterThan(sequence);
    });

    it('has the same queue, merges and buried entries after a restart', async () => {
      await commit(store, { enqueue: [noticeOf('gone'), postOf('acme:1'), noticeOf('b')] });
      await commit(store, { entries: [{ ...(await entryOf(store)), state: 'buried' }] });

      const again = await current().reopen();
      await commit(again, { enqueue: [postOf('acme:1')] });

      expect(await again.buried()).toHaveLength(1);
      expect(await drain(again, '#soc')).toEqual(['acme:1', 'b']);
    });
  });
}

async function entryOf(store: Store, channel = '#soc'): Promise<OutboxEntry> {
  const entry = await store.nextEntry(channel);
  if (entry === undefined) throw new Error(`nothing waits in ${channel}`);
  return entry;
}

function labelOf(entry: OutboxEntry): string {
  if (entry.kind === 'notice') return entry.notice.title;
  return entry.kind === 'summary' ? entry.id : entry.key;
}

async function titleOfNext(store: Store): Promise<string> {
  return labelOf(await entryOf(store));
}

/** Confirms entry after entry of a channel; gives what they were. */
async function drain(store: Store, channel: string): Promise<readonly string[]> {
  const labels: string[] = [];
  for (let entry = await store.nextEntry(channel); entry !== undefined; entry = await store.nextEntry(channel)) {
    labels.push(labelOf(entry));
    await commit(store, { delivered: [entry.sequence] });
  }
  return labels;
}
