import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Store } from '../../../src/ports/store.ts';
import { claimOf, commit, incidentOf, indicatorOf, noon, summaryOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function pruneContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('prune', () => {
    it('drops closed incidents and expired indicators that have had their time, a few at once', async () => {
      await commit(store, {
        incidents: [
          closedAt('1', '2026-01-01T00:00:00Z'),
          closedAt('2', '2026-01-02T00:00:00Z'),
          closedAt('3', '2026-02-20T00:00:00Z'),
          incidentOf({ externalId: '4' }),
        ],
        indicators: [indicatorOf({ expiresAt: '2026-02-01T00:00:00Z' }), indicatorOf({ value: '192.0.2.2' })],
      });

      const steps = [1, 2, 3].map(() => store.prune('2026-02-01T00:00:00.000Z', noon, 2));

      expect(await Promise.all(steps)).toEqual([2, 1, 0]);
      const again = await current().reopen();
      expect((await again.incidents({ limit: 9 })).incidents.map(({ key }) => key).toSorted()).toEqual([
        'acme:3',
        'acme:4',
      ]);
      expect(await again.indicator({ indicator: { kind: 'ip', value: '192.0.2.1' }, limit: 9 })).toEqual([]);
      expect(await again.indicator({ indicator: { kind: 'ip', value: '192.0.2.2' }, limit: 9 })).toHaveLength(1);
    });

    it('keeps all incidents where nothing says how long, and still drops expired indicators', async () => {
      await commit(store, {
        incidents: [closedAt('1', '2020-01-01T00:00:00Z')],
        indicators: [indicatorOf({ expiresAt: noon })],
      });

      expect(await store.prune(undefined, noon, 10)).toBe(1);
      expect(await store.incident('acme:1')).toBeDefined();
    });

    it('counts and finds no more what it dropped', async () => {
      const ip = { kind: 'ip', value: '192.0.2.1' } as const;
      await commit(store, { incidents: [{ ...closedAt('1', '2020-01-01T00:00:00Z'), indicators: [ip] }] });

      await store.prune(noon, noon, 10);

      expect(await store.counts()).toEqual([]);
      expect(await store.incidentsWith({ indicator: ip, limit: 1, countTo: 1 })).toEqual({ incidents: [], count: 0 });
      expect(await store.incidentsById('1')).toEqual([]);
    });

    it('drops claims once they have expired', async () => {
      await commit(store, {
        claims: [claimOf({ expiresAt: noon }), claimOf({ id: 'c2', expiresAt: '2026-03-01T12:00:00.001Z' })],
      });

      expect(await store.prune(undefined, noon, 10)).toBe(1);
      expect((await (await current().reopen()).runningClaims()).map(({ id }) => id)).toEqual(['c2']);
    });

    it('drops summaries with the last of their incidents', async () => {
      await commit(store, {
        incidents: [closedAt('1', '2026-01-01T00:00:00Z'), closedAt('2', '2026-02-20T00:00:00Z')],
        summaries: [
          summaryOf({ id: 'all', keys: ['acme:1', 'acme:2'] }),
          summaryOf({ id: 'first', keys: ['acme:1'] }),
          summaryOf({ id: 'none', keys: [] }),
        ],
      });

      expect(await store.prune('2026-02-01T00:00:00.000Z', nextNoon, 10)).toBe(3);
      expect(await keptOf(store)).toEqual(['all']);

      expect(await store.prune(nextNoon, nextNoon, 10)).toBe(2);
      expect(await keptOf(await current().reopen())).toEqual([]);
    });

    it('keeps a summary for a day, whatever is in it', async () => {
      await commit(store, { summaries: [summaryOf({ id: 'none', keys: [] })] });

      expect(await store.prune(noon, '2026-03-02T11:59:59.999Z', 10)).toBe(0);
      expect(await store.prune(noon, nextNoon, 10)).toBe(1);
    });

    it('counts everything that it drops towards its limit', async () => {
      await commit(store, {
        incidents: [closedAt('1', '2026-01-01T00:00:00Z')],
        indicators: [indicatorOf({ expiresAt: noon })],
        claims: [claimOf({ expiresAt: noon })],
        summaries: [summaryOf({ keys: ['acme:1'] })],
      });

      const steps: number[] = [];
      for (let step = 0; step < 5; step += 1) steps.push(await store.prune(nextNoon, nextNoon, 1));

      expect(steps).toEqual([1, 1, 1, 1, 0]);
    });
  });
}

const nextNoon = '2026-03-02T12:00:00.000Z';

/** Which summaries are left. */
async function keptOf(store: Store): Promise<readonly string[]> {
  const summaries = await Promise.all(['all', 'first', 'none'].map((id) => store.summary(id)));
  return summaries.flatMap((summary) => summary?.id ?? []);
}

function closedAt(externalId: string, at: string): Incident {
  return incidentOf({ externalId, status: 'Resolved', closed: true, closedAt: at });
}
