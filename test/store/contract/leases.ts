import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { commit, incidentOf, noticeOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function leasesContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('leases', () => {
    const mine = { name: 'task', token: 'mine' };
    const other = { name: 'task', token: 'other' };
    const long = 600_000;

    it('are one holder’s at a time, for each name', async () => {
      expect(await store.hold(mine, long)).toBe(true);

      expect(await store.hold(other, long)).toBe(false);
      expect(await store.hold({ ...other, name: 'another task' }, long)).toBe(true);
    });

    it('go to one of many that ask at once', async () => {
      const tokens = Array.from({ length: 20 }, (_, index) => `t${index}`);

      const held = await Promise.all(tokens.map((token) => store.hold({ name: 'task', token }, long)));

      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await store.hold({ name: 'task', token: tokens[held.indexOf(true)] ?? '' }, long)).toBe(true);
    });

    it('can be taken again once they are given up', async () => {
      await store.hold(mine, long);

      await store.release(mine);

      expect(await store.hold(other, long)).toBe(true);
    });

    it('are not given up by who does not hold them', async () => {
      await store.hold(mine, long);

      await store.release(other);
      await store.release({ ...mine, name: 'never taken' });

      expect(await store.hold(other, long)).toBe(false);
    });

    it('run out, and are then for whoever comes first', async () => {
      await store.hold(mine, 1);

      await expect.poll(() => store.hold(other, long)).toBe(true);

      expect(await store.hold(mine, long)).toBe(false);
    });

    it('last as long as they were renewed for', async () => {
      const timer = { name: 'timer', token: 'mine' };
      await store.hold(mine, 20);
      await store.hold(timer, 20);

      expect(await store.hold(mine, long)).toBe(true);
      await expect.poll(() => store.hold({ ...timer, token: 'other' }, long)).toBe(true);

      expect(await store.hold(other, long)).toBe(false);
    });

    it('let the commits of their holder through', async () => {
      await store.hold(mine, long);

      await commit(store, { incidents: [incidentOf()], lease: mine });

      expect(await store.incident('acme:1')).toEqual(incidentOf());
    });

    it.each<[string, () => Promise<unknown>]>([
      ['another holds', () => store.hold(other, long)],
      ['nobody ever took', () => Promise.resolve()],
      ['was given up', () => store.hold(mine, long).then(() => store.release(mine))],
    ])('refuse a commit under a lease that %s, and nothing of it is kept', async (_, prepare) => {
      await prepare();

      const refused = commit(store, { incidents: [incidentOf()], enqueue: [noticeOf('a')], lease: mine });

      await expect(refused).rejects.toMatchObject({ name: 'StoreError', kind: 'lease-lost' });
      expect(await store.incident('acme:1')).toBeUndefined();
      expect(await store.outboxDepth()).toBe(0);
      expect(await (await current().reopen()).incident('acme:1')).toBeUndefined();
    });

    it('refuse a commit once they have run out, though nobody else came', async () => {
      await store.hold(mine, 20);

      const outcome = (): Promise<unknown> => commit(store, { lease: mine }).catch((error: unknown) => error);

      await expect.poll(outcome).toMatchObject({ kind: 'lease-lost' });
    });

    it('refuse one commit and let through those beside it', async () => {
      await store.hold(mine, long);

      const outcomes = await Promise.allSettled([
        commit(store, { incidents: [incidentOf()], lease: mine }),
        commit(store, { incidents: [incidentOf({ externalId: '2' })], lease: other }),
        commit(store, { incidents: [incidentOf({ externalId: '3' })] }),
      ]);

      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect([...(await store.openIds('acme'))].toSorted()).toEqual(['1', '3']);
    });

    it('are refused once the store is closed', async () => {
      await store.close();

      await expect(store.hold(mine, long)).rejects.toMatchObject({ kind: 'closed' });
    });
  });
}
