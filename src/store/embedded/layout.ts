import { type StoredRecords, type ContentTable, contentTables } from '../../ports/store-contents.ts';
import { faultOf, recordSchemas } from '../records/schema.ts';
import { type Packed, unpack } from './packed.ts';
import { rowMakers, type Rows } from './rows.ts';
import { formatVersion, Header } from './schema.ts';
import type { Contents } from './state.ts';

/**
 * The file: one JSON document, one record a line, so that a record goes in and out as it stands, a damaged one is found
 * by its line, and `grep` and `diff` are of use.
 *
 *     {"format":"picket-store","version":2,"sequence":7,
 *     "incidents":[
 *     {…},
 *     {…}
 *     ],
 *     "outbox":[
 *     ]}
 */
export function* linesOf({ sequence, rows }: Contents): Generator<string> {
  const header: Header = { format: 'picket-store', version: formatVersion, sequence };
  yield `${JSON.stringify(header).slice(0, -1)},\n`;
  for (const [index, table] of contentTables.entries()) {
    yield `"${table}":[`;
    let separator = '\n';
    for (const row of rows[table]) {
      yield separator;
      yield row.packed;
      separator = ',\n';
    }
    yield index === contentTables.length - 1 ? '\n]}\n' : '\n],\n';
  }
}

/** A place in the file and what is wrong there; nothing of its content. */
export interface FileFault {
  readonly place: string;
  readonly problem: string;
}
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FileFault };

/** Rows by table, being filled. */
export type RowLists = { readonly [T in ContentTable]: Rows[T][] };

export function emptyLists(): RowLists {
  return {
    incidents: [],
    outbox: [],
    checkpoints: [],
    rejections: [],
    indicators: [],
    audit: [],
    pauses: [],
    claims: [],
    summaries: [],
  };
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * Reads a file of the current version in its own layout, given in blocks of whole lines: parsing 50 MB as a whole would
 * take three times the memory. A file in another layout (another version, formatted by a tool) comes back as a fault at the
 * first line that differs.
 */
export function parseLayout(blocks: Iterable<string>): Parsed<Contents> {
  const lines = linesIn(blocks);
  const header = parseHeader(lines.next().value);
  if (header === undefined) return { ok: false, fault: { place: 'line 1', problem: 'no header of a store file' } };
  const lists = emptyLists();
  for (const table of contentTables) {
    const fault = parseTable<ContentTable>(lines, table, lists[table]);
    if (fault !== undefined) return { ok: false, fault };
  }
  return { ok: true, value: { sequence: header.sequence, rows: lists } };
}

function* linesIn(blocks: Iterable<string>): Generator<Line, undefined> {
  let number = 0;
  for (const block of blocks) {
    for (let start = 0, end = 0; start < block.length; start = end + 1) {
      const found = block.indexOf('\n', start);
      end = found === -1 ? block.length : found;
      yield { text: block.slice(start, end), number: (number += 1) };
    }
  }
}

function parseHeader(line: Line | undefined): Header | undefined {
  if (line?.text.endsWith(',') !== true) return undefined;
  const parsed = Header.safeParse(parseJson(`${line.text.slice(0, -1)}}`));
  return parsed.success ? parsed.data : undefined;
}

function parseTable<T extends ContentTable>(
  lines: Generator<Line, undefined>,
  table: T,
  rows: RowLists[T],
): FileFault | undefined {
  const opening = lines.next().value;
  if (opening?.text !== `"${table}":[`) return faultAt(opening, `"${table}" should begin here`);
  const closing = table === contentTables.at(-1) ? ']}' : '],';
  let number = opening.number;
  for (let line = lines.next().value; line !== undefined; line = lines.next().value) {
    if (line.text === closing) return undefined;
    number = line.number;
    const parsed = parseRow(table, line.text.endsWith(',') ? line.text.slice(0, -1) : line.text);
    if (typeof parsed === 'string') return faultAt(line, `${table}[${rows.length}]: ${parsed}`);
    rows.push(parsed);
  }
  return { place: `line ${number}`, problem: `the file ends inside "${table}"` };
}

function faultAt(line: Line | undefined, problem: string): FileFault {
  return { place: line === undefined ? 'the end' : `line ${line.number}`, problem };
}

/** A line's record as a row, or what is wrong with it. */
function parseRow<T extends ContentTable>(table: T, packed: Packed<StoredRecords[T]>): Rows[T] | string {
  let record: StoredRecords[T];
  try {
    record = unpack(packed);
  } catch {
    // The parser's own message quotes the text.
    return 'no JSON';
  }
  return rowFrom(table, record, packed);
}

/** A parsed record as a row, or what is wrong with it. */
export function rowFrom<T extends ContentTable>(
  table: T,
  record: unknown,
  packed: Packed<StoredRecords[T]>,
): Rows[T] | string {
  const checked = recordSchemas[table].safeParse(record);
  return checked.success ? rowMakers[table](checked.data, packed) : faultOf(checked.error);
}

/** Parsed JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
