import { afterEach, beforeEach, expect, it } from 'vitest';
import { incidentKey } from '../../../src/domain/incident.ts';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { claimOf, commit, incidentOf, noticeOf, postOf } from '../records.ts';

describePostgres('replicas on one database', (server) => {
  let url: string;
  let replicas: readonly PostgresStore[];
  const replica = (index: number): PostgresStore => replicas[index % replicas.length] as PostgresStore;

  beforeEach(async () => {
    url = await server().freshDatabase();
    replicas = await Promise.all([1, 2, 3].map(async () => openPostgresStore({ url, log: silentLog })));
  });
  afterEach(async () => {
    await Promise.all(replicas.map(async (store) => store.close()));
  });

  it('lose nothing of what they decide on one key at once', async () => {
    const raise = async (_: unknown, index: number): Promise<void> =>
      replica(index).transact({ keys: ['acme:1'] }, ({ incidents }) => ({
        incidents: [incidentOf({ revision: (incidents.get('acme:1')?.revision ?? 0) + 1 })],
        result: undefined,
      }));
    await Promise.all(Array.from({ length: 60 }, raise));

    expect((await replica(0).incident('acme:1'))?.revision).toBe(60);
    expect(await replica(1).counts()).toMatchObject([{ count: 1 }]);
  });

  it('give a claim to one of twenty that want it', async () => {
    const claim = async (_: unknown, index: number): Promise<boolean> =>
      replica(index).transact({ keys: [], claims: ['press'] }, ({ claims }) =>
        claims.has('press') ? { result: false } : { claims: [claimOf({ id: 'press' })], result: true },
      );
    const taken = await Promise.all(Array.from({ length: 20 }, claim));

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('see a checkpoint and a summary that another wrote while they decided', async () => {
    const scope = { keys: [], checkpoint: { instance: 'acme', feed: 'alarms' } };
    const step = async (_: unknown, index: number): Promise<void> =>
      replica(index).transact(scope, ({ checkpoint }) => ({
        checkpoint: { ...scope.checkpoint, cursor: Number(checkpoint?.cursor ?? 0) + 1, at: '' },
        result: undefined,
      }));
    await Promise.all(Array.from({ length: 20 }, step));

    expect((await replica(0).checkpoint('acme', 'alarms'))?.cursor).toBe(20);
  });

  it('take over a lease only when it is given up or has run out', async () => {
    const [mine, other] = [
      { name: 'lane', token: 'a' },
      { name: 'lane', token: 'b' },
    ];
    expect(await replica(0).hold(mine, 600_000)).toBe(true);
    expect(await replica(1).hold(other, 600_000)).toBe(false);

    await execute(url, `update picket.leases set expires_at = now() - interval '1 millisecond'`);

    expect(await replica(1).hold(other, 600_000)).toBe(true);
    await expect(commit(replica(0), { lease: mine, enqueue: [noticeOf('late')] })).rejects.toMatchObject({
      kind: 'lease-lost',
    });
    expect(await replica(0).outboxDepth()).toBe(0);
  });

  it('merge what they post of one incident at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => commit(replica(index), { enqueue: [postOf('acme:1')] })),
    );

    expect(await replica(0).outboxDepth()).toBe(1);
  });

  it('never put an entry before one that a reader of the channel has seen', async () => {
    const seen: number[] = [];
    const writers = Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        commit(replica(index), { enqueue: [noticeOf(`${index}`), noticeOf('x', '#vip')] }),
      ),
    );
    const read = async (): Promise<void> => {
      const rows = await execute(
        url,
        `select max(sequence) as last, count(*) as count from picket.outbox where channel = '#soc'`,
      );
      if (rows[0]?.['last'] !== null) seen.push(Number(rows[0]?.['last']), Number(rows[0]?.['count']));
    };
    const written = new AbortController();
    const reading = (async () => {
      while (!written.signal.aborted) await read();
    })();
    await writers;
    written.abort();
    await reading;

    for (let index = 0; index < seen.length; index += 2) {
      const [row] = await execute(
        url,
        `select count(*) as count from picket.outbox where channel = '#soc' and sequence <= ${seen[index]}`,
      );
      expect(Number(row?.['count'])).toBe(seen[index + 1]);
    }
    expect(seen.length).toBeGreaterThan(0);
  });

  it('get through decisions over the same keys in any order', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => String(index));
    const touch = async (_: unknown, index: number): Promise<void> => {
      const mine = shuffled(keys, index).slice(0, 8);
      const scope = { keys: mine.slice(0, 4).map((id) => incidentKey('acme', id)) };
      await replica(index).transact(scope, () => ({
        incidents: mine.map((externalId) => incidentOf({ externalId, status: `s${index % 3}`, revision: index })),
        enqueue: mine.map((id) => postOf(incidentKey('acme', id), `#${index % 2}`)),
        result: undefined,
      }));
    };
    await Promise.all(Array.from({ length: 60 }, touch));

    const counts = await replica(0).counts();
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    expect(await replica(0).outboxDepth()).toBe(24);
  });

  it('prune side by side without counting anything twice', async () => {
    const old = '2026-01-01T00:00:00.000Z';
    const closed = Array.from({ length: 40 }, (_, index) =>
      incidentOf({ externalId: String(index), closed: true, closedAt: old }),
    );
    await commit(replica(0), { incidents: closed });

    const dropped = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => replica(index).prune('2026-02-01T00:00:00.000Z', old, 5)),
    );

    expect(dropped.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(await replica(0).counts()).toEqual([]);
  });
});

/** Always the same order for the same seed. */
function shuffled(values: readonly string[], seed: number): readonly string[] {
  const place = (value: string): number => ((Number(value) * 7 + 3) * (seed + 11) * 2654435761) % 1009;
  return values.toSorted((a, b) => place(a) - place(b));
}
