import { sql } from 'kysely';
import type { Checkpoint, StoredRejection } from '../../domain/checkpoint.ts';
import { type IndicatorRecord, indicatorId } from '../../domain/indicator.ts';
import type { Changes, Scope } from '../../ports/store.ts';
import { indexId, indexText, instantColumn } from './columns.ts';
import type { Queries } from './database.ts';
import { Conflict } from './errors.ts';
import { packRecord } from './schema.ts';
import { inOrder, insertRows, replacing, type RowOf } from './write.ts';

export const replaceCheckpoint = replacing('checkpoints', ['instance', 'feed']);

export function checkpointRow(checkpoint: Checkpoint): RowOf<'checkpoints'> {
  const { instance, feed } = checkpoint;
  return { instance, feed, record: packRecord('checkpoints', checkpoint) };
}

/** A checkpoint. Errors: `Conflict` where it must be new and is not. */
export async function writeCheckpoint(queries: Queries, checkpoint: Checkpoint, mustBeNew: boolean): Promise<void> {
  const tail = sql<{ is_new: boolean }>`${replaceCheckpoint} returning (kept.xmax = 0) as is_new`;
  const [put] = await insertRows(queries, { table: 'checkpoints', rows: [checkpointRow(checkpoint)] }, tail);
  if (mustBeNew && put?.is_new === false) throw new Conflict();
}

/** Counts rejected records by id. Errors: `Conflict` where one that `asked` found unseen was counted meanwhile. */
export async function writeRejected(
  queries: Queries,
  rejected: NonNullable<Changes['rejected']>,
  unseen: ReadonlySet<string>,
): Promise<void> {
  const rows = new Map<string, RowOf<'rejections'>>();
  for (const record of rejected.records) {
    const { instance, feed, at } = rejected;
    const row = rejectionRow({ ...record, instance, feed, firstSeenAt: at, lastSeenAt: at, count: 1 });
    rows.set(row.id, { ...row, count: (rows.get(row.id)?.count ?? 0) + 1 });
  }
  const tail = sql<{ id: string; is_new: boolean }>`on conflict (instance, id) do update set feed = excluded.feed,
    last_seen_at = excluded.last_seen_at, count = kept.count + excluded.count, record = excluded.record
    returning kept.id, (kept.xmax = 0) as is_new`;
  const put = await insertRows(queries, { table: 'rejections', rows: inOrder([...rows.values()], 'id') }, tail);
  if (put.some(({ id, is_new }) => !is_new && unseen.has(id))) throw new Conflict();
}

/** Ids that a scope asked about and that were not seen before, as their column has them. */
export function unseenOf({ rejections }: Scope, seen: ReadonlySet<string>): ReadonlySet<string> {
  return new Set((rejections?.ids ?? []).filter((id) => !seen.has(id)).map(indexText));
}

export function rejectionRow(rejection: StoredRejection): RowOf<'rejections'> {
  const { instance, id, feed, firstSeenAt, lastSeenAt, count } = rejection;
  return {
    instance,
    id: indexText(id),
    feed,
    first_seen_at: firstSeenAt,
    last_seen_at: lastSeenAt,
    count,
    record: packRecord('rejections', rejection),
  };
}

/** Replaces what is not newer. What did not change is not written again: a feed brings the same thousands every time. */
export async function writeIndicators(queries: Queries, indicators: readonly IndicatorRecord[]): Promise<void> {
  const rows = new Map<string, RowOf<'indicators'>>();
  for (const indicator of indicators) {
    const row = indicatorRow(indicator);
    if (!isOutdated(row, rows.get(row.id))) rows.set(row.id, row);
  }
  const tail = sql`${replacing('indicators', ['id'])}
    where kept.record <> excluded.record and not coalesce(kept.updated_at > excluded.updated_at, false)`;
  await insertRows(queries, { table: 'indicators', rows: inOrder([...rows.values()], 'id') }, tail);
}

function indicatorRow(indicator: IndicatorRecord): RowOf<'indicators'> {
  const id = indicatorId(indicator);
  return {
    id: indexId(indicator.instance, indicator.feed, id),
    indicator: indexText(id),
    updated_at: instantColumn(indicator.updatedAt),
    expires_at: instantColumn(indicator.expiresAt),
    record: packRecord('indicators', indicator),
  };
}

/** Instants of columns compare as text. */
function isOutdated(row: RowOf<'indicators'>, known: RowOf<'indicators'> | undefined): boolean {
  const [before, after] = [known?.updated_at, row.updated_at];
  return typeof before === 'string' && typeof after === 'string' && before > after;
}
