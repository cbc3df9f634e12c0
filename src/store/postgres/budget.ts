import { sql } from 'kysely';
import type { BucketRate, Budget } from '../../ports/budget.ts';
import { indexText } from './columns.ts';
import type { Database, Queries } from './database.ts';

interface Asked {
  readonly buckets: readonly BucketRate[];
  readonly withinMs: number;
}

/** Beyond every place: PostgreSQL's numbers have no infinity. */
const anyMs = Number.MAX_SAFE_INTEGER;

/** A budget that all replicas of a database share: an exact sliding window for each bucket, by the database's clock. */
export function createPostgresBudget(database: Database): Budget {
  return {
    take: async (buckets, withinMs = anyMs) =>
      database.use(async (queries) => {
        const asked = { buckets, withinMs };
        const wait = await takePlace(queries, asked);
        if (wait !== undefined) return wait;
        await createBuckets(queries, buckets);
        return (await takePlace(queries, asked)) ?? 0;
      }),
    hold: async (name, ms) => {
      await database.use(async (queries) =>
        sql`insert into picket.budgets as known (bucket, held_until)
          values (${indexText(name)}, ${nowMs} + ${Math.ceil(ms)}::bigint)
          on conflict (bucket) do update set held_until = greatest(known.held_until, excluded.held_until)`.execute(
          queries,
        ),
      );
    },
  };
}

const nowMs = sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;
/** Places lie minutes ahead at most: one further ahead was taken before the clock was set back. */
const farAheadMs = sql.raw('3600000');

/**
 * All in one statement: locks the buckets in one order, finds the first instant that is free in all of them, and takes
 * it in each where it is near enough. A bucket keeps as many places as its rate looks back. Undefined where a bucket is not there yet.
 */
async function takePlace(queries: Queries, { buckets, withinMs }: Asked): Promise<number | undefined> {
  const wanted = buckets.map(({ name, rate }) => ({ bucket: indexText(name), count: rate.count, per_ms: rate.perMs }));
  const { rows } = await sql<{ wait_ms: number }>`
    with wanted as materialized (
      select * from json_to_recordset(${JSON.stringify(wanted)}::json) as given(bucket text, count int, per_ms bigint)
    ), locked as materialized (
      select kept.*, wanted.count, wanted.per_ms from picket.budgets as kept join wanted using (bucket)
      order by kept.bucket for update of kept
    ), known as materialized (
      select bucket, held_until, count, per_ms, array(
        select at from unnest(places) with ordinality as taken(at, number)
        where at < ${nowMs} + ${farAheadMs} order by number
      ) as places from locked
    ), free as materialized (
      select ${nowMs} as now, count(*) as buckets, greatest(
        max(held_until), max(places[cardinality(places)]), max(places[cardinality(places) - count + 1] + per_ms)
      ) as at from known
    ), place as materialized (
      select now, greatest(now, at) as at from free where buckets = (select count(*) from wanted)
    ), taken as (
      update picket.budgets as kept
      set places = (known.places || place.at)[greatest(1, cardinality(known.places) + 2 - known.count):]
      from known, place where kept.bucket = known.bucket and place.at - place.now <= ${Math.floor(withinMs)}::bigint
    )
    select at - now as wait_ms from place`.execute(queries);
  return rows[0]?.wait_ms;
}

async function createBuckets(queries: Queries, asked: readonly BucketRate[]): Promise<void> {
  const names = asked.map(({ name }) => indexText(name)).toSorted();
  await sql`insert into picket.budgets (bucket) select unnest(${names}::text[]) on conflict do nothing`.execute(
    queries,
  );
}
