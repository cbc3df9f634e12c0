import { beforeEach, expect, it } from 'vitest';
import { examineDatabase } from '../../../src/store/postgres/examine.ts';
import { openPostgresStore, readPostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { incidentOf } from '../records.ts';

describePostgres('a database looked at from beside', (server) => {
  let url: string;
  const schemas = async (): Promise<number> =>
    (await execute(url, `select 1 from information_schema.schemata where schema_name = 'picket'`)).length;

  beforeEach(async () => {
    url = await server().freshDatabase();
  });

  it('is examined, and given no schema', async () => {
    expect(await examineDatabase({ url, log: silentLog })).toContain('which is empty, answers');
    expect(await schemas()).toBe(0);
  });

  it('is not read where there is no store, and given no schema', async () => {
    await expect(readPostgresStore({ url, log: silentLog })).rejects.toThrow('There is no store at');
    expect(await schemas()).toBe(0);
  });

  it('is refused where the role may not make a schema in it', async () => {
    await execute(url, `drop role if exists guest; create role guest login password 'guest'`);
    const { host, pathname } = new URL(url);

    const looking = examineDatabase({ url: `postgres://guest:guest@${host}${pathname}`, log: silentLog });

    await expect(looking).rejects.toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining('grant create'),
    });
  });

  it('tells the version of one in use, and refuses a part of a copy', async () => {
    const store = await openPostgresStore({ url, log: silentLog });
    const whole = await examineDatabase({ url, log: silentLog });
    await store.contents.load('incidents', [incidentOf()], { source: 'a.json', stamp: '1', table: 'incidents' });
    await store.close();

    expect(whole).toMatch(/, version \d+$/);
    await expect(examineDatabase({ url, log: silentLog })).rejects.toMatchObject({ kind: 'partial' });
  });
});
