import { sql } from 'kysely';
import { instantColumn } from './columns.ts';
import type { Queries } from './database.ts';
import { unpackRecord } from './schema.ts';
import { followIncidents } from './write-incidents.ts';

/** What may go: incidents closed before `closedBefore`, and what has expired at `now`. */
export interface Expiry {
  readonly closedBefore: string | undefined;
  readonly now: string;
  readonly limit: number;
}

/** A summary younger than this stays: its incidents may be on their way. */
const youngestSummary = '1 day';
/** The newest are kept; who needs more keeps the log, which has every entry as a line. */
const maxAudit = 100_000;
/** Distinct bad records kept; one that was dropped counts as new when it comes again. */
const maxRejections = 100_000;

/**
 * Drops at most `limit` rows that have had their time, and gives how many. What another replica has in hand is left for
 * the next step.
 */
export async function prune(queries: Queries, { closedBefore, now, limit }: Expiry): Promise<number> {
  const expired = instantColumn(now);
  const steps = [
    async (rest: number) => (closedBefore === undefined ? 0 : dropIncidents(queries, closedBefore, rest)),
    async (rest: number) =>
      drop(
        queries,
        sql`picket.indicators where id = any(array(select id from picket.indicators
        where expires_at <= ${expired} order by expires_at limit ${rest} for update skip locked))`,
      ),
    async (rest: number) =>
      drop(
        queries,
        sql`picket.claims where id = any(array(select id from picket.claims
        where expires_at <= ${expired} order by expires_at limit ${rest} for update skip locked))`,
      ),
    async (rest: number) =>
      drop(
        queries,
        sql`picket.summaries where id = any(array(select id from picket.summaries as old
        where created_at <= ${expired}::timestamptz - ${youngestSummary}::interval and not exists (select from picket.incidents where key = any(old.keys)) limit ${rest} for update skip locked))`,
      ),
    async (rest: number) =>
      drop(
        queries,
        sql`picket.audit where sequence = any(array(select sequence from picket.audit
        where sequence <= (select sequence from picket.audit order by sequence desc offset ${maxAudit} limit 1)
        order by sequence limit ${rest} for update skip locked))`,
      ),
    async (rest: number) =>
      drop(
        queries,
        sql`picket.rejections where number = any(array(select number from picket.rejections
        where number <= (select number from picket.rejections order by number desc offset ${maxRejections} limit 1)
        order by number limit ${rest} for update skip locked))`,
      ),
  ];
  let dropped = 0;
  for (const step of steps) if (dropped < limit) dropped += await step(limit - dropped);
  return dropped;
}

async function dropIncidents(queries: Queries, closedBefore: string, limit: number): Promise<number> {
  const { rows } = await sql<{ record: string }>`delete from picket.incidents where key = any(array(
    select key from picket.incidents where closed_at < ${instantColumn(closedBefore)} order by closed_at limit ${limit}
    for update skip locked)) returning record`.execute(queries);
  const gone = rows.map(({ record }) => unpackRecord('incidents', record));
  await followIncidents(
    queries,
    gone.map((before) => ({ before, after: undefined })),
  );
  return gone.length;
}

async function drop(queries: Queries, what: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${what}`.execute(queries);
  return Number(numAffectedRows ?? 0);
}
