import type { Json, JsonObject } from '../../../domain/json.ts';
import { isList, isObject, objectsAt } from '../json-path.ts';

/** Names of a row by the path in the record that fills them; a dotted name is put inside. */
export interface Names {
  readonly [name: string]: string;
}

/** How a record becomes a row of a context path. What the record has not is left out. */
export interface OutputShape {
  readonly names: Names;
  /** Lists of rows, one row for each element of a nested list. */
  readonly tables?: { readonly [name: string]: { readonly at: string; readonly names: Names } };
}

/** Names that are filled from the field of the same name. */
export function same(...names: readonly string[]): Names {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** The row that a shape makes of a record, put over `base`. */
export function shaped(record: JsonObject, { names, tables = {} }: OutputShape, base: JsonObject = {}): JsonObject {
  const lists = Object.entries(tables).flatMap(([name, { at, names: columns }]) => {
    const rows = objectsAt(record, at).map((element) => ({
      // A list that takes the place of the vendor's own keeps what that one has.
      ...(name === at && element),
      ...joined(named(element, columns)),
    }));
    return rows.length === 0 ? [] : [[name, rows] as const];
  });
  return withoutNulls({ ...named(record, names, base), ...Object.fromEntries(lists) });
}

function named(record: JsonObject, names: Names, base: JsonObject = {}): JsonObject {
  return Object.entries(names).reduce<JsonObject>((row, [name, path]) => {
    const value = valueAt(record, path);
    return value === undefined ? row : placed(row, name.split('.'), value);
  }, base);
}

/** Cells that are lists as one text. */
function joined(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isTexts(value) ? value.join(', ') : value]),
  );
}

function isTexts(value: Json | undefined): value is readonly (string | number)[] {
  return isList(value) && value.length > 0 && value.every((one) => typeof one === 'string' || typeof one === 'number');
}

/** What stands at a dotted path as it is; a list on the way gives the list of what its elements have there. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>(step, value) ?? undefined;
}

function step(value: Json | undefined, name: string): Json | undefined {
  if (isList(value)) {
    const found = value.flatMap((one) => step(one, name) ?? []);
    return found.length === 0 ? undefined : found;
  }
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function placed(row: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...row, [name]: value };
  const inside = row[name];
  return { ...row, [name]: placed(isObject(inside) ? inside : {}, rest, value) };
}

export function withoutNulls(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));
}
