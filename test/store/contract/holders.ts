import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { HolderQuery, Store } from '../../../src/ports/store.ts';
import { commit, incidentOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

const ip = { kind: 'ip', value: '192.0.2.1' } as const;
const domain = { kind: 'domain', value: 'a.example' } as const;

export function holdersContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  const holders = async (over: Partial<HolderQuery> = {}): Promise<readonly [readonly string[], number]> => {
    const { incidents, count } = await store.incidentsWith({ indicator: ip, limit: 9, countTo: 99, ...over });
    return [incidents.map(({ key }) => key), count];
  };

  describe('incidents that hold an indicator', () => {
    it('come newest first, and no longer once they have lost it', async () => {
      const later = incidentOf({ externalId: '2', occurredAt: '2026-03-02T00:00:00.000Z', indicators: [ip] });
      await commit(store, { incidents: [incidentOf({ indicators: [ip, domain, ip] }), later] });
      expect(await holders()).toEqual([['acme:2', 'acme:1'], 2]);
      expect((await store.incidentsWith({ indicator: ip, limit: 1, countTo: 9 })).incidents).toEqual([later]);

      await commit(store, { incidents: [incidentOf({ indicators: [domain] })] });

      expect(await holders()).toEqual([['acme:2'], 1]);
      expect(await holders({ indicator: domain })).toEqual([['acme:1'], 1]);
      expect(await holders({ indicator: { kind: 'ip', value: '192.0.2.9' } })).toEqual([[], 0]);
    });

    it.each<[string, Partial<HolderQuery>, readonly string[], number]>([
      ['a few of many', { limit: 2 }, ['acme:5', 'acme:3'], 4],
      ['the newest of more than are counted', { limit: 2, countTo: 3 }, ['acme:5', 'acme:3'], 3],
      ['all of as many as are counted', { countTo: 4 }, ['acme:5', 'acme:3', 'acme-2:2', 'acme:1'], 4],
      ['without one', { except: 'acme:5' }, ['acme:3', 'acme-2:2', 'acme:1'], 3],
      ['without one, of more than are counted', { except: 'acme:5', limit: 1, countTo: 1 }, ['acme:3'], 1],
      ['of one instance', { instances: ['acme'] }, ['acme:5', 'acme:3', 'acme:1'], 3],
      ['of one instance, more than are counted', { instances: ['acme-2'], limit: 1, countTo: 1 }, ['acme-2:2'], 1],
      ['of several', { instances: ['acme', 'acme-2', 'b'], limit: 1, countTo: 2 }, ['acme:5'], 2],
      ['of an instance without any', { instances: ['acm'] }, [], 0],
      ['of no instance', { instances: [] }, [], 0],
    ])('are found: %s', async (_, query, keys, count) => {
      await commit(store, {
        incidents: [1, 5, 3].map((day) => holderOn(day)).concat(holderOn(2, { instance: 'acme-2' }), other),
      });

      expect(await holders(query)).toEqual([keys, count]);
    });

    const nested = { tlp: 'red', text: '"tlp":"red"' };
    it.each<[string, Partial<Incident>, boolean]>([
      ['RED', { tlp: 'RED' }, true],
      ['TLP:RED', { tlp: 'TLP:RED' }, true],
      ['space about it', { tlp: ' \t\u00a0tlp : red\u2028\n' }, true],
      ['a control character about it', { tlp: '\u000bred' }, true],
      [
        'characters that no database takes beside it',
        { tlp: 'red', title: '\u0000 \ud800', raw: { a: '\\u0000"' } },
        true,
      ],
      ['AMBER', { tlp: 'AMBER' }, false],
      ['RED and more', { tlp: 'TLP:RED+STRICT' }, false],
      ['no level', {}, false],
      ['an empty one', { tlp: '' }, false],
      ['another of the vendor’s own', { tlp: 'green', description: '"tlp":"red"', raw: nested }, false],
      ['none but of the vendor’s own', { raw: { tlp: 'red', nested } }, false],
      ['none, and characters that no database takes', { title: '\u0000 \udc00', raw: { '\ud83d': nested } }, false],
    ])('are left out where they are for named people only: %s', async (_, fields, isRestricted) => {
      await commit(store, { incidents: [incidentOf({ indicators: [ip], ...fields }), holderOn(5)] });

      const found = await holders({ unrestricted: true });

      expect(found).toEqual(isRestricted ? [['acme:5'], 1] : [['acme:5', 'acme:1'], 2]);
      expect(await holders({ unrestricted: true, countTo: 1 })).toEqual([found[0], 1]);
      expect(await holders()).toEqual([['acme:5', 'acme:1'], 2]);
    });
  });
}

function holderOn(day: number, fields: Partial<Incident> = {}): Incident {
  return incidentOf({
    externalId: String(day),
    occurredAt: `2026-03-0${day}T12:00:00.000Z`,
    indicators: [ip],
    ...fields,
  });
}

const other = incidentOf({ externalId: '9', occurredAt: '2026-03-09T00:00:00.000Z', indicators: [domain] });
