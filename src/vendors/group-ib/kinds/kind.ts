import type { IndicatorKind } from '../../../domain/indicator.ts';
import type { JsonObject } from '../../../domain/json.ts';

/**
 * How a value reads: `text` as it is (a list joined), `date` in UTC, `flag` only where it is true, `count` the length of
 * a list, `html` without its markup.
 */
export type Format = 'text' | 'date' | 'flag' | 'count' | 'html';

/** A labelled value of a record. `path` is dotted; lists on the way are walked through. */
export interface Field {
  readonly label: string;
  readonly path: string;
  readonly as: Format;
}

/** Rows out of a nested list, or of a lone object; each row's columns come from that row alone (W12, W15). */
export interface TableSpec {
  readonly title: string;
  readonly at: string;
  readonly columns: readonly Field[];
}

/** How one kind of record reads. */
export interface KindSpec {
  /** What follows the collection's prefix in the title, out of nothing sensitive. Absent: the record's id. */
  readonly name: (record: JsonObject) => string | undefined;
  /** What happened, in prose; without one the facts speak. */
  readonly description: (record: JsonObject) => string | undefined;
  /** In reading order. */
  readonly facts: readonly Field[];
  readonly tables: readonly TableSpec[];
  /** Rows that no path reaches. */
  readonly extraTables?: (record: JsonObject) => readonly ExtraTable[];
  /** Paths of indicators; `any` where a field holds addresses or names. */
  readonly indicators: readonly (readonly [path: string, kind: IndicatorKind | 'any'])[];
  /** Paths of what is attacked, or whose it is. */
  readonly assets: readonly string[];
  readonly tags: readonly string[];
  /** Paths of passwords, card data and personal data, without list indexes; all below them counts. */
  readonly sensitive: readonly string[];
}

export interface ExtraTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sensitive: readonly string[];
}

export function field(label: string, path: string, as: Format = 'text'): Field {
  return { label, path, as };
}

export function table(title: string, at: string, columns: readonly Field[]): TableSpec {
  return { title, at, columns };
}

export const none = (): undefined => undefined;

/** The texts that there are, as one. */
export function joined(separator: string, ...parts: readonly (string | undefined)[]): string | undefined {
  const texts = parts.filter((part) => part !== undefined && part !== '');
  return texts.length === 0 ? undefined : texts.join(separator);
}

/** The end of a number that may be told: four of at least nine characters, and digits only. */
export function lastFour(number: string | undefined): string | undefined {
  const bare = number?.replaceAll(/[\s-]/g, '') ?? '';
  return bare.length >= 9 && /\d{4}$/.test(bare) ? bare.slice(-4) : undefined;
}

/** A server that malware talks to, as it stands in several kinds of records. */
export function cncIndicators(at: string): KindSpec['indicators'] {
  return [
    [`${at}.cnc`, 'any'],
    [`${at}.url`, 'url'],
    [`${at}.domain`, 'domain'],
    [`${at}.ipv4.ip`, 'ip'],
    [`${at}.ipv6.ip`, 'ip'],
  ];
}

export const namedThings: readonly Field[] = [field('Name', 'name'), field('ID', 'id')];
