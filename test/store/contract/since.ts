import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Store } from '../../../src/ports/store.ts';
import { commit, incidentOf, noon } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function sinceContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  const since = async (at: string): Promise<readonly Incident[]> => {
    const incidents: Incident[] = [];
    for await (const page of store.incidentsSince(at)) incidents.push(...page);
    return incidents;
  };

  describe('incidents since an instant', () => {
    it('come newest first, as they are', async () => {
      const [first, second, third] = ['01', '02', '03'].map((day) =>
        incidentOf({ externalId: `${day} \u0000`, occurredAt: `2026-03-${day}T00:00:00.000Z`, type: '\ud800 "' }),
      );
      await commit(store, { incidents: [third!, first!, second!] });

      expect(await since('2026-03-02T00:00:00.000Z')).toEqual([third, second]);
      expect(await since('2026-03-03T00:00:00.001Z')).toEqual([]);
    });

    it('come once each, of one instant, too, while others come in', async () => {
      const ids = Array.from({ length: 410 }, (_, index) => String(index));
      await commit(store, { incidents: ids.map((externalId) => incidentOf({ externalId })) });

      const seen: string[] = [];
      for await (const page of store.incidentsSince(noon)) {
        seen.push(...page.map(({ externalId }) => externalId));
        await commit(store, { incidents: [incidentOf({ externalId: 'new', occurredAt: '2026-03-02T00:00:00.000Z' })] });
      }

      expect(seen.toSorted()).toEqual(ids.toSorted());
    });
  });
}
