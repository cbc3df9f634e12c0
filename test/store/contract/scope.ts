import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../src/domain/outbox.ts';
import type { Known, Scope, Store } from '../../../src/ports/store.ts';
import { claimOf, commit, noon, noticeOf, summaryOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function scopeContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('scope', () => {
    const checkpoint = { instance: 'acme', feed: 'alarms', cursor: { after: 1 }, at: noon };

    it('that asks about nothing shows nothing', async () => {
      await commit(store, { enqueue: [noticeOf('a')], claims: [claimOf()], summaries: [summaryOf()], checkpoint });

      const known = await knownOf(store, { keys: [] });

      expect(known).toEqual({
        incidents: new Map(),
        rejections: new Set(),
        entries: new Map(),
        claims: new Map(),
        summaries: new Map(),
        checkpoint: undefined,
        flood: [],
      });
    });

    it('shows the claims and summaries asked about that there are', async () => {
      await commit(store, {
        claims: [claimOf(), claimOf({ id: 'c2' })],
        summaries: [summaryOf(), summaryOf({ id: 's2' })],
      });

      const { claims, summaries } = await knownOf(store, { keys: [], claims: ['c2', 'c9'], summaries: ['s9', 's1'] });

      expect([...claims]).toEqual([['c2', claimOf({ id: 'c2' })]]);
      expect([...summaries]).toEqual([['s1', summaryOf()]]);
    });

    it('shows the checkpoint of one feed, or that there is none', async () => {
      await commit(store, { checkpoint });

      const [known, other] = await Promise.all([
        knownOf(store, { keys: [], checkpoint: { instance: 'acme', feed: 'alarms' } }),
        knownOf(store, { keys: [], checkpoint: { instance: 'acme', feed: 'ioc' } }),
      ]);

      expect(known.checkpoint).toEqual(checkpoint);
      expect(other.checkpoint).toBeUndefined();
    });

    it('loses nothing of twenty decisions on one checkpoint at once', async () => {
      const raise = (): Promise<number> =>
        store.transact({ keys: [], checkpoint: { instance: 'acme', feed: 'alarms' } }, ({ checkpoint: before }) => {
          const cursor = Number(before?.cursor ?? 0) + 1;
          return { checkpoint: { ...checkpoint, cursor }, result: cursor };
        });

      const cursors = await Promise.all(Array.from({ length: 20 }, raise));

      expect(cursors.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });

    it('shows the entries asked about that are in the outbox, in any state', async () => {
      await commit(store, { enqueue: ['#a', '#b', '#c', '#d'].map((channel) => noticeOf(channel, channel)) });
      const [waiting, sent, last] = await Promise.all(['#a', '#b', '#c'].map((channel) => entryOf(store, channel)));
      if (waiting === undefined || sent === undefined || last === undefined) throw new Error('too few wait');
      const buried: OutboxEntry = { ...last, state: 'buried' };
      await commit(store, { entries: [buried], delivered: [sent.sequence] });

      const asked = [waiting.sequence, sent.sequence, buried.sequence, 999_999];
      const { entries } = await knownOf(store, { keys: [], entries: asked });

      expect([...entries].toSorted(([a], [b]) => a - b)).toEqual([
        [waiting.sequence, waiting],
        [buried.sequence, buried],
      ]);
    });

    it('shows an entry to one of many that confirm it at once', async () => {
      await commit(store, { enqueue: [noticeOf('a')] });
      const { sequence } = await entryOf(store, '#soc');

      const confirm = (): Promise<boolean> =>
        store.transact({ keys: [], entries: [sequence] }, ({ entries }) => ({
          delivered: [sequence],
          result: entries.has(sequence),
        }));
      const found = await Promise.all(Array.from({ length: 20 }, confirm));

      expect(found.filter(Boolean)).toHaveLength(1);
    });
  });
}

function knownOf(store: Store, scope: Scope): Promise<Known> {
  return store.transact(scope, (known) => ({ result: known }));
}

async function entryOf(store: Store, channel: string): Promise<OutboxEntry> {
  const entry = await store.nextEntry(channel);
  if (entry === undefined) throw new Error(`nothing waits in ${channel}`);
  return entry;
}
