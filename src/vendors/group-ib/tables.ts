import type { Table } from '../../domain/card.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Kind } from './collection.ts';
import { fieldText } from './field-text.ts';
import { objectsAt } from './json-path.ts';
import { kinds } from './kinds/index.ts';
import type { TableSpec } from './kinds/kind.ts';
import { isSensitive, withoutSecrets } from './sensitive.ts';

/**
 * The nested lists of a record as tables. Each row has the values of its own element only, an empty cell where it has
 * none (W12); a lone object is one row (W15). Columns that no row fills, and tables without rows, are left out.
 */
export function tablesOf(kind: Kind, record: JsonObject): readonly Table[] {
  const { tables, extraTables } = kinds[kind];
  const clean = withoutSecrets(kind, record);
  return [
    ...tables.flatMap((spec) => tableOf(kind, spec, { record, clean })),
    ...(extraTables?.(record) ?? []).map(({ sensitive, ...rest }) => ({
      ...rest,
      ...(sensitive.length > 0 && { sensitive }),
    })),
  ];
}

interface Source {
  readonly record: JsonObject;
  readonly clean: (text: string) => string;
}

function tableOf(kind: Kind, { title, at, columns }: TableSpec, { record, clean }: Source): readonly Table[] {
  const hidden = columns.map(({ path }) => isSensitive(kind, `${at}.${path}`, record));
  const rows = objectsAt(record, at).map((element) =>
    columns.map((column, index) => {
      const text = fieldText(element, column) ?? '';
      return hidden[index] === true ? text : clean(text);
    }),
  );
  const filled = columns.map((_, index) => rows.some((row) => row[index] !== ''));
  const shown = columns.filter((_, index) => filled[index]);
  if (shown.length === 0) return [];
  const sensitive = columns
    .filter((column, index) => hidden[index] && shown.includes(column))
    .map(({ label }) => label);
  return [
    {
      title,
      columns: shown.map(({ label }) => label),
      rows: rows.map((row) => row.filter((_, index) => filled[index])),
      ...(sensitive.length > 0 && { sensitive }),
    },
  ];
}
