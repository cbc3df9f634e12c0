import type { Section } from '../../domain/answer.ts';
import type { Table } from '../../domain/card.ts';
import type { CommandResult } from '../../domain/command.ts';
import type { Json, JsonObject } from '../../domain/json.ts';

/** The path of a command's data (CONTRACT.md §7). */
export function contextPath(name: string): string {
  return `ThreatCommand.${name}`;
}

/** A command that answers with a sentence. */
export function said(text: string, more: Partial<Omit<CommandResult, 'text'>> = {}): CommandResult {
  return { text, sections: [], outputs: {}, ...more };
}

export interface TableAnswer {
  readonly title: string;
  /** Below `ThreatCommand.`. */
  readonly output: string;
  readonly rows: readonly Json[];
  /** What the table shows of `rows`, where that is not all of them or not those. */
  readonly shown?: readonly JsonObject[];
  /** Fields in the order of the columns; those that are empty in all rows are left out. */
  readonly columns: readonly string[];
  readonly sensitive?: readonly string[];
}

/** A command that answers with a table; without any row it says so. */
export function tabled(answer: TableAnswer): CommandResult {
  const { title, output, rows, columns } = answer;
  const shown = answer.shown ?? rows.filter(isObject);
  const outputs = { [contextPath(output)]: rows };
  if (shown.length === 0) return { text: `${title.replace(/[.:]$/, '')}: No entries.`, sections: [], outputs };
  const table = tableOf({ title, rows: shown, columns, sensitive: answer.sensitive ?? [] });
  return { text: title, sections: [{ kind: 'table', table }], outputs };
}

/** One record, a field a row. */
export function fieldsSection(title: string, record: JsonObject): Section {
  const rows = Object.entries(record)
    .map(([name, value]) => [heading(name), cellText(value)])
    .filter(([, value]) => value !== '');
  return { kind: 'table', table: { title, columns: ['Field', 'Value'], rows } };
}

interface TableParts {
  readonly title: string;
  readonly rows: readonly JsonObject[];
  readonly columns: readonly string[];
  readonly sensitive: readonly string[];
}

/** A table with title-cased headings and no empty columns. */
export function tableOf({ title, rows, columns, sensitive }: TableParts): Table {
  const texts = rows.map((row) => columns.map((column) => cellText(row[column])));
  const used = columns.map((_column, index) => texts.some((row) => row[index] !== ''));
  const secret = sensitive.filter((name) => columns.includes(name)).map(heading);
  return {
    title,
    columns: columns.filter((_column, index) => used[index]).map(heading),
    rows: texts.map((row) => row.filter((_cell, index) => used[index])),
    ...(secret.length > 0 && { sensitive: secret }),
  };
}

/** `is_closed` as `Is Closed`. */
export function heading(name: string): string {
  return name
    .replaceAll('_', ' ')
    .trim()
    .replaceAll(/(^|\s)(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
}

/** Anything as one text to read: lists with commas, objects as `name: value`; nothing as ''. */
export function cellText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return joined(value.map(cellText), value.some(isObject) ? '; ' : ', ');
  const pairs = Object.entries(value).map(([name, one]) => [heading(name), cellText(one)] as const);
  return joined(
    pairs.filter(([, text]) => text !== '').map(([name, text]) => `${name}: ${text}`),
    ', ',
  );
}

function joined(texts: readonly string[], separator: string): string {
  return texts.filter((text) => text !== '').join(separator);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
