import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { auditOf, commit, indicatorOf, noon, rejectionOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function otherRecordsContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('checkpoints, rejections, indicators, pauses, audit', () => {
    it('keeps one checkpoint a feed', async () => {
      const checkpoint = { instance: 'acme', feed: 'alarms', cursor: { after: 1 }, at: noon };
      await commit(store, { checkpoint });
      await commit(store, { checkpoint: { ...checkpoint, feed: 'ioc', cursor: null } });
      await commit(store, { checkpoint: { ...checkpoint, cursor: { after: 2 } } });

      const again = await current().reopen();

      expect(await again.checkpoint('acme', 'alarms')).toEqual({ ...checkpoint, cursor: { after: 2 } });
      expect((await again.checkpoint('acme', 'ioc'))?.cursor).toBeNull();
      expect(await again.checkpoint('other', 'alarms')).toBeUndefined();
    });

    it('counts a rejected record by its id and keeps when it first came', async () => {
      const rejected = { instance: 'acme', feed: 'alarms', at: noon, records: [rejectionOf('a')] };
      await commit(store, { rejected });
      await commit(store, { rejected: { ...rejected, at: '2026-03-02T00:00:00.000Z' } });
      await commit(store, { rejected: { ...rejected, instance: 'other' } });

      expect(await store.rejections('acme')).toEqual([
        {
          ...rejectionOf('a'),
          instance: 'acme',
          feed: 'alarms',
          firstSeenAt: noon,
          lastSeenAt: '2026-03-02T00:00:00.000Z',
          count: 2,
        },
      ]);
    });

    it('replaces an indicator of the same feed, unless the known one is newer', async () => {
      const old = indicatorOf({ updatedAt: '2026-03-01T00:00:00Z', tags: ['old'] });
      const recent = indicatorOf({ updatedAt: '2026-03-01T00:00:00.500Z', tags: ['recent'] });
      await commit(store, { indicators: [old] });
      await commit(store, { indicators: [recent, indicatorOf({ feed: 'taxii' })] });
      await commit(store, { indicators: [old] });

      const records = await (
        await current().reopen()
      ).indicator({ indicator: { kind: 'ip', value: '192.0.2.1' }, limit: 9 });

      expect(records).toHaveLength(2);
      expect(records).toContainEqual(recent);
      expect(records).toContainEqual(indicatorOf({ feed: 'taxii' }));
    });

    it('gives so many records of an indicator, and those of the instances asked about', async () => {
      const feeds = ['a', 'a-b', 'b'].flatMap((instance) => ['ioc', 'taxii'].map((feed) => ({ instance, feed })));
      await commit(store, { indicators: feeds.map(indicatorOf) });
      const indicator = { kind: 'ip', value: '192.0.2.1' } as const;

      expect(await store.indicator({ indicator, limit: 4 })).toHaveLength(4);
      const found = await store.indicator({ indicator, instances: ['a', 'c'], limit: 4 });
      expect(found.map(({ instance, feed }) => [instance, feed])).toEqual([
        ['a', 'ioc'],
        ['a', 'taxii'],
      ]);
      expect(await store.indicator({ indicator, instances: [], limit: 4 })).toEqual([]);
    });

    it('replaces an indicator that does not say when it changed', async () => {
      await commit(store, { indicators: [indicatorOf({ updatedAt: noon })] });
      await commit(store, { indicators: [indicatorOf({ tags: ['new'] })] });

      expect(await store.indicator({ indicator: { kind: 'ip', value: '192.0.2.1' }, limit: 9 })).toEqual([
        indicatorOf({ tags: ['new'] }),
      ]);
    });

    it('keeps a pause until it is ended', async () => {
      const pause = { instance: 'acme', by: 'U1', at: noon, reason: 'maintenance' };
      await commit(store, { pause });
      const again = await current().reopen();
      expect(await again.pauses()).toEqual([pause]);

      await commit(again, { resume: 'acme' });

      expect(await again.pauses()).toEqual([]);
    });

    it('gives audit entries newest first, of all or of one key', async () => {
      await commit(store, { audit: [auditOf({ action: 'a', key: 'acme:1' }), auditOf({ action: 'b' })] });
      await commit(store, { audit: [auditOf({ action: 'c', key: 'acme:1' })] });

      const again = await current().reopen();

      expect((await again.audit({ limit: 2 })).map(({ action }) => action)).toEqual(['c', 'b']);
      expect(await again.audit({ key: 'acme:1', limit: 10 })).toEqual([
        auditOf({ action: 'c', key: 'acme:1' }),
        auditOf({ action: 'a', key: 'acme:1' }),
      ]);
    });
  });
}
