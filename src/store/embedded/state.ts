import { type ContentTable, contentTables } from '../../ports/store-contents.ts';
import { type Batch, emptyBatch, type View } from './batch.ts';
import { emptyIndexes, type Indexes, reindexIncident, reindexIndicator, reindexOutbox } from './indexes.ts';
import { valuesOf } from './multi-map.ts';
import { type IncidentRow, type Rows, rowsIn } from './rows.ts';
import { mergeOrder } from './sorted.ts';

/** Everything that is durable, and nothing else: it changes only after a commit has reached the disk. */
export interface State {
  sequence: number;
  readonly tables: { readonly [T in ContentTable]: Map<string, Rows[T]> };
  readonly indexes: Indexes;
  /** Rows whose text is on the heap still. */
  loose: IncidentRow[];
}

/** What a file holds, in the order of the file. Both what lowdb reads and what it is given to write. */
export interface Contents {
  readonly sequence: number;
  readonly rows: { readonly [T in ContentTable]: Iterable<Rows[T]> };
}

/** The state that `contents` describe. */
export function stateOf(contents: Contents): State {
  const state: State = {
    sequence: 0,
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
    indexes: emptyIndexes(),
    loose: [],
  };
  const batch = emptyBatch(contents.sequence);
  for (const table of contentTables) collect<ContentTable>(contents.rows[table], batch.tables[table]);
  applyBatch(state, batch);
  state.loose = [];
  return state;
}

function collect<T extends ContentTable>(from: Contents['rows'][T], to: Batch['tables'][T]): void {
  for (const row of from) to.set(row.id, row);
}

/** Makes a batch part of the state, at once for every reader. 4 µs a row. */
export function applyBatch(state: State, batch: Batch): void {
  const { tables, indexes } = state;
  const changed = batch.tables;
  const gone = new Set<IncidentRow>();
  const added: IncidentRow[] = [];
  applyRows(tables.incidents, changed.incidents, (before, after) => {
    if (before !== undefined) gone.add(before);
    if (after !== undefined) added.push(after);
    reindexIncident(indexes, before, after);
  });
  for (const row of added) state.loose.push(row);
  if (gone.size > 0 || added.length > 0) indexes.order = mergeOrder(indexes.order, gone, added);
  applyRows(tables.outbox, changed.outbox, (before, after) => reindexOutbox(indexes, before, after));
  applyRows(tables.indicators, changed.indicators, (before, after) => reindexIndicator(indexes, before, after));
  applyRows(tables.checkpoints, changed.checkpoints);
  applyRows(tables.rejections, changed.rejections);
  applyRows(tables.audit, changed.audit);
  applyRows(tables.pauses, changed.pauses);
  applyRows(tables.claims, changed.claims);
  applyRows(tables.summaries, changed.summaries);
  state.sequence = batch.sequence;
}

function applyRows<R>(
  rows: Map<string, R>,
  changed: ReadonlyMap<string, R | undefined>,
  reindex?: (before: R | undefined, after: R | undefined) => void,
): void {
  for (const [id, after] of changed) {
    reindex?.(rows.get(id), after);
    if (after === undefined) rows.delete(id);
    else rows.set(id, after);
  }
}

/** The state as the lowest view. */
export function viewOf(state: State): View {
  return {
    get sequence() {
      return state.sequence;
    },
    find: (table, id) => state.tables[table].get(id),
    slot: (id) => state.indexes.slots.get(id),
    flood: (id) => rowsIn(state.tables.outbox, valuesOf(state.indexes.floods, id)),
  };
}

/**
 * What the file will hold once `batch` is written. Rows are handed out while they are written: nothing is copied, and
 * nothing moves meanwhile, since the state changes only between two writes.
 */
export function contentsOf(state: State, batch: Batch = emptyBatch(state.sequence)): Contents {
  const rowsOf = <T extends ContentTable>(table: T) => ({
    [Symbol.iterator]: () => merged(state.tables[table], batch.tables[table]),
  });
  return {
    sequence: batch.sequence,
    rows: {
      incidents: rowsOf('incidents'),
      outbox: rowsOf('outbox'),
      checkpoints: rowsOf('checkpoints'),
      rejections: rowsOf('rejections'),
      indicators: rowsOf('indicators'),
      audit: rowsOf('audit'),
      pauses: rowsOf('pauses'),
      claims: rowsOf('claims'),
      summaries: rowsOf('summaries'),
    },
  };
}

function* merged<R>(rows: ReadonlyMap<string, R>, changed: ReadonlyMap<string, R | undefined>): Generator<R> {
  for (const [id, row] of rows) {
    const current = changed.has(id) ? changed.get(id) : row;
    if (current !== undefined) yield current;
  }
  for (const [id, row] of changed) if (row !== undefined && !rows.has(id)) yield row;
}
