import * as z from 'zod';
import type { Json, JsonObject } from '../../domain/json.ts';

/** Any value that came out of `JSON.parse`. */
const json = z.custom<Json>((value) => value !== undefined);

/** A record as it came. */
export const Item = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);

/** A cursor as decimal text: a number where JavaScript can hold it exactly, or digits as text; may be negative. */
export const Sequence = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(String);

const count = z.int().min(0).optional().catch(undefined);

/** A body without `items` is an empty page where it counts, and no page where it does not (CONTRACT.md §2.3). */
const items = z
  .array(json)
  .nullish()
  .transform((list) => list ?? []);

function holdsItems(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('items' in value || 'count' in value || 'total' in value);
}

const page = z.custom<object>(holdsItems, 'expected a page of items');

/** A page of E3. `seqUpdate` is the page's own, never an item's; it may be missing on an empty page. */
export const UpdatedPage = page.pipe(z.object({ items, count, seqUpdate: Sequence.optional().catch(undefined) }));
export type UpdatedPage = z.output<typeof UpdatedPage>;

/** A page of E4, newest first; `resultId` names the result to read on in. */
export const SearchPage = page.pipe(
  z.object({ items, count, resultId: z.string().min(1).optional().catch(undefined) }),
);
export type SearchPage = z.output<typeof SearchPage>;

const switchedOn = z.union([z.boolean(), z.number(), z.string()]).nullish();

/** One row of E1. */
const Grant = z.object({
  collection: z.string().min(1),
  huntingRulesUsed: switchedOn.transform((value) => !['', '0', 'false', 'null', 'undefined'].includes(String(value))),
});
export type Grant = z.output<typeof Grant>;

/** E1: rows that are none are left out, so that a new kind of row takes nobody's access away. */
export const Grants = z.array(json).transform((rows) => rows.flatMap((row) => Grant.safeParse(row).data ?? []));

/** E2: the cursor of each collection; an empty list is an empty object. */
export const SequenceList = z
  .object({ list: z.union([z.record(z.string(), Sequence.nullable().catch(null)), z.array(json).length(0)]) })
  .transform(({ list }) => new Map(Array.isArray(list) ? [] : Object.entries(list)));

/** One collection that a global search found something in (E6). */
const Hit = z.object({
  apiPath: z.string().min(1),
  link: z.string().nullish(),
  count: z.int().min(0).catch(0),
});
export type Hit = z.output<typeof Hit>;

export const Hits = z.array(json).transform((rows) => rows.flatMap((row) => Hit.safeParse(row).data ?? []));

/** E7: risk by address, 0 to 100; an address without a usable score is absent. */
export const Scores = z
  .object({ items: z.union([z.record(z.string(), json), z.array(json)]) })
  .transform(({ items: scored }) => {
    const rows = Object.values(scored).flatMap((row) => Score.safeParse(row).data ?? []);
    return new Map(rows.map(({ ip, riskScore }) => [ip, riskScore]));
  });

const Score = z.object({ ip: z.string(), riskScore: z.number().min(0).max(100) });

/** E8: an object, or a list of one. */
export const Graph = z
  .union([Item, z.array(Item)])
  .transform((value): JsonObject | undefined => (Array.isArray(value) ? value[0] : value));
