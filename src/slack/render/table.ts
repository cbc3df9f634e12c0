import type { Table } from '../../domain/card.ts';
import { type Block, bold, paragraph, preformatted, richText, words } from './block-kit.ts';
import { factText, literalLine } from './escape.ts';

/** Slack's own limits, the header row included. */
const maxRows = 100;
const maxColumns = 20;
const maxCell = 300;
const blank = '–';
/** Wider rows than this read better as records than as a table. */
const maxRowText = 900;

/**
 * A table as blocks: a `table` block, or records of `column: value` where it is too wide for one. Rows beyond `limit`
 * are counted, not shown. An empty table says so.
 */
export function tableBlocks(table: Table, limit: number): Block[] {
  const title = richText(paragraph(bold(literalLine(table.title, 200))));
  if (table.rows.length === 0 || table.columns.length === 0) {
    return [richText(paragraph(bold(literalLine(table.title, 200)), { type: 'text', text: ': nothing' }))];
  }
  const rows = table.rows.slice(0, Math.min(limit, maxRows - 1)).map((row) => cellsOf(table, row));
  const [only] = rows;
  if (only !== undefined && table.rows.length === 1) return [recordOf(table, only)];
  const body = fits(table.columns, rows) ? gridOf(table.columns, rows) : recordsOf(table.columns, rows);
  const left = table.rows.length - rows.length;
  return left === 0 ? [title, body] : [title, body, richText(paragraph({ type: 'text', text: `+ ${left} more` }))];
}

/** A table cut into tables that each fit a message: at most `rowsEach` rows and `charsEach` characters. */
export function splitTable(table: Table, { rowsEach, charsEach }: { rowsEach: number; charsEach: number }): Table[] {
  const parts: (readonly string[])[][] = [[]];
  let chars = 0;
  for (const row of table.rows) {
    const size = row.reduce((sum, cell) => sum + Math.min(cell.length, maxCell), 0);
    const current = parts.at(-1) ?? [];
    if (current.length > 0 && (current.length >= rowsEach || chars + size > charsEach)) {
      parts.push([row]);
      chars = size;
    } else {
      current.push(row);
      chars += size;
    }
  }
  return parts.map((rows, index) => ({
    ...table,
    title: index === 0 ? table.title : `${table.title} (continued)`,
    rows,
  }));
}

function cellsOf({ columns, sensitive = [] }: Table, row: readonly string[]): string[] {
  return columns.map((column, index) => {
    const cell = row[index] ?? '';
    if (cell.trim() === '') return blank;
    return factText({ label: column, value: cell, sensitive: sensitive.includes(column) }, maxCell);
  });
}

function fits(columns: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (columns.length > maxColumns) return false;
  return rows.every((row) => row.reduce((sum, cell) => sum + cell.length, 0) <= maxRowText);
}

function gridOf(columns: readonly string[], rows: readonly string[][]): Block {
  const head = columns.map((column) => literalLine(column, 60));
  return {
    type: 'table',
    rows: [head, ...rows].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
    column_settings: columns.map(() => ({ is_wrapped: true })),
  };
}

/** A lone row needs no grid: its filled cells, each behind its column's name. */
function recordOf({ title, columns }: Table, row: readonly string[]): Block {
  const name = paragraph(bold(literalLine(title, 200)));
  const cells = row.flatMap((cell, index) => (cell === blank ? [] : [[columns[index] ?? '', cell] as const]));
  const elements = cells.flatMap(([column, cell], index) => [
    bold(`${index === 0 ? '' : '  ·  '}${literalLine(column, 60)}: `),
    words(cell),
  ]);
  return richText(name, paragraph(...(elements.length === 0 ? [words(blank)] : elements)));
}

function recordsOf(columns: readonly string[], rows: readonly string[][]): Block {
  const names = columns.map((column) => literalLine(column, 60));
  const records = rows.map((row) => row.map((cell, index) => `${names[index] ?? ''}: ${cell}`).join('\n'));
  return richText(preformatted(records.join('\n\n')));
}
