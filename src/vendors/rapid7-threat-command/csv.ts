import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { mask, maskText } from '../../indicators/mask.ts';
import type { JsonObject } from '../../domain/json.ts';

/** An alert's CSV, read. */
export interface CsvTable {
  readonly delimiter: ',' | '\t';
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const secretHeader = /pass|pwd|secret|token|\bpin\b|cvv|cvc|card|parola|sifre|contrase|senha|key$/i;

/**
 * The table in a CSV; absent where there is none. It comes with commas or tabs, and which is told by trying both: tabs
 * where both give rows and they give more columns. Source: CONTRACT.md §7.3.1.
 */
export function readCsv(bytes: Uint8Array): CsvTable | undefined {
  const text = new TextDecoder().decode(bytes);
  const [commas, tabs] = [read(text, ','), read(text, '\t')];
  return commas !== undefined && tabs !== undefined && tabs.header.length > commas.header.length ? tabs : commas;
}

function read(text: string, delimiter: CsvTable['delimiter']): CsvTable | undefined {
  try {
    const options = { delimiter, bom: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true };
    const [header, ...rows] = parse(text, options);
    return header === undefined || rows.length === 0 ? undefined : { delimiter, header, rows };
  } catch {
    return undefined;
  }
}

/** Rows by column name; columns of one name are one, and a missing cell is null. */
export function csvRecords({ header, rows }: CsvTable): readonly JsonObject[] {
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? null])));
}

/** Columns that hold secrets, by their names. */
export function secretColumns({ header }: CsvTable): readonly string[] {
  return header.filter((name) => secretHeader.test(name));
}

/** The CSV as it may be shown to people: secrets masked, and no cell that a spreadsheet would take for a formula. */
export function maskedCsv(bytes: Uint8Array): Uint8Array {
  const table = readCsv(bytes);
  if (table === undefined) return Buffer.from(maskText(new TextDecoder().decode(bytes)).text);
  const { delimiter, header, rows } = table;
  const hidden = header.map((name) => secretHeader.test(name));
  const shown = rows.map((row) =>
    row.map((cell, index) => (hidden[index] === true && cell !== '' ? mask : maskText(cell).text)),
  );
  return Buffer.from(stringify([[...header], ...shown], { delimiter, escape_formulas: true }));
}
