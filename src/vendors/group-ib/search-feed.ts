import { VendorError } from '../../domain/errors.ts';
import { parseEach } from '../../http/parse-each.ts';
import type { FeedRequest } from '../../ports/vendor.ts';
import type { SearchQuery } from './client.ts';
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
    const page = await pageOf(place, { plan, request, search: client.search });
    if (page === undefined) return { ...nothing, next: { ...place, resultId: null, again: true }, more: true };
    const { accepted, rejected } = parseEach(recordSchema(collection, { now: request.now, portal: client.portal }), page.items);
    return { ...nothing, drafts: accepted, rejected, ...afterPage(place, page) };
  };
}

const nothing = { drafts: [], rejected: [], indicators: [], absent: [], warnings: [] } as const;

type Window = WindowCursor & { readonly to: string };

function windowOf({ cursor, since, now }: FeedRequest): Window {
  const to = now.toISOString();
  if (cursor === undefined) return { from: since, to, resultId: null, again: false };
  const stored = readCursor(WindowCursor, cursor);
  return { ...stored, to: stored.to ?? to };
}

interface Asking {
  readonly plan: CollectionPlan;
  readonly request: FeedRequest;
  readonly search: (collection: string, query: SearchQuery, signal: AbortSignal) => Promise<SearchPage>;
}

/** Absent where the vendor no longer knows the result: its window is asked for once more. */
async function pageOf(place: Window, { plan, request, search }: Asking): Promise<SearchPage | undefined> {
  const { collection, limit, hunting } = plan;
  const { from, to, resultId, again } = place;
  const query: SearchQuery =
    resultId === null ? { df: inSeconds(from), dt: inSeconds(to), limit, hunting } : { resultId, limit };
  try {
    return await search(collection.name, query, request.signal);
  } catch (error) {
    const isForgotten = error instanceof VendorError && error.kind === 'refused' && resultId !== null && !again;
    if (isForgotten) return undefined;
    throw error;
  }
}

function afterPage(place: Window, { items, resultId }: SearchPage): { readonly next: WindowCursor; readonly more: boolean } {
  const id = resultId ?? place.resultId;
  if (items.length > 0 && id !== null) return { next: { ...place, resultId: id }, more: true };
  const from = new Date(Date.parse(place.to) - overlapMs).toISOString();
  return { next: { from: from > place.from ? from : place.from, to: null, resultId: null, again: false }, more: false };
}

/** `YYYY-MM-DDThh:mm:ssZ` */
function inSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}
