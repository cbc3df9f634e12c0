import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/domain/claim.ts';
import type { Store } from '../../../src/ports/store.ts';
import { claimOf, commit, incidentOf, indicatorOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function claimsContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('claims', () => {
    const write = { instance: 'acme', command: 'close', args: { note: 'a\u0000b 🔥', deep: { id: 1 } }, key: 'acme:1' };

    it('are kept with all that they say, over a restart', async () => {
      const ended = { state: 'failed', endedAt: '2026-03-01T12:00:01.000Z' } as const;
      const claim = claimOf({ ...ended, write, holder: 'h1', pair: 'c2' });

      await commit(store, { claims: [claim, claimOf({ id: 'c2' })] });

      expect(await claimIn(store, 'c1')).toEqual(claim);
      expect(await claimIn(await current().reopen(), 'c1')).toEqual(claim);
    });

    it('are replaced by id', async () => {
      await commit(store, { claims: [claimOf({ write })] });

      await commit(store, { claims: [claimOf({ state: 'unknown' })] });

      expect(await claimIn(store, 'c1')).toEqual(claimOf({ state: 'unknown' }));
    });

    it('are given to one of many that come at once', async () => {
      const claim = (by: string): Promise<boolean> =>
        store.transact({ keys: [], claims: ['c1'] }, ({ claims }) => {
          const isFirst = !claims.has('c1');
          return { ...(isFirst && { claims: [claimOf({ by })] }), result: isFirst };
        });

      const given = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(`U${index}`)));

      expect(given.filter(Boolean)).toHaveLength(1);
      expect((await claimIn(store, 'c1'))?.by).toBe(`U${given.indexOf(true)}`);
    });

    it('run on where the commit of their outcome is refused', async () => {
      await commit(store, { claims: [claimOf()] });
      const broken = indicatorOf({ confidence: Number.NaN });

      const ending = commit(store, {
        claims: [claimOf({ state: 'done' })],
        incidents: [incidentOf()],
        indicators: [broken],
      });

      await expect(ending).rejects.toThrow('confidence');
      expect((await store.runningClaims()).map(({ id }) => id)).toEqual(['c1']);
    });

    it('that run are listed oldest first, until they end', async () => {
      await commit(store, {
        claims: [
          claimOf({ id: 'late', at: '2026-03-01T12:00:02.000Z' }),
          claimOf({ id: 'early', at: '2026-03-01T12:00:00.000Z' }),
          claimOf({ id: 'between', at: '2026-03-01T12:00:01.000Z' }),
          ...(['done', 'failed', 'unknown'] as const).map((state) => claimOf({ id: state, state })),
        ],
      });
      expect((await store.runningClaims()).map(({ id }) => id)).toEqual(['early', 'between', 'late']);

      await commit(store, { claims: [claimOf({ id: 'between', state: 'done' })] });

      expect((await store.runningClaims()).map(({ id }) => id)).toEqual(['early', 'late']);
      expect((await (await current().reopen()).runningClaims()).map(({ id }) => id)).toEqual(['early', 'late']);
    });
  });
}

function claimIn(store: Store, id: string): Promise<Claim | undefined> {
  return store.transact({ keys: [], claims: [id] }, ({ claims }) => ({ result: claims.get(id) }));
}
