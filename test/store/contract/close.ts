import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { commit, incidentOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function closeContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('ping and close', () => {
    it('answers while it can be used', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    it('writes what it was given before it closes, and takes nothing after', async () => {
      const one = { keys: ['acme:1'] };
      const given = commit(store, { incidents: [incidentOf()] });
      const behind = [1, 2, 3].map(async (result) =>
        store.transact(one, () => ({ incidents: [incidentOf()], result })),
      );
      const closing = store.close();

      await expect(given).resolves.toBeUndefined();
      await expect(Promise.all(behind)).resolves.toEqual([1, 2, 3]);
      await expect(commit(store, { incidents: [incidentOf({ externalId: '2' })] })).rejects.toThrow('closed');
      await expect(store.ping()).rejects.toThrow('closed');
      await Promise.all([closing, store.close()]);
    });
  });
}
