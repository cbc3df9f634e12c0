import { StoreError } from '../../domain/errors.ts';
import type { ContentTable, StoredRecords } from '../../ports/store-contents.ts';
import { faultOf, recordSchemas } from '../records/schema.ts';

/** A record as the text that a table keeps. Errors: a plain `Error` for one that could not be read back. */
export function packRecord<T extends ContentTable>(table: T, record: StoredRecords[T]): string {
  const checked = recordSchemas[table].safeParse(record);
  if (!checked.success) throw new Error(`a record for ${table} cannot be stored: ${faultOf(checked.error)}`);
  return JSON.stringify(record);
}

/** A record as it was written. Errors: `StoreError` of kind `damaged`. */
export function unpackRecord<T extends ContentTable>(table: T, text: string): StoredRecords[T] {
  const record: unknown = JSON.parse(text);
  const checked = recordSchemas[table].safeParse(record);
  // The record itself: what a schema gives back has lost a key called `__proto__`.
  if (checked.success) return record as StoredRecords[T];
  throw new StoreError('damaged', `A row of the table ${table} cannot be read: ${faultOf(checked.error)}.`);
}
