import { createHash } from 'node:crypto';
import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedRequest, Schedule } from '../../ports/vendor.ts';
import { isPassing, readDetails, serviceFailure } from './alert-details.ts';
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
 * Alerts that came in dated before others that were taken in already: those made by hand take the date they were found
 * as their update date, however old (CONTRACT.md §6.7, W5). Lists all ids, which is cheap, and reads in full what was
 * not there the last time and is not known.
 */
export function backdatedFeed({ client, settings }: AlertFeedParts): Feed {
  const { fetch } = settings;
  const most = Math.min(fetch.max, mostFetched);
  return {
    name: 'backdated',
    schedule: scheduleOf(fetch.every),
    primary: false,
    first: { kind: 'now' },
    async read(request) {
      const { signal } = request;
      const place = request.cursor === undefined ? atStart : readCursor(BackdatedCursor, request.cursor);
      const query = {
        lastUpdatedFrom: sinceEver,
        ...fetchFilters(fetch),
        limit: listedAtOnce,
        offset: place.scan ?? undefined,
      };
      const { content, nextOffset } = await listAlerts(client, { query, signal });
      const { accepted: entries } = parseEach(AlertEntry, content);
      const unmet = await unmetIds(entries, place, request);
      const { consumed, fresh } = consume(entries, most, ({ id }) => unmet.has(id));
      const details = await readDetails(
        client,
        fresh.map(({ id }) => id),
        signal,
      );
      const failure = serviceFailure(details, []);
      if (failure !== undefined) throw failure;
      const failed = details.flatMap((detail) => (detail.ok ? [] : [detail]));
      const failedIds = new Set(failed.map(({ id }) => id));
      const offset = offsetAfter({ entries, length: content.length, nextOffset }, consumed, listedAtOnce);
      // What failed is not remembered, so the next look asks for it again.
      const met = place.met + consumed.map(({ id }) => (failedIds.has(id) ? '' : hashOf(id))).join('');
      const ended = offset === undefined || offset === place.scan;
      return {
        drafts: await draftsOf(details, fetch, request),
        rejected: failed.filter(({ error }) => !isPassing(error) && error.detail.status !== 404).map(rejectionOf),
        indicators: [],
        absent: [],
        next: ended ? { ...atStart, baseline: false, remembered: met } : { ...place, scan: offset, met },
        more: !ended && fresh.length < most,
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

/** Alerts of the page that no look met before and that are not taken in. */
async function unmetIds(
  entries: readonly AlertEntry[],
  { baseline, remembered }: BackdatedCursor,
  { isKnown }: FeedRequest,
): Promise<ReadonlySet<string>> {
  if (baseline || isKnown === undefined) return new Set();
  const hashes = new Set(remembered.match(new RegExp(`.{${hashLength}}`, 'gs')));
  const unmet = new Set<string>();
  for (const { id } of entries) {
    if (!hashes.has(hashOf(id)) && !(await isKnown(id))) unmet.add(id);
  }
  return unmet;
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, hashLength);
}
