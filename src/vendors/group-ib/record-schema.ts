import * as z from 'zod';
import type { Draft } from '../../domain/incident.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Collection } from './collection.ts';
import { draftOf } from './record-draft.ts';
import type { Reading } from './record-draft.ts';

/** The identity of a record: a text that is not blank, or a number as one (W22). */
const Id = z.union([z.string().trim().min(1), z.int().transform(String)], 'expected an id');

const json = z.custom<Json>((value) => value !== undefined);

/** A record of a collection. Only its id must be right. Source: CONTRACT.md §4, §5. */
export function recordSchema(collection: Collection, reading: Reading): z.ZodType<Draft> {
  return z
    .object({ id: Id })
    .catchall(json)
    .transform((record): Draft => draftOf(record as JsonObject, record.id, { ...reading, collection }));
}
