import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Budget, Rate } from '../../../src/ports/budget.ts';
import { createPostgresBudget } from '../../../src/store/postgres/budget.ts';
import { createDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { migrateSchema } from '../../../src/store/postgres/migrate.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';

describePostgres('a budget that replicas share', (server) => {
  let url: string;
  let databases: readonly Database[];
  let budget: Budget;
  let other: Budget;

  beforeEach(async () => {
    url = await server().freshDatabase();
    databases = [createDatabase({ url, log: silentLog }), createDatabase({ url, log: silentLog })];
    for (const database of databases) await migrateSchema(database);
    [budget, other] = databases.map(createPostgresBudget) as [Budget, Budget];
  });
  afterEach(async () => {
    await Promise.all(databases.map(async (database) => database.close()));
  });

  const slow: Rate = { count: 2, perMs: 600_000 };

  it('gives what is free at once and the rest in turn, to whichever replica asks', async () => {
    const waits: number[] = [];
    for (const replica of [budget, other, budget, other, budget])
      waits.push(await replica.take([{ name: 'a', rate: slow }]));

    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits.slice(2)).toSatisfy(nearly([600_000, 600_000, 1_200_000]));
  });

  it('takes a place that is free in every bucket, and takes it in each', async () => {
    const all = { name: 'all', rate: { count: 2, perMs: 900_000 } };
    const one = { name: 'one', rate: { count: 1, perMs: 600_000 } };
    const two = { ...one, name: 'two' };

    const waits = [await budget.take([one, all]), await other.take([two, all]), await budget.take([two])];

    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits.slice(2)).toSatisfy(nearly([600_000]));
    expect([await budget.take([{ ...one, name: 'three' }, all])]).toSatisfy(nearly([900_000]));
  });

  it('gives no place twice, and no more in a window than its rate, to many that ask at once', async () => {
    const rate = { count: 5, perMs: 60_000 };
    const buckets = ['b', 'a'].map((name) => ({ name, rate }));

    const waits = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        (index % 2 === 0 ? budget : other).take(index % 3 === 0 ? buckets : buckets.toReversed()),
      ),
    );

    const [row] = await execute(url, `select places from picket.budgets where bucket = 'a'`);
    expect(row?.['places']).toHaveLength(5);
    const sorted = waits.toSorted((a, b) => a - b);
    expect(sorted).toSatisfy(nearly(sorted.map((_, index) => Math.floor(index / 5) * 60_000)));
  });

  it('gives nothing before what it was told to hold; the longest counts', async () => {
    await budget.hold('a', 300_000);
    await other.hold('a', 100_000);

    expect([await other.take([{ name: 'a', rate: slow }])]).toSatisfy(nearly([300_000]));
  });

  it('takes no place that lies further ahead than it was asked for', async () => {
    const bucket = { name: 'a', rate: { count: 1, perMs: 600_000 } };
    await budget.take([bucket], 0);

    const waits = [await other.take([bucket], 500_000), await budget.take([bucket], 600_000)];

    expect(waits).toSatisfy(nearly([600_000, 600_000]));
    expect([await other.take([bucket], -1)]).toSatisfy(nearly([1_200_000]));
  });

  it('looks back as far as the rate that is asked for now', async () => {
    for (let step = 0; step < 2; step += 1) await budget.take([{ name: 'a', rate: slow }]);

    const wait = await budget.take([{ name: 'a', rate: { count: 1, perMs: 300_000 } }]);

    expect([wait]).toSatisfy(nearly([300_000]));
  });

  it('forgets places that lie hours ahead: the clock was set back', async () => {
    await execute(
      url,
      `insert into picket.budgets (bucket, places) values ('a', array[(extract(epoch from now()) * 1000)::bigint + 9e7])`,
    );

    expect(await budget.take([{ name: 'a', rate: { count: 1, perMs: 1000 } }])).toBe(0);
  });
});

/** The database's clock runs while we ask. */
function nearly(expected: readonly number[]): (waits: readonly number[]) => boolean {
  return (waits) =>
    waits.length === expected.length &&
    waits.every((wait, index) => wait <= (expected[index] ?? 0) && wait > (expected[index] ?? 0) - 20_000);
}
