import { type RawBuilder, sql } from 'kysely';
import type { Severity } from '../../domain/severity.ts';
import type { IncidentCount, IncidentPage, IncidentQuery } from '../../ports/store.ts';
import { indexText, instantOrEpoch, textOfColumn } from './columns.ts';
import type { Queries } from './database.ts';
import { unpackRecord } from './schema.ts';

/** A page, newest first, and how many there are. */
export async function findIncidents(queries: Queries, query: IncidentQuery): Promise<IncidentPage> {
  const total = await totalOf(queries, query);
  if (total === 0) return { incidents: [], total };
  const rows = await queries
    .selectFrom('incidents')
    .select('record')
    .where((eb) => eb.and([...sortsAsked(query), ...sinceAsked(query), ...channelAsked(query)]))
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
  return query.channel === undefined ? countMatches(queries, query) : countInChannel(queries, query, query.channel);
}

async function countMatches(queries: Queries, query: IncidentQuery, ...more: RawBuilder<boolean>[]): Promise<number> {
  const { total } = await queries
    .selectFrom('incidents')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where((eb) => eb.and([...sortsAsked(query), ...sinceAsked(query), ...more]))
    .executeTakeFirstOrThrow();
  return total;
}

/** Apart, since the index that has the one kind is enough to count it. */
async function countInChannel(queries: Queries, query: IncidentQuery, channel: string): Promise<number> {
  const routed = await countMatches(queries, query, isRoutedTo(channel));
  return routed + (await countMatches(queries, query, standsIn(channel), sql<boolean>`not ${isRoutedTo(channel)}`));
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

function sinceAsked({ since }: IncidentQuery): readonly RawBuilder<boolean>[] {
  return since === undefined ? [] : [sql<boolean>`occurred_at >= ${instantOrEpoch(since)}::timestamptz`];
}

/** A channel is the one that was configured, by name or id, or the one where the message stands. */
function channelAsked({ channel }: IncidentQuery): readonly RawBuilder<boolean>[] {
  return channel === undefined ? [] : [sql<boolean>`(${isRoutedTo(channel)} or ${standsIn(channel)})`];
}

function isRoutedTo(channel: string): RawBuilder<boolean> {
  return sql<boolean>`channel = ${indexText(channel)}`;
}

function standsIn(channel: string): RawBuilder<boolean> {
  // Both columns are set together, and the index is of rows that have them.
  return sql<boolean>`(message_channel = ${channel} and message_ts is not null)`;
}
