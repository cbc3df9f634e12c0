import { VendorError } from '../../domain/errors.ts';
import { parseEach } from '../../http/parse-each.ts';
import type { FeedPage, FeedRequest } from '../../ports/vendor.ts';
import type { GroupIbClient, SearchQuery } from './client.ts';
import { WindowCursor, readCursor } from './cursor-schema.ts';
import { recordSchema } from './record-schema.ts';
import type { SearchPage } from './schema.ts';
import type { FeedParts, Reader } from './sequence-feed.ts';
import type { CollectionPlan } from './settings.ts';

/** Windows overlap: a record can become visible after its own time. Known records cost nothing. */
const overlapMs = 3_600_000;

/**
 * Reads a collection without a sequence in windows of time that follow one another, so that it advances and what comes
 * later is found (W1). A window's pages come newest first; its end is stored with the first of them.
 */
export function searchReader(plan: CollectionPlan, { client, mayRead }: FeedParts): Reader {
  const { collection } = plan;
  return async (request) => {
    await mayRead(plan, request);
    const place = windowOf(request);
    const page = await pageOf(place, { plan, request, client });
    if (page === undefined) {
      const next = { ...place, resultId: null, askedAgainAt: request.now.toISOString() };
      return { ...nothing, next, more: true };
    }
    const { accepted, rejected } = parseEach(
      recordSchema(collection, { now: request.now, portal: client.portal }),
      page.items,
    );
    return { ...nothing, drafts: accepted, rejected, ...afterPage(place, page, plan) };
  };
}

const nothing = { drafts: [], rejected: [], indicators: [], absent: [], warnings: [] } as const;

type Window = WindowCursor & { readonly to: string };

function windowOf({ cursor, since, now }: FeedRequest): Window {
  const to = now.toISOString();
  if (cursor === undefined) return { from: since, to, resultId: null, askedAgainAt: null };
  const stored = readCursor(WindowCursor, cursor);
  return { ...stored, to: stored.to ?? to };
}

interface Asking {
  readonly plan: CollectionPlan;
  readonly request: FeedRequest;
  readonly client: Pick<GroupIbClient, 'search'>;
}

/** Absent where the vendor no longer knows the result: its window is asked for once more, at most once a minute. */
async function pageOf(place: Window, { plan, request, client }: Asking): Promise<SearchPage | undefined> {
  const { collection, limit, hunting } = plan;
  const { from, to, resultId, askedAgainAt } = place;
  const query: SearchQuery =
    resultId === null ? { df: inSeconds(from), dt: inSeconds(to), limit, hunting } : { resultId, limit };
  try {
    return await client.search(collection.name, query, request.signal);
  } catch (error) {
    const isForgotten = error instanceof VendorError && error.kind === 'refused' && resultId !== null;
    const isLate = askedAgainAt === null || request.now.getTime() - Date.parse(askedAgainAt) >= 60_000;
    if (isForgotten && isLate) return undefined;
    throw error;
  }
}

type Step = Pick<FeedPage, 'more' | 'warnings'> & { readonly next: WindowCursor };

function afterPage(place: Window, { items, count, resultId }: SearchPage, { collection }: CollectionPlan): Step {
  const id = resultId ?? place.resultId;
  if (items.length > 0 && id !== null) return { next: { ...place, resultId: id }, more: true, warnings: [] };
  const from = new Date(Date.parse(place.to) - overlapMs).toISOString();
  const next = { from: from > place.from ? from : place.from, to: null, resultId: null, askedAgainAt: null };
  const isCut = items.length > 0 && count !== items.length;
  return { next, more: false, warnings: isCut ? [`Group-IB named no result to read on in ${collection.name}.`] : [] };
}

/** `YYYY-MM-DDThh:mm:ssZ` */
function inSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
