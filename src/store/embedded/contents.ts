import {
  checkpointOfMark,
  type ContentCounts,
  type ContentTable,
  copyMarkFeed,
  copyMarkInstance,
  type CopyMark,
  markOfCheckpoint,
  type StoreContents,
  type StoredRecords,
} from '../../ports/store-contents.ts';
import { type Batch, emptyBatch, put, type View } from './batch.ts';
import { maxAudit, maxRejections } from './bounds.ts';
import type { Committer } from './committer.ts';
import type { FileSystem } from './file-system.ts';
import { joinId, unpackRow } from './rows.ts';
import { rowOf } from './stage.ts';
import type { State } from './state.ts';

interface Parts {
  readonly path: string;
  readonly files: FileSystem;
  readonly state: State;
  readonly submit: Committer['submit'];
}

const markId = joinId(copyMarkInstance, copyMarkFeed);

/** What a store file holds, to be copied from it or into it. Records have the order of the file. */
export function createEmbeddedContents({ path, files, state, submit }: Parts): StoreContents {
  const readers = readersOf(state);
  const order = new Map<ContentTable, readonly string[]>();
  const idsOf = (table: ContentTable): readonly string[] => {
    const known = order.get(table) ?? [...state.tables[table].keys()].filter((id) => id !== markId);
    order.set(table, known);
    return known;
  };
  return {
    name: path,
    keeps: { audit: maxAudit, rejections: maxRejections },
    counts: async () => {
      order.clear();
      return countsOf((table) => idsOf(table).length);
    },
    stamp: async () => stampOf(files, path),
    read: async (table, { after, skip, limit }) => {
      const ids = idsOf(table);
      const first = after === undefined ? skip : ids.indexOf(after) + 1;
      const read: Readers[typeof table] = readers[table];
      return ids.slice(first, first + limit).flatMap((place) => {
        const record = read(place);
        return record === undefined ? [] : [{ place, record }];
      });
    },
    load: async (table, records, mark) =>
      submit((view) => {
        const batch = emptyBatch(view.sequence);
        for (const record of records) putRecord({ batch, view }, table, record);
        put(batch, view, { table: 'checkpoints', row: rowOf('checkpoints', checkpointOfMark(mark)) });
        return { batch, result: undefined };
      }),
    mark: async () => markIn(state),
    finish: async () =>
      submit((view) => {
        const batch = emptyBatch(view.sequence);
        if (view.find('checkpoints', markId) !== undefined) batch.tables.checkpoints.set(markId, undefined);
        return { batch, result: undefined };
      }),
  };
}

/** Of a copy that did not end. */
export function markIn({ tables }: State): CopyMark | undefined {
  return markOfCheckpoint(unpackRow(tables.checkpoints.get(markId)));
}

function countsOf(count: (table: ContentTable) => number): ContentCounts {
  return {
    incidents: count('incidents'),
    outbox: count('outbox'),
    checkpoints: count('checkpoints'),
    rejections: count('rejections'),
    indicators: count('indicators'),
    audit: count('audit'),
    pauses: count('pauses'),
    claims: count('claims'),
    summaries: count('summaries'),
  };
}

type Readers = { readonly [T in ContentTable]: (id: string) => StoredRecords[T] | undefined };

function readersOf({ tables }: State): Readers {
  return {
    incidents: (id) => unpackRow(tables.incidents.get(id)),
    outbox: (id) => unpackRow(tables.outbox.get(id)),
    checkpoints: (id) => unpackRow(tables.checkpoints.get(id)),
    rejections: (id) => unpackRow(tables.rejections.get(id)),
    indicators: (id) => unpackRow(tables.indicators.get(id)),
    audit: (id) => unpackRow(tables.audit.get(id)),
    pauses: (id) => unpackRow(tables.pauses.get(id)),
    claims: (id) => unpackRow(tables.claims.get(id)),
    summaries: (id) => unpackRow(tables.summaries.get(id)),
  };
}

/** A sequence that came with a record is not given again. */
function putRecord<T extends ContentTable>(
  { batch, view }: { readonly batch: Batch; readonly view: View },
  table: T,
  record: StoredRecords[T],
): void {
  put(batch, view, { table, row: rowOf(table, record) });
  if ('sequence' in record) batch.sequence = Math.max(batch.sequence, record.sequence);
}

/** The file is replaced with every commit. */
async function stampOf(files: FileSystem, path: string): Promise<string> {
  const { size, mtimeMs } = await files.stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
  return `${size} ${mtimeMs}`;
}
