import * as z from 'zod';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { isList, isObject } from '../answers.ts';

/**
 * One field of a row: its name, and the wire's field or what reads it from the record. A wire field that is absent is
 * null in the row; what a reader gives no value for is left out.
 */
export type Field = readonly [name: string, from: string | Reader];
export type Reader = (record: JsonObject) => Json | undefined;

/** A record of the wire as a row of a command's output. */
export function rowOf(fields: readonly Field[], record: JsonObject): JsonObject {
  const pairs = fields.map(([name, from]) => [name, typeof from === 'string' ? (record[from] ?? null) : from(record)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** The records of a list as rows; what is no record is left out. */
export function rowsOf(fields: readonly Field[], list: Json | undefined): readonly JsonObject[] {
  return recordsIn(list).map((record) => rowOf(fields, record));
}

/** The names of `fields`, for the columns of a table. */
export function namesOf(fields: readonly Field[]): readonly string[] {
  return fields.map(([name]) => name);
}

/** A list of whatever; no content is an empty one. */
export const AnyList = z
  .array(z.custom<Json>())
  .nullish()
  .transform((list) => list ?? []);

/** A record; anything else is an empty one. */
export function recordIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The records of a list; anything else has none. */
export function recordsIn(value: Json | undefined): readonly JsonObject[] {
  return listIn(value).filter(isObject);
}

/** The items of a list; anything else has none. */
export function listIn(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The texts of a list that are not empty; a null list, as the wire sometimes has it, has none. */
export function textsIn(value: Json | undefined): readonly string[] {
  return listIn(value).filter((item): item is string => typeof item === 'string' && item !== '');
}

/** Reads the list of records under `name`, as rows of `fields`. */
export function each(name: string, fields: readonly Field[]): Reader {
  return (record) => rowsOf(fields, record[name]);
}

/** Reads what stands below, name by name; null where a name is missing on the way. */
export function at(...path: readonly string[]): Reader {
  return (record) => path.reduce<Json>((value, name) => recordIn(value)[name] ?? null, record);
}

/** Reads the field called `name`, in whatever letter case. */
export function anyCase(name: string): Reader {
  return (record) => Object.entries(record).find(([known]) => known.toLowerCase() === name)?.[1] ?? null;
}
