import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { migrateSchema, schemaVersion } from '../../../src/store/postgres/migrate.ts';
import { type SchemaSteps, schemaSteps } from '../../../src/store/postgres/migrations/index.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { commit, incidentOf } from '../records.ts';
import { patience } from '../../support/patience.ts';

const known = Object.keys(schemaSteps).length;
const expanding: SchemaSteps = {
  ...schemaSteps,
  '8888-expand': { minReader: 1, statements: ['alter table picket.incidents add column shade text'] },
};
const contracting: SchemaSteps = {
  ...expanding,
  '9999-contract': { minReader: known + 1, statements: ['alter table picket.incidents drop column severity'] },
};
const waitingForLock = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'alter table%'`;

/** Somebody who reads the incidents in one long transaction, until its end. */
async function readerOf(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('begin isolation level repeatable read');
  await client.query('select count(*) from picket.incidents');
  return client;
}

describePostgres('the schema', (server) => {
  let url: string;
  let databases: readonly Database[];

  beforeEach(async () => {
    url = await server().freshDatabase();
    databases = Array.from({ length: 4 }, () => createDatabase({ url, log: silentLog }));
  });
  afterEach(async () => {
    await Promise.all(databases.map(async (database) => database.close()));
  });
  const database = (): Database => databases[0] as Database;

  it('is made once by openers that start together', async () => {
    const versions = await Promise.all(databases.map(async (one) => migrateSchema(one)));

    expect(versions).toEqual(databases.map(() => ({ version: known, known, minReader: 1 })));
    expect(await execute(url, 'select count(*)::int as count from picket.migration')).toEqual([{ count: known }]);
  });

  it('tells its version without changing anything', async () => {
    expect(await schemaVersion(database())).toEqual({ version: 0, known, minReader: 0 });
    expect(await execute(url, `select 1 from pg_namespace where nspname = 'picket'`)).toEqual([]);
  });

  it('serves the old version beside the new one over one step, and again when the old one starts anew', async () => {
    const old = await openPostgresStore({ url, log: silentLog });
    const fresh = await openPostgresStore({ url, log: silentLog, steps: expanding });

    await commit(old, { incidents: [incidentOf({ title: 'from the old one' })] });
    await commit(fresh, { incidents: [incidentOf({ externalId: '2' })] });
    const again = await openPostgresStore({ url, log: silentLog });

    expect((await fresh.incident('acme:1'))?.title).toBe('from the old one');
    expect((await again.incidents({ limit: 9 })).total).toBe(2);
    await Promise.all([old, fresh, again].map(async (store) => store.close()));
  });

  it('is refused only where a step took away what this version needs', async () => {
    await migrateSchema(database(), contracting);

    await expect(openPostgresStore({ url, log: silentLog })).rejects.toMatchObject({ kind: 'newer' });
    await expect(openPostgresStore({ url, log: silentLog })).rejects.toThrow(`version ${known + 1} or newer`);
    await expect(migrateSchema(database(), expanding)).resolves.toMatchObject({ version: known + 2 });
  });

  it('holds nobody up for long while somebody reads, and changes when that has ended', async () => {
    const old = await openPostgresStore({ url: `${url}?statement_timeout=4000`, log: silentLog });
    await commit(old, { incidents: [incidentOf()] });
    const backup = await readerOf(url);

    const migrating = migrateSchema(database(), expanding);
    await expect.poll(async () => execute(url, waitingForLock), patience).toHaveLength(1);
    const readMeanwhile = await old.incident('acme:1');
    await commit(old, { incidents: [incidentOf({ revision: 2 })] });
    const versionMeanwhile = (await schemaVersion(database(), expanding)).version;
    await backup.end();

    expect(readMeanwhile).toMatchObject({ revision: 1 });
    expect(versionMeanwhile).toBe(known);
    expect(await migrating).toMatchObject({ version: known + 1 });
    await old.close();
  });

  it('says what is in the way when that does not end, and keeps the steps before', async () => {
    await migrateSchema(database());
    await execute(url, 'create table picket.quiet ()');
    const backup = await readerOf(url);
    const twoSteps: SchemaSteps = {
      ...schemaSteps,
      '8887-quiet': { minReader: 1, statements: ['alter table picket.quiet add column shade text'] },
      '8888-expand': { minReader: 1, statements: ['alter table picket.incidents add column shade text'] },
    };

    const outcome = migrateSchema(database(), twoSteps, 0);

    await expect(outcome).rejects.toMatchObject({ name: 'StoreError', kind: 'unreachable' });
    await expect(outcome).rejects.toThrow('by a backup or a report most likely');
    expect((await schemaVersion(database(), twoSteps)).version).toBe(known + 1);
    await backup.end();
  });

  it('takes as long as a step needs, whatever limit the database sets for statements', async () => {
    const slow = { '8888-slow': { minReader: 1, statements: ['select pg_sleep(0.4)'] } };
    await execute(url, `alter database ${new URL(url).pathname.slice(1)} set statement_timeout = '200ms'`);

    const { version } = await migrateSchema(database(), { ...schemaSteps, ...slow });

    expect(version).toBe(known + 1);
  });

  it('stays as it was where a step fails', async () => {
    await migrateSchema(database());
    const failing = {
      ...schemaSteps,
      '9999-fails': { minReader: 1, statements: ['create table picket.x ()', 'nonsense'] },
    };

    await expect(migrateSchema(database(), failing)).rejects.toThrow('nonsense');

    expect(await schemaVersion(database())).toMatchObject({ version: known });
    expect(await execute(url, `select to_regclass('picket.x') as x`)).toEqual([{ x: null }]);
  });
});
