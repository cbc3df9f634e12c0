import { sql } from 'kysely';
import type { AuditEntry } from '../../domain/checkpoint.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Summary } from '../../domain/summary.ts';
import type { Changes, Known, Scope } from '../../ports/store.ts';
import { indexText, instantColumn, instantOrEpoch } from './columns.ts';
import type { Queries } from './database.ts';
import { requireLease } from './leases.ts';
import { packRecord } from './schema.ts';
import { lockIncidents } from './scope.ts';
import { unseenOf, writeCheckpoint, writeIndicators, writeRejected } from './write-feed.ts';
import { type IncidentChange, writeIncidents } from './write-incidents.ts';
import { writeOutbox } from './write-outbox.ts';
import { insertRows, putRows, type RowOf } from './write.ts';

/** What a decision was made about. */
export interface Decided {
  readonly scope: Scope;
  readonly known: Known;
  /** Incidents that are locked already; the scope's are among them. */
  readonly locked: ReadonlyMap<string, Incident>;
}

/**
 * Writes what was decided, table by table in the one order that every transaction has. Channels come last: they are
 * held from there to the commit only.
 *
 * Errors: `Conflict` where the decision took something to be absent that came meanwhile; `StoreError` of kind
 * `lease-lost`.
 */
export async function writeChanges(queries: Queries, changes: Changes, decided: Decided): Promise<void> {
  if (changes.lease !== undefined) await requireLease(queries, changes.lease);
  await writeIncidents(queries, await incidentChanges(queries, changes.incidents ?? [], decided.locked));
  await writeFeed(queries, changes, decided);
  await writeRest(queries, changes, decided);
  await writeOutbox(queries, changes);
}

/** The last one of a key counts. What is not locked yet is now, out of order: whoever would have to wait tries again. */
async function incidentChanges(
  queries: Queries,
  incidents: readonly Incident[],
  locked: ReadonlyMap<string, Incident>,
): Promise<readonly IncidentChange[]> {
  const changed = new Map(incidents.map((incident) => [incident.key, incident]));
  const others = [...changed.keys()].filter((key) => !locked.has(key));
  const late = await lockIncidents(queries, others, true);
  return [...changed.values()].map((after) => ({ before: locked.get(after.key) ?? late.get(after.key), after }));
}

async function writeFeed(queries: Queries, changes: Changes, { scope, known }: Decided): Promise<void> {
  const { checkpoint, rejected, indicators = [] } = changes;
  if (checkpoint !== undefined) {
    const { instance, feed } = scope.checkpoint ?? {};
    const isAsked = instance === checkpoint.instance && feed === checkpoint.feed;
    await writeCheckpoint(queries, checkpoint, isAsked && known.checkpoint === undefined);
  }
  if (rejected !== undefined) await writeRejected(queries, rejected, unseenOf(scope, known.rejections));
  await writeIndicators(queries, indicators);
}

async function writeRest(queries: Queries, changes: Changes, { scope, known }: Decided): Promise<void> {
  const { claims = [], summaries = [], audit = [], resume, pause } = changes;
  await putRows(queries, { table: 'claims', rows: lastById(claims).map(claimRow) }, absent(scope.claims, known.claims));
  await putRows(
    queries,
    { table: 'summaries', rows: lastById(summaries).map(summaryRow) },
    absent(scope.summaries, known.summaries),
  );
  if (resume !== undefined) await queries.deleteFrom('pauses').where('instance', '=', resume).execute();
  if (pause !== undefined) {
    const rows = [{ instance: pause.instance, record: packRecord('pauses', pause) }];
    await putRows(queries, { table: 'pauses', rows });
  }
  const rows = audit.map((entry) => auditRow({ sequence: 0, entry }));
  await insertRows(queries, { table: 'audit', rows, without: 'sequence' }, sql``);
}

function absent(ids: readonly string[] = [], known: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  return new Set(ids.filter((id) => !known.has(id)).map(indexText));
}

/** A statement cannot replace a row twice. */
function lastById<R extends { readonly id: string }>(records: readonly R[]): readonly R[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

export function claimRow(claim: Claim): RowOf<'claims'> {
  return {
    id: indexText(claim.id),
    state: claim.state,
    at: instantOrEpoch(claim.at),
    expires_at: instantColumn(claim.expiresAt),
    record: packRecord('claims', claim),
  };
}

export function summaryRow(summary: Summary): RowOf<'summaries'> {
  return {
    id: indexText(summary.id),
    keys: summary.keys.map(indexText),
    created_at: instantOrEpoch(summary.createdAt),
    record: packRecord('summaries', summary),
  };
}

export function auditRow(numbered: { readonly sequence: number; readonly entry: AuditEntry }): RowOf<'audit'> {
  const { sequence, entry } = numbered;
  return {
    sequence,
    key: entry.key === undefined ? null : indexText(entry.key),
    record: packRecord('audit', numbered),
  };
}
