import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { commit, incidentOf, indicatorOf, noon, postOf, rejectionOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function transactContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('transact', () => {
    it('gives what decide gave, and keeps what it changed over a restart', async () => {
      const result = await store.transact({ keys: [] }, () => ({ incidents: [incidentOf()], result: 'kept' }));

      expect(result).toBe('kept');
      expect(await (await current().reopen()).incident('acme:1')).toEqual(incidentOf());
    });

    it('shows decide the incidents and rejections in its scope, and no others', async () => {
      await commit(store, {
        incidents: [incidentOf(), incidentOf({ externalId: '2' })],
        rejected: { instance: 'acme', feed: 'alarms', at: noon, records: [rejectionOf('a'), rejectionOf('b')] },
      });

      const scope = { keys: ['acme:1', 'acme:9'], rejections: { instance: 'acme', ids: ['a', 'z'] } };
      const known = await store.transact(scope, (seen) => ({ result: seen }));

      expect([...known.incidents]).toEqual([['acme:1', incidentOf()]]);
      expect([...known.rejections]).toEqual(['a']);
    });

    it('takes nothing of a decision that throws, and goes on', async () => {
      const failing = store.transact({ keys: [] }, () => {
        throw new Error('no');
      });

      await expect(failing).rejects.toThrow('no');
      await commit(store, { incidents: [incidentOf()] });
      expect(await store.incident('acme:1')).toBeDefined();
    });

    it('takes all of a commit or nothing: one record that cannot be stored stops it', async () => {
      const broken = indicatorOf({ confidence: Number.NaN });

      await expect(commit(store, { incidents: [incidentOf()], indicators: [broken] })).rejects.toThrow('confidence');

      expect(await store.incident('acme:1')).toBeUndefined();
      expect(await (await current().reopen()).incident('acme:1')).toBeUndefined();
    });

    it('loses nothing of a hundred decisions on one key at once', async () => {
      await commit(store, { incidents: [incidentOf({ revision: 0 })] });

      const raise = (): Promise<number> =>
        store.transact({ keys: ['acme:1'] }, ({ incidents }) => {
          const revision = (incidents.get('acme:1')?.revision ?? 0) + 1;
          return { incidents: [incidentOf({ revision })], result: revision };
        });
      const results = await Promise.all(Array.from({ length: 100 }, raise));

      expect(results).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
      expect((await (await current().reopen()).incident('acme:1'))?.revision).toBe(100);
    });

    it('shows a commit to readers once it has resolved', async () => {
      await commit(store, { incidents: [incidentOf()], enqueue: [postOf('acme:1')] });

      expect(await store.incident('acme:1')).toBeDefined();
      expect(await store.outboxDepth()).toBe(1);
    });

    it('hands out copies: changing one changes nothing kept', async () => {
      await commit(store, { incidents: [incidentOf({ tags: ['a'] })] });
      const copy = await store.incident('acme:1');

      (copy?.tags as string[] | undefined)?.push('b');

      expect((await store.incident('acme:1'))?.tags).toEqual(['a']);
    });

    it.each([
      ['Turkish', 'Çalıntı kimlik bilgisi: ığüşöç'],
      ['Russian', 'Утечка учётных данных'],
      ['emoji and line breaks', '🔥\n\r\n\u2028"\\'],
      ['half a surrogate', 'x\ud800y'],
      ['a null character', 'a\u0000b'],
    ])('keeps %s as it came', async (_, title) => {
      await commit(store, { incidents: [incidentOf({ title })] });

      expect((await store.incident('acme:1'))?.title).toBe(title);
      expect((await (await current().reopen()).incident('acme:1'))?.title).toBe(title);
    });
  });
}
