import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Severity } from '../../domain/severity.ts';
import type { IncidentCount, IncidentPage, IncidentQuery } from '../../ports/store.ts';
import { indexText, instantOrEpoch, textOfColumn } from './columns.ts';
import type { Queries } from './database.ts';
import { unpackRecord } from './schema.ts';
import type { Tables } from './tables.ts';

/** A page, newest first, and how many there are. */
export async function findIncidents(queries: Queries, query: IncidentQuery): Promise<IncidentPage> {
  const total = await totalOf(queries, query);
  if (total === 0) return { incidents: [], total };
  const rows = await queries
    .selectFrom('incidents')
    .select('record')
    .where((eb) => eb.and([...sortsAsked(query), ...placesAsked(eb, query)]))
    .orderBy('occurred_at', 'desc')
    .orderBy('key', 'desc')
    .limit(query.limit)
    .offset(query.offset ?? 0)
    .execute();
  return { incidents: rows.map(({ record }) => unpackRecord('incidents', record)), total };
}

/** How many incidents there are of each sort; a few rows, however many incidents. */
export async function countIncidents(queries: Queries): Promise<readonly IncidentCount[]> {
  const rows = await queries.selectFrom('incident_counts').selectAll().where('count', '>', 0).execute();
  return rows.map((row) => ({ ...row, severity: row.severity as Severity, status: textOfColumn(row.status) }));
}

/** What is asked of sorts alone is counted already. */
async function totalOf(queries: Queries, query: IncidentQuery): Promise<number> {
  if (query.channel === undefined && query.since === undefined) {
    const { total } = await queries
      .selectFrom('incident_counts')
      .select(sql<number>`coalesce(sum(count), 0)::bigint`.as('total'))
      .where((eb) => eb.and([...sortsAsked(query)]))
      .executeTakeFirstOrThrow();
    return total;
  }
  const { total } = await queries
    .selectFrom('incidents')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where((eb) => eb.and([...sortsAsked(query), ...placesAsked(eb, query)]))
    .executeTakeFirstOrThrow();
  return total;
}

/** Conditions on what both tables have. */
function sortsAsked({ instance, status, severities, open }: IncidentQuery): readonly RawBuilder<boolean>[] {
  return [
    ...(instance === undefined ? [] : [sql<boolean>`instance = ${instance}`]),
    ...(status === undefined ? [] : [sql<boolean>`status = ${indexText(status)}`]),
    ...(severities === undefined ? [] : [sql<boolean>`severity = any(${severities}::text[])`]),
    ...(open === undefined ? [] : [open ? sql<boolean>`not closed` : sql<boolean>`closed`]),
  ];
}

/** A channel is the one that was configured, by name or id, or the one where the message stands. */
function placesAsked(eb: ExpressionBuilder<Tables, 'incidents'>, { channel, since }: IncidentQuery) {
  return [
    ...(since === undefined ? [] : [eb('occurred_at', '>=', sql<Date>`${instantOrEpoch(since)}::timestamptz`)]),
    ...(channel === undefined
      ? []
      : [eb.or([eb('channel', '=', indexText(channel)), eb('message_channel', '=', channel)])]),
  ];
}
