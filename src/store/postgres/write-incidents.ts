import { sql } from 'kysely';
import type { Incident } from '../../domain/incident.ts';
import { indicatorId } from '../../domain/indicator.ts';
import { columnText, indexText, instantColumn, instantOrEpoch } from './columns.ts';
import type { Queries } from './database.ts';
import { packRecord } from './schema.ts';
import { insertRows, putRows, type RowOf } from './write.ts';

/** An incident before and after a commit; absent before it came or after it went. */
export interface IncidentChange {
  readonly before: Incident | undefined;
  readonly after: Incident | undefined;
}

/**
 * Writes changed incidents, and all that is kept about them. Rows with a `before` are locked by the caller.
 *
 * Errors: `Conflict` where one without a `before` has come to be meanwhile.
 */
export async function writeIncidents(queries: Queries, changes: readonly IncidentChange[]): Promise<void> {
  const rows = changes.flatMap(({ after }) => (after === undefined ? [] : [incidentRow(after)]));
  const mustBeNew = changes.flatMap(({ before, after }) =>
    before === undefined && after ? [indexText(after.key)] : [],
  );
  await putRows(queries, { table: 'incidents', rows }, new Set(mustBeNew));
  await followIncidents(queries, changes);
}

/** Keeps what is counted and found by indicator in step with incidents that changed or went. */
export async function followIncidents(queries: Queries, changes: readonly IncidentChange[]): Promise<void> {
  await moveIndicators(queries, changes);
  await moveCounts(queries, changes);
}

export function incidentRow(incident: Incident): RowOf<'incidents'> {
  return {
    key: indexText(incident.key),
    instance: incident.instance,
    external_id: columnText(incident.externalId),
    severity: incident.severity,
    status: indexText(incident.status),
    closed: incident.closed,
    watched: incident.watched === true,
    channel: indexText(incident.routing.channel),
    occurred_at: instantOrEpoch(incident.occurredAt),
    closed_at: incident.closed ? instantColumn(incident.closedAt ?? incident.changedAt) : null,
    message_channel: incident.message?.channelId ?? null,
    message_ts: incident.message?.messageTs ?? null,
    record: packRecord('incidents', incident),
  };
}

async function moveIndicators(queries: Queries, changes: readonly IncidentChange[]): Promise<void> {
  const gone: RowOf<'incident_indicators'>[] = [];
  const come: RowOf<'incident_indicators'>[] = [];
  for (const { before, after } of changes) {
    const [from, to] = [indicatorsOf(before), indicatorsOf(after)];
    const key = indexText((after ?? before)?.key ?? '');
    for (const indicator of from) if (!to.has(indicator)) gone.push({ indicator, key });
    for (const indicator of to) if (!from.has(indicator)) come.push({ indicator, key });
  }
  if (gone.length > 0) await dropIndicators(queries, gone);
  await insertRows(queries, { table: 'incident_indicators', rows: come }, sql`on conflict do nothing`);
}

async function dropIndicators(queries: Queries, rows: readonly RowOf<'incident_indicators'>[]): Promise<void> {
  await sql`delete from picket.incident_indicators as kept
    using json_to_recordset(${JSON.stringify(rows)}::json) as gone(indicator text, key text)
    where kept.indicator = gone.indicator and kept.key = gone.key`.execute(queries);
}

/** The column by which an indicator is found. */
function indicatorsOf(incident: Incident | undefined): ReadonlySet<string> {
  return new Set((incident?.indicators ?? []).map((indicator) => indexText(indicatorId(indicator))));
}

async function moveCounts(queries: Queries, changes: readonly IncidentChange[]): Promise<void> {
  const moves = new Map<string, RowOf<'incident_counts'>>();
  const move = (incident: Incident | undefined, step: number): void => {
    if (incident === undefined) return;
    const { instance, severity, closed } = incident;
    const status = indexText(incident.status);
    const id = JSON.stringify([instance, severity, status, closed]);
    moves.set(id, { instance, severity, status, closed, count: (moves.get(id)?.count ?? 0) + step });
  };
  for (const { before, after } of changes) {
    move(before, -1);
    move(after, 1);
  }
  const inOneOrder = [...moves].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const rows = inOneOrder.filter(({ count }) => count !== 0);
  const add = sql`on conflict (instance, severity, status, closed) do update set count = kept.count + excluded.count`;
  await insertRows(queries, { table: 'incident_counts', rows }, add);
}
