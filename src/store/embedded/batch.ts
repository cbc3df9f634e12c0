import { type ContentTable, contentTables } from '../../ports/store-contents.ts';
import type { OutboxRow, Row, Rows } from './rows.ts';

/** What a commit changes: rows by id, `undefined` where one goes. */
export interface Batch {
  /** The last number given. */
  sequence: number;
  readonly tables: { readonly [T in ContentTable]: Map<string, Rows[T] | undefined> };
  /** Slots taken and, with `undefined`, left. */
  readonly slots: Map<string, number | undefined>;
}

/** The records as one transact sees them: what is durable, and above it what was decided before it in its group. */
export interface View {
  readonly sequence: number;
  find<T extends ContentTable>(table: T, id: string): Rows[T] | undefined;
  /** The sequence of the entry that waits in a slot. */
  slot(id: string): number | undefined;
  /** The entries that wait in a flood, in any order. */
  flood(id: string): readonly OutboxRow[];
}

export function emptyBatch(sequence: number): Batch {
  return {
    sequence,
    tables: {
      incidents: new Map(),
      outbox: new Map(),
      checkpoints: new Map(),
      rejections: new Map(),
      indicators: new Map(),
      audit: new Map(),
      pauses: new Map(),
      claims: new Map(),
      summaries: new Map(),
    },
    slots: new Map(),
  };
}

/** How many rows a batch changes. */
export function sizeOf({ tables }: Batch): number {
  return contentTables.reduce((size, table) => size + tables[table].size, 0);
}

/** `batch` over `below`; later changes of the batch show. */
export function viewOver(below: View, batch: Batch): View {
  return {
    get sequence() {
      return batch.sequence;
    },
    find<T extends ContentTable>(table: T, id: string) {
      const rows = batch.tables[table];
      return rows.get(id) ?? (rows.has(id) ? undefined : below.find(table, id));
    },
    slot: (id) => batch.slots.get(id) ?? (batch.slots.has(id) ? undefined : below.slot(id)),
    flood: (id) => floodOver(below.flood(id), batch, id),
  };
}

function floodOver(below: readonly OutboxRow[], { tables: { outbox } }: Batch, id: string): readonly OutboxRow[] {
  if (outbox.size === 0) return below;
  const left = below.filter((row) => !outbox.has(row.id));
  const came = [...outbox.values()].filter((row) => row?.flood === id);
  return [...left, ...came.flatMap((row) => row ?? [])];
}

/** Adds what a later batch changed. */
export function absorb(batch: Batch, later: Batch): void {
  batch.sequence = later.sequence;
  for (const table of contentTables) copyRows<ContentTable>(later.tables[table], batch.tables[table]);
  for (const [id, sequence] of later.slots) batch.slots.set(id, sequence);
}

function copyRows<T extends ContentTable>(from: Batch['tables'][T], to: Batch['tables'][T]): void {
  for (const [id, row] of from) to.set(id, row);
}

/** Puts a row into a batch, unless `view` shows the same content already: a commit of nothing new writes nothing. */
export function put<T extends ContentTable>(
  batch: Batch,
  view: View,
  change: { readonly table: T; readonly row: Rows[T] & Row<unknown> },
): void {
  const known: Row<unknown> | undefined = view.find(change.table, change.row.id);
  if (known?.packed !== change.row.packed) batch.tables[change.table].set(change.row.id, change.row);
}

/** Puts an outbox row in the place of the one that `view` shows, if any, and moves the slot with it. */
export function putEntry(batch: Batch, view: View, row: OutboxRow): void {
  leaveSlot(batch, view, view.find('outbox', row.id));
  batch.tables.outbox.set(row.id, row);
  if (row.slot !== undefined) batch.slots.set(row.slot, row.sequence);
}

/** Takes an outbox row away; nothing changes where it is gone already. */
export function dropEntry(batch: Batch, view: View, id: string): void {
  const known = view.find('outbox', id);
  if (known === undefined) return;
  leaveSlot(batch, view, known);
  batch.tables.outbox.set(id, undefined);
}

function leaveSlot(batch: Batch, view: View, row: OutboxRow | undefined): void {
  if (row?.slot !== undefined && view.slot(row.slot) === row.sequence) batch.slots.set(row.slot, undefined);
}
