import { type StoredRecords, type ContentTable, contentTables } from '../../ports/store-contents.ts';
import { emptyLists, type FileFault, type Parsed, parseJson, parseLayout, rowFrom, type RowLists } from './layout.ts';
import { migrate, type Migrations, type StoreDocument } from './migrate.ts';
import { pack } from './packed.ts';
import { AnyHeader, formatVersion, Header } from './schema.ts';
import type { Contents } from './state.ts';

/** What the bytes of a store file turned out to be. */
export type Reading =
  | { readonly kind: 'contents'; readonly contents: Contents; readonly version: number }
  | { readonly kind: 'damaged'; readonly fault: FileFault }
  | { readonly kind: 'newer'; readonly version: number };

/** The bytes of a store file, in blocks of whole lines with a byte a character, or as a whole. */
export interface StoreFile {
  blocks(): Iterable<string>;
  whole(): Buffer;
}

/** Reads a store file: line by line where it is in our own layout, as a whole where not, through migrations if older. */
export function readDocument(file: StoreFile, steps: Migrations): Reading {
  const layout = parseLayout(file.blocks());
  if (layout.ok) return { kind: 'contents', contents: layout.value, version: formatVersion };
  const whole = readWhole(file.whole(), steps, layout.fault);
  // Where the header is ours, the line says more than the path.
  return whole.kind === 'damaged' && layout.fault.place !== 'line 1' ? damaged(layout.fault) : whole;
}

function readWhole(bytes: Buffer, steps: Migrations, unreadable: FileFault): Reading {
  if (bytes.length === 0) return damaged({ place: 'the beginning', problem: 'the file is empty' });
  const json = parseJson(bytes.toString('utf8'));
  if (json === undefined) return damaged({ ...unreadable, problem: `no JSON, or ${unreadable.problem}` });
  const document = AnyHeader.safeParse(json);
  if (!document.success) return damaged({ place: 'the header', problem: 'this is no store file of Picket' });
  const { version } = document.data;
  if (version > formatVersion) return { kind: 'newer', version };
  const current = migrate(document.data, steps);
  if (current === undefined) return damaged({ place: 'the header', problem: `there is no format version ${version}` });
  const contents = contentsIn(current);
  return contents.ok ? { kind: 'contents', contents: contents.value, version } : damaged(contents.fault);
}

function damaged(fault: FileFault): Reading {
  return { kind: 'damaged', fault };
}

function contentsIn(document: StoreDocument): Parsed<Contents> {
  const header = Header.safeParse(document);
  if (!header.success) return { ok: false, fault: { place: 'the header', problem: 'no valid `sequence`' } };
  const lists = emptyLists();
  for (const table of contentTables) {
    const fault = readTable<ContentTable>(document, table, lists[table]);
    if (fault !== undefined) return { ok: false, fault };
  }
  return { ok: true, value: { sequence: header.data.sequence, rows: lists } };
}

function readTable<T extends ContentTable>(
  document: StoreDocument,
  table: T,
  rows: RowLists[T],
): FileFault | undefined {
  const records = document[table];
  if (!Array.isArray(records)) return { place: table, problem: 'expected a list' };
  for (const [index, record] of records.entries()) {
    const row = rowFrom(table, record, pack(record as StoredRecords[T]));
    if (typeof row === 'string') return { place: `${table}[${index}]`, problem: row };
    rows.push(row);
  }
  return undefined;
}
