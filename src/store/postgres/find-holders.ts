import { type RawBuilder, sql } from 'kysely';
import type { Incident } from '../../domain/incident.ts';
import { indicatorId } from '../../domain/indicator.ts';
import type { HolderQuery, Holders } from '../../ports/store.ts';
import { indexText } from './columns.ts';
import type { Queries } from './database.ts';
import { isRestrictedRecord } from './record-text.ts';
import { unpackRecord } from './schema.ts';

/** Holders that are looked at for the count, in the order of their keys. */
const mostLookedAt = 1000;
/** Incidents among which the newest holders of a common indicator are looked for, the newest ones. */
const mostRecent = 10_000;
/** Of the holders among those, how many are looked at. */
const mostMet = 100;

/** Holders of an indicator, newest first, and their count; reads some thousand index entries at most. */
export async function findHolders(queries: Queries, query: HolderQuery): Promise<Holders> {
  const { count, incidents } = await countHolders(queries, query);
  if (count < query.countTo) return { count, incidents };
  const recent = await recentHolders(queries, query);
  const known = new Set(recent.map(({ key }) => key));
  const older = incidents.filter(({ key }) => !known.has(key));
  return { count, incidents: [...recent, ...older].slice(0, query.limit) };
}

/** The newest of those that were counted. */
async function countHolders(queries: Queries, query: HolderQuery): Promise<Holders> {
  const { rows } = await sql<{ count: number; record: string }>`
    with held as materialized (${holders(query)}),
    counted as materialized (
      select known.key, known.occurred_at from held join picket.incidents as known on known.key = held.key
      where ${isMeant(query)} limit ${query.countTo}
    )
    select (select count(*) from counted) as count, known.record
    from (select key from counted order by occurred_at desc, key desc limit ${query.limit}) as newest
    join picket.incidents as known on known.key = newest.key
    order by known.occurred_at desc, known.key desc`.execute(queries);
  return { count: rows[0]?.count ?? 0, incidents: incidentsOf(rows) };
}

/** Keys of holders. An instance's own are next to each other: a key begins with its name, which has no colon. */
function holders({ indicator, instances, except }: HolderQuery): RawBuilder<unknown> {
  const id = indexText(indicatorId(indicator));
  const others = except === undefined ? sql`` : sql`and key <> ${indexText(except)}`;
  if (instances === undefined) {
    return sql`select key from picket.incident_indicators where indicator = ${id} ${others}
      order by key limit ${mostLookedAt}`;
  }
  return sql`select own.key from unnest(${instances}::text[]) as name cross join lateral (
      select key from picket.incident_indicators
      where indicator = ${id} and key >= name || ':' and key < name || ';' ${others}
      order by key limit ${mostLookedAt}
    ) as own limit ${mostLookedAt}`;
}

async function recentHolders(queries: Queries, query: HolderQuery): Promise<readonly Incident[]> {
  const { indicator, instances, except, limit } = query;
  const only = instances?.length === 1 ? sql`where instance = ${instances[0]}` : sql``;
  const { rows } = await sql<{ record: string }>`
    select known.record from (
      select recent.key from (
        select key, occurred_at from picket.incidents ${only} order by occurred_at desc, key desc limit ${mostRecent}
      ) as recent
      where exists (
        select from picket.incident_indicators as held
        where held.indicator = ${indexText(indicatorId(indicator))} and held.key = recent.key
      )
      ${except === undefined ? sql`` : sql`and recent.key <> ${indexText(except)}`}
      ${instances === undefined ? sql`` : sql`and split_part(recent.key, ':', 1) = any(${instances}::text[])`}
      order by recent.occurred_at desc, recent.key desc limit ${mostMet}
    ) as met
    join picket.incidents as known on known.key = met.key
    where ${isMeant(query)} order by known.occurred_at desc, known.key desc limit ${limit}`.execute(queries);
  return incidentsOf(rows);
}

/** Of what an incident's row alone tells. */
function isMeant({ unrestricted }: HolderQuery): RawBuilder<boolean> {
  return unrestricted === true ? sql<boolean>`not ${isRestrictedRecord(sql`known.record`)}` : sql<boolean>`true`;
}

function incidentsOf(rows: readonly { readonly record: string }[]): readonly Incident[] {
  return rows.map(({ record }) => unpackRecord('incidents', record));
}
