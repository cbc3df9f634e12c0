import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { IncidentQuery, Store } from '../../../src/ports/store.ts';
import { commit, incidentOf } from '../records.ts';
import type { StoreUnderTest } from './under-test.ts';

export function incidentsContract(current: () => StoreUnderTest): void {
  let store: Store;
  beforeEach(() => {
    store = current().store;
  });

  describe('incidents', () => {
    const kept: readonly Incident[] = [
      incidentOf({ externalId: '1', occurredAt: '2026-03-01T00:00:00.000Z', severity: 'low' }),
      incidentOf({ externalId: '2', occurredAt: '2026-03-03T00:00:00.000Z', status: 'Resolved', closed: true }),
      incidentOf({
        externalId: '3',
        occurredAt: '2026-03-02T00:00:00Z',
        message: { channelId: 'C9', messageTs: '1.0' },
      }),
      incidentOf({
        instance: 'other',
        externalId: '1',
        occurredAt: '2026-03-04T00:00:00.000Z',
        routing: { channel: '#vip', mention: [], dropped: true, onUpdate: 'ignore', on: {} },
      }),
    ];

    it.each<[string, Partial<IncidentQuery>, readonly string[]]>([
      ['everything, newest first', {}, ['other:1', 'acme:2', 'acme:3', 'acme:1']],
      ['one instance', { instance: 'acme' }, ['acme:2', 'acme:3', 'acme:1']],
      ['a status', { status: 'Resolved' }, ['acme:2']],
      ['severities', { severities: ['low', 'critical'] }, ['acme:1']],
      ['what is open', { open: true }, ['other:1', 'acme:3', 'acme:1']],
      ['what is closed', { open: false }, ['acme:2']],
      ['a configured channel', { channel: '#vip' }, ['other:1']],
      ['the channel of the message', { channel: 'C9' }, ['acme:3']],
      ['an instant on', { since: '2026-03-02T00:00:00.000Z' }, ['other:1', 'acme:2', 'acme:3']],
      ['several together', { instance: 'acme', open: true, since: '2026-03-02T00:00:00.000Z' }, ['acme:3']],
      ['nothing', { instance: 'nobody' }, []],
    ])('finds by %s', async (_, query, keys) => {
      await commit(store, { incidents: kept });

      const page = await store.incidents({ limit: 10, ...query });

      expect(page.incidents.map(({ key }) => key)).toEqual(keys);
      expect(page.total).toBe(keys.length);
    });

    it('counts an incident once that is configured for a channel by its id and stands there', async () => {
      const routing = { channel: 'C9', mention: [], dropped: false, onUpdate: 'update-only', on: {} } as const;
      await commit(store, { incidents: [...kept, incidentOf({ ...kept[2], routing })] });

      const page = await store.incidents({ channel: 'C9', limit: 10 });

      expect([page.incidents.map(({ key }) => key), page.total]).toEqual([['acme:3'], 1]);
    });

    it('gives a page and the total of all pages', async () => {
      await commit(store, { incidents: kept });

      const page = await store.incidents({ limit: 2, offset: 1 });

      expect(page.incidents.map(({ key }) => key)).toEqual(['acme:2', 'acme:3']);
      expect(page.total).toBe(4);
    });

    it('finds by vendor id in every instance, and by key in one', async () => {
      await commit(store, { incidents: kept });

      expect((await store.incidentsById('1')).map(({ key }) => key).toSorted()).toEqual(['acme:1', 'other:1']);
      expect((await store.incidentsById('acme:1')).map(({ key }) => key)).toEqual(['acme:1']);
      expect(await store.incidentsById('99')).toEqual([]);
    });

    it('finds by message, and by a new message only once it has moved', async () => {
      await commit(store, { incidents: [incidentOf({ message: { channelId: 'C1', messageTs: '1.1' } })] });
      expect((await store.incidentByMessage('C1', '1.1'))?.key).toBe('acme:1');

      await commit(store, { incidents: [incidentOf({ message: { channelId: 'C1', messageTs: '2.2' } })] });

      expect(await store.incidentByMessage('C1', '1.1')).toBeUndefined();
      expect((await store.incidentByMessage('C1', '2.2'))?.key).toBe('acme:1');
    });

    it('knows what is open as incidents close and open again', async () => {
      await commit(store, { incidents: kept });
      expect([...(await store.openIds('acme'))].toSorted()).toEqual(['1', '3']);

      await commit(store, {
        incidents: [incidentOf({ externalId: '1', closed: true }), incidentOf({ externalId: '2', closed: false })],
      });

      expect([...(await store.openIds('acme'))].toSorted()).toEqual(['2', '3']);
      expect(await store.openIds('nobody')).toEqual([]);
    });

    it('knows what is watched as it begins and ends', async () => {
      await commit(store, {
        incidents: [incidentOf({ watched: true }), incidentOf({ externalId: '2', closed: true })],
      });
      expect(await store.watchedIds('acme')).toEqual(['1']);

      await commit(store, {
        incidents: [incidentOf({ watched: false }), incidentOf({ externalId: '2', closed: true, watched: true })],
      });

      expect(await store.watchedIds('acme')).toEqual(['2']);
      expect(await store.watchedIds('nobody')).toEqual([]);
      expect(await (await current().reopen()).watchedIds('acme')).toEqual(['2']);
    });

    it('pages through what is open and has a message, by key', async () => {
      const message = (messageTs: string): Incident['message'] & object => ({ channelId: 'C1', messageTs });
      const posted = ['5', '3', '1', '4', '2'].map((id) => incidentOf({ externalId: id, message: message(`${id}.0`) }));
      await commit(store, {
        incidents: [
          ...posted,
          incidentOf({ instance: 'beta', message: message('9.0') }),
          incidentOf({ externalId: '6' }),
          incidentOf({ externalId: '7', closed: true, message: message('7.0') }),
        ],
      });
      const page = async (after: string | undefined, limit: number): Promise<readonly string[]> =>
        (await store.openPosted(after, limit)).map(({ key }) => key);

      expect(await page(undefined, 2)).toEqual(['acme:1', 'acme:2']);
      expect(await page('acme:2', 3)).toEqual(['acme:3', 'acme:4', 'acme:5']);
      expect(await page('acme:5', 3)).toEqual(['beta:1']);
      expect(await page('beta:1', 3)).toEqual([]);
      expect((await store.openPosted('acme:4', 1))[0]).toEqual(posted[0]);

      await commit(store, { incidents: [incidentOf({ externalId: '3', closed: true, message: message('3.0') })] });
      expect(await page('acme:3', 1)).toEqual(['acme:4']);
      expect(await page('acme:2', 1)).toEqual(['acme:4']);
    });

    it('pages through every key once, whatever is in it', async () => {
      const ids = ['a', 'B', 'ab', 'A-b', 'a b', 'é', 'ı', 'I', 'z', '10', '9', '_', 'compromised/1', 'ş', '🔥'];
      await commit(store, {
        incidents: ids.map((externalId, index) =>
          incidentOf({ externalId, message: { channelId: 'C1', messageTs: `${index}.0` } }),
        ),
      });

      const seen: string[] = [];
      for (let page = await store.openPosted(undefined, 2); page.length > 0;) {
        seen.push(...page.map(({ externalId }) => externalId));
        page = await store.openPosted(page.at(-1)?.key, 2);
      }

      expect(seen.toSorted()).toEqual(ids.toSorted());
    });

    it('counts by instance, severity and status, and counts anew what changed', async () => {
      await commit(store, { incidents: [incidentOf(), incidentOf({ externalId: '2' })] });

      await commit(store, { incidents: [incidentOf({ status: 'Resolved', closed: true })] });

      const row = { instance: 'acme', severity: 'high', count: 1 };
      const counts = await store.counts();
      expect(counts).toHaveLength(2);
      expect(counts).toContainEqual({ ...row, status: 'Open', closed: false });
      expect(counts).toContainEqual({ ...row, status: 'Resolved', closed: true });
    });
  });
}
