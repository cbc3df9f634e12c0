import { VendorError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedPage, FeedRequest } from '../../ports/vendor.ts';
import type { AccessCheck } from './grants.ts';
import type { GroupIbClient } from './client.ts';
import { SequenceCursor, readCursor } from './cursor-schema.ts';
import { isBeforeStart } from './floor.ts';
import { recordSchema } from './record-schema.ts';
import { Sequence } from './schema.ts';
import type { UpdatedPage } from './schema.ts';
import type { CollectionPlan } from './settings.ts';

/** Larger pages than any collection is recommended for; asked for only where equal sequences fill a usual one. */
const widest = 5000;

export interface FeedParts {
  readonly client: GroupIbClient;
  readonly mayRead: AccessCheck;
}

export type Reader = Feed['read'];

/** Reads a collection by its sequence, ascending, a page a read (CONTRACT.md §2.1, §7). Errors leave the cursor. */
export function sequenceReader(plan: CollectionPlan, { client, mayRead }: FeedParts): Reader {
  return async (request) => {
    await mayRead(plan, request);
    const { place, warnings } = await placeIn(plan, client, request);
    const { collection, filters, hunting } = plan;
    const page = await client.updated(
      collection.name,
      { ...filters, hunting, ...askedAt(place, plan) },
      request.signal,
    );
    const step = stepOf(place, page, plan);
    const { accepted, rejected } = parseEach(
      recordSchema(collection, { now: request.now, portal: client.portal }),
      page.items,
    );
    const drafts = accepted.filter(
      (draft) => place.floor === null || !isBeforeStart(draft.raw, collection, place.floor),
    );
    return { drafts, rejected, indicators: [], absent: [], ...step, warnings: [...warnings, ...step.warnings] };
  };
}

interface Start {
  readonly place: SequenceCursor;
  readonly warnings: readonly string[];
}

async function placeIn(plan: CollectionPlan, client: GroupIbClient, request: FeedRequest): Promise<Start> {
  if (request.cursor !== undefined) return { place: readCursor(SequenceCursor, request.cursor), warnings: [] };
  const date = request.since.slice(0, 10);
  const place = { from: 'after', limit: null, floor: request.since } as const;
  const sequence = await sequenceAt(plan, client, { date, signal: request.signal });
  if (sequence !== undefined) return { place: { ...place, sequence, date: null }, warnings: [] };
  // Told: published clients change over to the date in silence (W9).
  const warning =
    `Group-IB named no place of ${plan.collection.name} for the start of the first fetch; it is asked for by date ` +
    'instead, which leaves out older records that changed since then.';
  return { place: { ...place, sequence: null, date }, warnings: [warning] };
}

/** Absent where the vendor has no place for the date. Errors that may pass, or concern access, are errors here too. */
async function sequenceAt(
  { collection, hunting }: CollectionPlan,
  client: GroupIbClient,
  { date, signal }: { readonly date: string; readonly signal: AbortSignal },
): Promise<string | undefined> {
  try {
    return await client.sequenceAt(collection.name, { date, hunting, signal });
  } catch (error) {
    if (error instanceof VendorError && (error.kind === 'refused' || error.kind === 'malformed')) return undefined;
    throw error;
  }
}

function askedAt({ sequence, from, date, limit }: SequenceCursor, plan: CollectionPlan) {
  const size = limit ?? plan.limit;
  if (sequence === null) return { limit: size, df: date ?? undefined };
  return { limit: size, seqUpdate: from === 'after' ? sequence : String(BigInt(sequence) - 1n) };
}

type Step = Pick<FeedPage, 'next' | 'more' | 'warnings'>;

/** The cursor after a page, and whether more waits. Compared with the page before, never with the run's start (W5). */
function stepOf(place: SequenceCursor, page: UpdatedPage, plan: CollectionPlan): Step {
  const reached = page.seqUpdate ?? lastOf(page.items);
  if (page.items.length === 0) return { next: atEnd(place), more: false, warnings: [] };
  if (reached === undefined) return { next: place, more: false, warnings: [noSequence(plan)] };
  if (place.sequence === null || BigInt(reached) > BigInt(place.sequence)) {
    const next = { ...place, sequence: reached, from: 'before', date: null, limit: null } as const;
    const more = page.count === undefined || page.count > page.items.length;
    return { next: more ? next : atEnd(next), more, warnings: [] };
  }
  if (BigInt(reached) < BigInt(place.sequence) || !isAllAt(place.sequence, page.items)) {
    return { next: place, more: false, warnings: [notMoving(plan)] };
  }
  return beyondEqual(place, page, plan);
}

function atEnd(place: SequenceCursor): SequenceCursor {
  return { ...place, limit: null, floor: null };
}

/** A page of nothing but records at the cursor: the end, or more equal ones than the page holds. */
function beyondEqual(place: SequenceCursor, { items, count }: UpdatedPage, plan: CollectionPlan): Step {
  const asked = place.limit ?? plan.limit;
  const isCut = count === undefined ? items.length >= asked : count > items.length;
  if (!isCut) return { next: atEnd(place), more: false, warnings: [] };
  if (items.length >= asked && asked < widest) {
    return { next: { ...place, limit: Math.min(widest, asked * 4) }, more: true, warnings: [] };
  }
  return { next: { ...place, from: 'after', limit: null }, more: true, warnings: [tooManyEqual(plan)] };
}

/** Only where the page itself names no place: an item's own sequence is not meant for it (CONTRACT.md §2.1). */
function lastOf(items: readonly Json[]): string | undefined {
  return items.flatMap((item) => sequenceOf(item) ?? []).reduce<string | undefined>(later, undefined);
}

function later(a: string | undefined, b: string): string {
  return a === undefined || BigInt(b) > BigInt(a) ? b : a;
}

function isAllAt(sequence: string, items: readonly Json[]): boolean {
  return items.every((item) => sequenceOf(item) === sequence);
}

function sequenceOf(item: Json): string | undefined {
  if (typeof item !== 'object' || item === null || !('seqUpdate' in item)) return undefined;
  return Sequence.safeParse(item.seqUpdate).data;
}

function noSequence({ collection }: CollectionPlan): string {
  return `A page of ${collection.name} names no place to go on from; the same page is read again on the next run.`;
}

function notMoving({ collection }: CollectionPlan): string {
  return `Group-IB sent a page of ${collection.name} that does not lie after the one before; the reading ended there.`;
}

function tooManyEqual({ collection }: CollectionPlan): string {
  return (
    `More records of ${collection.name} share one place than Group-IB gives in a page; those that did not come were ` +
    'left out. A larger `limit` for this collection may get them.'
  );
}
