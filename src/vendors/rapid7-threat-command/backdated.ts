import { createHash } from 'node:crypto';
import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedPage, FeedRequest, Schedule } from '../../ports/vendor.ts';
import { isPassing, readDetails, serviceFailure } from './alert-details.ts';
import type { Detail } from './alert-details.ts';
import { draftsOf } from './alert-draft.ts';
import { consume, offsetAfter } from './alert-pass.ts';
import { fetchFilters, listAlerts } from './alert-query.ts';
import type { AlertFeedParts } from './alerts.ts';
import { BackdatedCursor, readCursor } from './cursor-schema.ts';
import { AlertEntry } from './schema.ts';
import { mostFetched } from './settings.ts';
import { rejectionOf } from './waiting.ts';

/** Ids asked for at once; taken for the largest page (CONTRACT.md §4.2.1). */
const listedAtOnce = 1000;
const sinceEver = '1970-01-01T00:00:00.000Z';
const hashLength = 6;

/**
 * What the update dates do not lead to. Lists all ids, which is cheap, and reads in full
 *
 * - what was not there the last time and is not known: alerts made by hand take the date they were found as their update
 *   date, however old (CONTRACT.md §6.7, W5);
 * - open incidents that are not listed any more: hidden or deleted ones, and closed ones where a listing leaves those out.
 */
export function backdatedFeed({ client, settings }: AlertFeedParts): Feed {
  const { fetch } = settings;
  return {
    name: 'backdated',
    schedule: scheduleOf(fetch.every),
    primary: false,
    first: { kind: 'now' },
    async read(request) {
      const place = request.cursor === undefined ? atStart : readCursor(BackdatedCursor, request.cursor);
      const look = await lookOn(place, { client, settings }, request);
      const missing = look.ended ? await missingIds(look.met, request) : [];
      const asked = [...new Set([...look.fresh, ...missing])].slice(0, mostIn(settings));
      const details = await readDetails(client, asked, request.signal);
      const failure = serviceFailure(details, []);
      if (failure !== undefined) throw failure;
      const next = nextPlace(place, look, details);
      return {
        ...outcomeOf(details, missing),
        drafts: await draftsOf(details, fetch, request),
        indicators: [],
        next,
        more: !look.ended && look.fresh.length < mostIn(settings),
        warnings: [],
      };
    },
  };
}

const atStart: BackdatedCursor = { baseline: true, scan: null, remembered: '', met: '' };

const pollsBetween = 5;
const usualMs = 5 * 60_000;

function scheduleOf(every: Schedule): Schedule {
  return { everyMs: 'everyMs' in every ? pollsBetween * every.everyMs : usualMs };
}

function mostIn({ fetch }: AlertFeedParts['settings']): number {
  return Math.min(fetch.max, mostFetched);
}

interface Look {
  /** Ids of the page up to where it was worked on. */
  readonly consumed: readonly string[];
  /** To be read in full. */
  readonly fresh: readonly string[];
  /** Hashes of all ids met since the look began. */
  readonly met: string;
  readonly offset: string | undefined;
  readonly ended: boolean;
}

/** The next page of the look. Errors: `VendorError`. */
async function lookOn(
  place: BackdatedCursor,
  { client, settings }: AlertFeedParts,
  request: FeedRequest,
): Promise<Look> {
  const query = {
    lastUpdatedFrom: sinceEver,
    ...fetchFilters(settings.fetch),
    limit: listedAtOnce,
    offset: place.scan ?? undefined,
  };
  const { content, nextOffset } = await listAlerts(client, { query, signal: request.signal });
  const { accepted: entries } = parseEach(AlertEntry, content);
  const unmet = await unmetIds(entries, place, request);
  const { consumed, fresh } = consume(entries, mostIn(settings), ({ id }) => unmet.has(id));
  const offset = offsetAfter({ entries, length: content.length, nextOffset }, consumed, listedAtOnce);
  const ids = consumed.map(({ id }) => id);
  return {
    consumed: ids,
    fresh: fresh.map(({ id }) => id),
    met: place.met + ids.map(hashOf).join(''),
    offset,
    ended: offset === undefined || offset === place.scan,
  };
}

/** Alerts of the page that no look met before and that are not taken in. */
async function unmetIds(
  entries: readonly AlertEntry[],
  { baseline, remembered }: BackdatedCursor,
  { isKnown }: FeedRequest,
): Promise<ReadonlySet<string>> {
  if (baseline || isKnown === undefined) return new Set();
  const hashes = hashesIn(remembered);
  const unmet = new Set<string>();
  for (const { id } of entries) {
    if (!hashes.has(hashOf(id)) && !(await isKnown(id))) unmet.add(id);
  }
  return unmet;
}

async function missingIds(met: string, { openIds }: FeedRequest): Promise<readonly string[]> {
  const hashes = hashesIn(met);
  return (await openIds()).filter((id) => !hashes.has(hashOf(id)));
}

/** Where the look goes on. What could not be read is not remembered, so the next look asks for it again. */
function nextPlace(place: BackdatedCursor, look: Look, details: readonly Detail[]): BackdatedCursor {
  const failed = new Set(details.flatMap((detail) => (detail.ok ? [] : [detail.id])));
  const remembered = look.consumed.filter((id) => !failed.has(id)).map(hashOf);
  const met = place.met + remembered.join('');
  return look.ended ? { ...atStart, baseline: false, remembered: met } : { ...place, scan: look.offset ?? null, met };
}

function outcomeOf(details: readonly Detail[], missing: readonly string[]): Pick<FeedPage, 'rejected' | 'absent'> {
  const failed = details.flatMap((detail) => (detail.ok ? [] : [detail]));
  const gone = new Set(failed.filter(({ error }) => error.detail.status === 404).map(({ id }) => id));
  return {
    rejected: failed.filter(({ id, error }) => !isPassing(error) && !gone.has(id)).map(rejectionOf),
    absent: missing.filter((id) => gone.has(id)),
  };
}

function hashesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(new RegExp(`.{${hashLength}}`, 'gs')));
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, hashLength);
}
