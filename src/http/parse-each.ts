import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type * as z from 'zod';
import type { RejectedRecord } from '../domain/checkpoint.ts';
import type { Json } from '../domain/json.ts';

export interface Parsed<T> {
  readonly accepted: readonly T[];
  readonly rejected: readonly RejectedRecord[];
}

const longestReason = 300;

/** Parses a page item by item: a bad one neither stops its page nor disappears. Order is kept. */
export function parseEach<T>(schema: z.ZodType<T>, items: readonly Json[]): Parsed<T> {
  const results = items.map((raw) => ({ raw, result: schema.safeParse(raw) }));
  return {
    accepted: results.flatMap(({ result }) => (result.success ? [result.data] : [])),
    rejected: results.flatMap(({ raw, result }) =>
      result.success ? [] : [{ id: contentId(raw), reason: reasonOf(result.error), raw }],
    ),
  };
}

/** The same content is the same record, whatever the order of its fields. */
function contentId(raw: Json): string {
  return createHash('sha256')
    .update(stringify(raw) ?? '')
    .digest('hex');
}

/** Field names and what was expected of them; never a value. */
function reasonOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
    .join('; ')
    .slice(0, longestReason);
}
