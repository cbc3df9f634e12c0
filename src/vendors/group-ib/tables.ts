import type { Table } from '../../domain/card.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Kind } from './collection.ts';
import { fieldText } from './field-text.ts';
import { objectsAt } from './json-path.ts';
import { kinds } from './kinds/index.ts';
import type { TableSpec } from './kinds/kind.ts';
import { isSensitive } from './sensitive.ts';

/**
 * The nested lists of a record as tables. Each row has the values of its own element only, an empty cell where it has
 * none (W12); a lone object is one row (W15). Columns that no row fills, and tables without rows, are left out.
 */
export function tablesOf(kind: Kind, record: JsonObject): readonly Table[] {
  const { tables, extraTables } = kinds[kind];
  return [
    ...tables.flatMap((spec) => tableOf(kind, spec, record)),
    ...(extraTables?.(record) ?? []).map(({ sensitive, ...rest }) => ({
      ...rest,
      ...(sensitive.length > 0 && { sensitive }),
    })),
  ];
}

function tableOf(kind: Kind, { title, at, columns }: TableSpec, record: JsonObject): readonly Table[] {
  const rows = objectsAt(record, at).map((element) => columns.map((column) => fieldText(element, column) ?? ''));
  const filled = columns.map((_, index) => rows.some((row) => row[index] !== ''));
  const shown = columns.filter((_, index) => filled[index]);
  if (shown.length === 0) return [];
  const sensitive = shown.filter(({ path }) => isSensitive(kind, `${at}.${path}`, record)).map(({ label }) => label);
  return [
    {
      title,
      columns: shown.map(({ label }) => label),
      rows: rows.map((row) => row.filter((_, index) => filled[index])),
      ...(sensitive.length > 0 && { sensitive }),
    },
  ];
}
