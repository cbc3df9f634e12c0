import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Holders } from '../../../src/ports/store.ts';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { commit, incidentOf } from '../records.ts';

const indicator = { kind: 'ip', value: '192.0.2.1' } as const;

describePostgres('holders of an indicator among many incidents', (server) => {
  let store: PostgresStore;
  let url: string;

  beforeEach(async () => {
    url = await server().freshDatabase();
    store = await openPostgresStore({ url, log: silentLog });
  });
  afterEach(async () => store.close());

  const keysOf = ({ incidents }: Holders): readonly string[] => incidents.map(({ key }) => key);
  const holder = (externalId: string, at: string, instance = 'acme') =>
    incidentOf({ instance, externalId, occurredAt: at, indicators: [indicator] });

  it('of one instance are the newest of that instance, however many others came since', async () => {
    const days = ['01', '03', '02'].map((day) => holder(day, `2026-03-${day}T00:00:00.000Z`));
    await commit(store, { incidents: [...days, holder('1', '2026-02-01T00:00:00.000Z', 'beta')] });
    await fill(url, 10_050);

    const query = { indicator, limit: 1, countTo: 2 };
    expect(keysOf(await store.incidentsWith({ ...query, instances: ['acme'] }))).toEqual(['acme:03']);
    expect(keysOf(await store.incidentsWith({ ...query, instances: ['beta'] }))).toEqual(['beta:1']);
    expect((await store.incidentsWith(query)).count).toBe(2);
  });

  it('are counted although a thousand others are for named people only, and those never named', async () => {
    const red = Array.from({ length: 990 }, (_, index) => ({
      ...holder(`a${index}`, '2026-03-02T00:00:00.000Z'),
      tlp: 'TLP:RED',
    }));
    const open = ['x', 'y', 'z'].map((id) => holder(id, '2026-03-01T00:00:00.000Z'));
    await commit(store, { incidents: [...red, ...open] });

    const found = await store.incidentsWith({ indicator, unrestricted: true, limit: 2, countTo: 2 });

    expect([keysOf(found), found.count]).toEqual([['acme:y', 'acme:x'], 2]);
  });
});

/** Incidents of another instance, newer than any. */
async function fill(url: string, count: number): Promise<void> {
  const record = JSON.stringify(incidentOf()).replaceAll("'", "''");
  await execute(
    url,
    `insert into picket.incidents
      (key, instance, external_id, severity, status, closed, watched, channel, occurred_at, record)
      select 'zeta:' || n, 'zeta', n::text, 'high', 'Open', false, false, '#soc',
        timestamptz '2026-04-01' + n * interval '1 second', '${record}' from generate_series(1, ${count}) as n`,
  );
}
