import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute, postgresPassword } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { commit, incidentOf, noticeOf } from '../records.ts';

describePostgres('a store whose database goes away', (server) => {
  let url: string;
  let store: PostgresStore;

  beforeEach(async () => {
    url = await server().freshDatabase();
    store = await openPostgresStore({ url, log: silentLog });
    await commit(store, { incidents: [incidentOf()] });
  });
  afterEach(async () => {
    await server().start();
    await store.close();
  });

  it.each(['stop', 'kill'] as const)('says so after %s, and works again without a restart', async (how) => {
    await server()[how]();

    await expect(store.ping()).rejects.toMatchObject({ name: 'StoreError', kind: 'unreachable' });
    await expect(commit(store, { enqueue: [noticeOf('a')] })).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(store.hold({ name: 'a', token: 'a' }, 1)).rejects.toMatchObject({ kind: 'unreachable' });

    await server().start();
    await expect.poll(async () => answers(store)).toBe(true);
    await commit(store, { enqueue: [noticeOf('b')] });
    expect(await store.incident('acme:1')).toBeDefined();
    expect(await store.outboxDepth()).toBe(1);
  });

  it('takes back what was in the middle of a commit, and says so', async () => {
    await execute(
      url,
      `create function picket.wait() returns trigger language plpgsql as
      'begin perform pg_sleep(60); return null; end'`,
    );
    await execute(url, 'create trigger wait after insert on picket.outbox execute function picket.wait()');
    const cut = commit(store, { incidents: [incidentOf({ revision: 2 })], enqueue: [noticeOf('a')] });
    const failure = cut.catch((error: unknown) => error);
    const sleeping = `select 1 from pg_stat_activity where wait_event = 'PgSleep'`;
    await expect.poll(async () => execute(url, sleeping)).toHaveLength(1);

    await server().kill();

    expect(await failure).toMatchObject({ kind: 'unreachable' });
    await server().start();
    await expect.poll(async () => answers(store)).toBe(true);
    expect((await store.incident('acme:1'))?.revision).toBe(1);
    expect(await store.outboxDepth()).toBe(0);
  });

  it('goes on when its sessions are ended, with those of others', async () => {
    await execute(url, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'picket'`);

    await expect.poll(async () => answers(store)).toBe(true);
  });

  it('ends a statement that takes too long, and no other', async () => {
    const hasty = await openPostgresStore({ url: `${url}?statement_timeout=300`, log: silentLog });
    const held = store.database.use(async (queries) =>
      queries.transaction().execute(async (transaction) => {
        await transaction.selectFrom('incidents').select('key').forUpdate().execute();
        await expect(commit(hasty, { incidents: [incidentOf({ revision: 2 })] })).rejects.toMatchObject({
          kind: 'unreachable',
        });
        const waiting = hasty.transact({ keys: ['acme:1'] }, () => ({ result: 0 }));
        await expect(waiting).rejects.toThrow('ran out of time');
      }),
    );

    await held;
    await expect(hasty.ping()).resolves.toBeUndefined();
    await hasty.close();
  });

  it('has no more connections than its pool may hold', async () => {
    const small = await openPostgresStore({ url: `${url}?pool_size=2&application_name=small`, log: silentLog });
    await Promise.all(Array.from({ length: 12 }, async () => small.counts()));

    const rows = await execute(url, `select 1 from pg_stat_activity where application_name = 'small'`);

    expect(rows).toHaveLength(2);
    await small.close();
  });
});

describe('a store that cannot reach its database', () => {
  it('gives up on a server that takes the connection and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const url = `postgres://picket:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/picket?connect_timeout=1`;

    const failure = await openPostgresStore({ url, log: silentLog }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'StoreError', kind: 'unreachable' });
    expect(String(failure)).toContain(`127.0.0.1:${port}/picket`);
    expect(String(failure)).not.toContain(postgresPassword);
    silent.close();
  });
});

async function answers(store: PostgresStore): Promise<boolean> {
  return store.ping().then(
    () => true,
    () => false,
  );
}
