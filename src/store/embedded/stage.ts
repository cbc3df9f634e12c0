import type { AuditEntry, Checkpoint, Pause, RejectedRecord, StoredRejection } from '../../domain/checkpoint.ts';
import type { NewOutboxEntry, OutboxEntry } from '../../domain/outbox.ts';
import type { Changes, Known, Scope } from '../../ports/store.ts';
import type { StoredRecords, ContentTable } from '../../ports/store-contents.ts';
import { faultOf, recordSchemas } from '../records/schema.ts';
import { type Batch, dropEntry, emptyBatch, put, putEntry, type View, viewOver } from './batch.ts';
import { pack, unpack } from './packed.ts';
import { floodId, joinId, type Row, rowMakers, type Rows, slotOf, unpackRow } from './rows.ts';

/** What a scope asks about, as `view` shows it. */
export function knownIn(view: View, scope: Scope): Known {
  const { keys, rejections, entries = [], claims = [], summaries = [], checkpoint, flood } = scope;
  const seen = (rejections?.ids ?? []).filter(
    (id) => view.find('rejections', joinId(rejections?.instance ?? '', id)) !== undefined,
  );
  return {
    incidents: recordsOf(keys, (key) => view.find('incidents', key)),
    rejections: new Set(seen),
    entries: recordsOf(entries, (sequence) => view.find('outbox', String(sequence))),
    claims: recordsOf(claims, (id) => view.find('claims', id)),
    summaries: recordsOf(summaries, (id) => view.find('summaries', id)),
    checkpoint: checkpoint && unpackRow(view.find('checkpoints', joinId(checkpoint.instance, checkpoint.feed))),
    flood: flood === undefined ? [] : floodIn(view, floodId(flood.channel, flood.poll)),
  };
}

function recordsOf<I, T>(ids: readonly I[], find: (id: I) => Row<T> | undefined): ReadonlyMap<I, T> {
  const records = new Map<I, T>();
  for (const id of ids) {
    const record = unpackRow(find(id));
    if (record !== undefined) records.set(id, record);
  }
  return records;
}

function floodIn(view: View, id: string): readonly OutboxEntry[] {
  const rows = view.flood(id).toSorted((a, b) => a.sequence - b.sequence);
  return rows.map((row) => unpack(row.packed)).filter((entry) => isUnposted(view, entry));
}

function isUnposted(view: View, entry: OutboxEntry): boolean {
  const row = entry.kind === 'incident' ? view.find('incidents', entry.key) : undefined;
  return row !== undefined && row.message === undefined;
}

/** A batch being filled, and the view through it. */
interface Staging {
  readonly batch: Batch;
  readonly view: View;
}

/**
 * What `changes` change over `below`. Entries delivered leave first and new ones come last: an effect decided again in
 * the commit that confirms its entry is a new entry.
 *
 * Errors: a record that could not be read back is refused with a plain `Error`; the batch is then not to be used.
 */
export function stage(below: View, changes: Changes): Batch {
  const batch = emptyBatch(below.sequence);
  const staging: Staging = { batch, view: viewOver(below, batch) };
  for (const incident of changes.incidents ?? []) putRecord(staging, 'incidents', incident);
  for (const sequence of changes.delivered ?? []) dropEntry(batch, staging.view, String(sequence));
  for (const entry of changes.entries ?? []) replaceEntry(staging, entry);
  for (const entry of changes.enqueue ?? []) enqueue(staging, entry);
  stageFeed(staging, changes);
  for (const entry of changes.audit ?? []) appendAudit(staging, entry);
  for (const claim of changes.claims ?? []) putRecord(staging, 'claims', claim);
  for (const summary of changes.summaries ?? []) putRecord(staging, 'summaries', summary);
  if (changes.resume !== undefined) endPause(staging, changes.resume);
  if (changes.pause !== undefined) putRecord<'pauses'>(staging, 'pauses', changes.pause satisfies Pause);
  return batch;
}

function stageFeed(staging: Staging, { checkpoint, rejected, indicators = [] }: Changes): void {
  if (checkpoint !== undefined) putRecord(staging, 'checkpoints', checkpoint satisfies Checkpoint);
  for (const record of rejected?.records ?? []) if (rejected !== undefined) countRejection(staging, rejected, record);
  for (const indicator of indicators) upsertIndicator(staging, indicator);
}

/** Checked before it is written, not only when it is read: a file that we wrote must open again. */
export function rowOf<T extends ContentTable>(table: T, record: StoredRecords[T]): Rows[T] {
  const checked = recordSchemas[table].safeParse(record);
  if (!checked.success) throw new Error(`a record for ${table} cannot be stored: ${faultOf(checked.error)}`);
  return rowMakers[table](record, pack(record));
}

function putRecord<T extends ContentTable>({ batch, view }: Staging, table: T, record: StoredRecords[T]): void {
  put(batch, view, { table, row: rowOf(table, record) });
}

function replaceEntry({ batch, view }: Staging, entry: OutboxEntry): void {
  // An entry that is gone was delivered: putting it back would post it again.
  if (view.find('outbox', String(entry.sequence)) !== undefined) putEntry(batch, view, rowOf('outbox', entry));
}

function enqueue({ batch, view }: Staging, entry: NewOutboxEntry): void {
  const slot = slotOf(entry);
  const sequence = slot === undefined ? undefined : view.slot(slot);
  if (sequence !== undefined) return mergeInto({ batch, view }, entry, sequence);
  batch.sequence += 1;
  putEntry(batch, view, rowOf('outbox', { ...entry, sequence: batch.sequence, state: 'waiting', attempts: 0 }));
}

/** The entry that waits shows the newest state anyway; but one of a flood that is asked for by itself is no more of it. */
function mergeInto({ batch, view }: Staging, entry: NewOutboxEntry, sequence: number): void {
  if (entry.kind !== 'incident' || entry.flood !== undefined) return;
  const waiting = unpackRow(view.find('outbox', String(sequence)));
  if (waiting?.kind !== 'incident' || waiting.flood === undefined) return;
  const { flood: _flood, ...single } = waiting;
  putEntry(batch, view, rowOf('outbox', single));
}

function countRejection(
  staging: Staging,
  { instance, feed, at }: { readonly instance: string; readonly feed: string; readonly at: string },
  record: RejectedRecord,
): void {
  const row = staging.view.find('rejections', joinId(instance, record.id));
  const known: StoredRejection | undefined = row === undefined ? undefined : unpack(row.packed);
  putRecord(staging, 'rejections', {
    ...record,
    instance,
    feed,
    firstSeenAt: known?.firstSeenAt ?? at,
    lastSeenAt: at,
    count: (known?.count ?? 0) + 1,
  });
}

function upsertIndicator({ batch, view }: Staging, indicator: StoredRecords['indicators']): void {
  const row = rowOf('indicators', indicator);
  const known = view.find('indicators', row.id);
  const outdated = known?.updatedAt !== undefined && row.updatedAt !== undefined && known.updatedAt > row.updatedAt;
  if (!outdated) put(batch, view, { table: 'indicators', row });
}

function appendAudit(staging: Staging, entry: AuditEntry): void {
  staging.batch.sequence += 1;
  putRecord(staging, 'audit', { sequence: staging.batch.sequence, entry });
}

function endPause({ batch, view }: Staging, instance: string): void {
  if (view.find('pauses', instance) !== undefined) batch.tables.pauses.set(instance, undefined);
}
