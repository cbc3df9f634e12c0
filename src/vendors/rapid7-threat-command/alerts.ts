import type { Draft } from '../../domain/incident.ts';
import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedPage, FeedRequest } from '../../ports/vendor.ts';
import { readDetails, serviceFailure } from './alert-details.ts';
import type { Detail } from './alert-details.ts';
import { draftOf } from './alert-draft.ts';
import { listedAtOnce, takePage } from './alert-pass.ts';
import type { Step } from './alert-pass.ts';
import { fetchFilters, isWanted, listAlerts } from './alert-query.ts';
import { isSweepDue, sinceEver, sweepPage, sweptAtOnce } from './alert-sweep.ts';
import type { Rapid7Client } from './client.ts';
import { AlertsCursor, readCursor } from './cursor-schema.ts';
import { offsetOf } from './place.ts';
import { AlertEntry } from './schema.ts';
import { mostFetched } from './settings.ts';
import type { Rapid7Settings } from './settings.ts';
import { bounded, dueOf, verdictOn } from './waiting.ts';

export interface AlertFeedParts {
  readonly client: Rapid7Client;
  readonly settings: Rapid7Settings;
}

/**
 * The alerts, by update date (CONTRACT.md §6, with every weak point of §6.7 answered): passes over what lies after the
 * cursor's `mark`, and now and then a look at what came in dated before it. An error leaves the cursor as it was.
 */
export function alertsFeed(parts: AlertFeedParts): Feed {
  const { fetch } = parts.settings;
  return {
    name: 'alerts',
    schedule: fetch.every,
    primary: true,
    max: Math.min(fetch.max, mostFetched),
    first: fetch.first,
    async read(request) {
      const place = placeIn(request);
      const { rejected, ...step } = await listStep(place, parts, request);
      const begins = place.scan === null && place.sweep.scan === null;
      const taken = await takeIn(step, { begins, parts, request });
      const sweeps = step.ended && place.sweep.scan === null && isSweepDue(step.cursor, fetch.every, request.now);
      const cursor = { ...step.cursor, waiting: taken.waiting };
      return {
        drafts: taken.drafts,
        rejected: [...rejected, ...taken.rejected],
        indicators: [],
        absent: taken.absent,
        next: sweeps ? { ...cursor, sweep: { ...cursor.sweep, scan: '' } } : cursor,
        more: !step.ended || sweeps,
        warnings: [...step.warnings, ...taken.warnings],
      };
    },
  };
}

function placeIn({ cursor, since, now }: FeedRequest): AlertsCursor {
  if (cursor !== undefined) return readCursor(AlertsCursor, cursor);
  const sweep = { at: now.toISOString(), scan: null, before: '', last: '', newest: '' };
  return { floor: since, mark: null, scan: null, seen: {}, waiting: [], sweep };
}

/** The next page of the pass, or of the look back, that is under way. Errors: `VendorError`. */
async function listStep(
  place: AlertsCursor,
  { client, settings }: AlertFeedParts,
  { now, signal }: FeedRequest,
): Promise<Step & Pick<FeedPage, 'rejected'>> {
  const most = Math.min(settings.fetch.max, mostFetched);
  const sweeping = place.sweep.scan !== null;
  const passOffset = place.scan ?? (place.mark === null ? undefined : offsetOf(place.mark));
  const query = {
    lastUpdatedFrom: sweeping ? sinceEver : place.floor,
    ...fetchFilters(settings.fetch),
    limit: sweeping ? sweptAtOnce : listedAtOnce,
    offset: sweeping ? place.sweep.scan || undefined : passOffset,
  };
  const { content, nextOffset } = await listAlerts(client, { query, signal });
  const { accepted, rejected } = parseEach(AlertEntry, content);
  const page = { entries: accepted, length: content.length, nextOffset };
  const step = sweeping ? sweepPage(place, page, { most, now }) : takePage(place, page, { most, now });
  return { ...step, rejected };
}

interface Taken extends Pick<FeedPage, 'drafts' | 'rejected' | 'absent' | 'warnings'> {
  readonly waiting: AlertsCursor['waiting'];
}

/** The details of what a page brought and, where a pass begins, of those that failed before. Errors: `VendorError`. */
async function takeIn(
  { fresh, cursor }: Step,
  { begins, parts, request }: { begins: boolean; parts: AlertFeedParts; request: FeedRequest },
): Promise<Taken> {
  const { now, signal } = request;
  const freshIds = new Set(fresh.map(({ id }) => id));
  const due = begins ? dueOf(cursor.waiting, now).filter(({ id }) => !freshIds.has(id)) : [];
  const details = await readDetails(parts.client, [...due.map(({ id }) => id), ...freshIds], signal);
  const failure = serviceFailure(details.slice(due.length), details.slice(0, due.length));
  if (failure !== undefined) throw failure;
  const asked = new Set(details.map(({ id }) => id));
  const dates = new Map([...due, ...fresh].map(({ id, at }) => [id, at ?? null]));
  const before = new Map(cursor.waiting.map((one) => [one.id, one]));
  const verdicts = details.flatMap((detail) =>
    detail.ok ? [] : [verdictOn({ ...detail, at: dates.get(detail.id) ?? null, before: before.get(detail.id) }, now)],
  );
  const failed = verdicts.filter(({ waiting }) => waiting?.tries === 1).length;
  return {
    drafts: await draftsOf(details, parts, request),
    rejected: verdicts.flatMap(({ rejected }) => rejected ?? []),
    absent: verdicts.flatMap(({ gone }) => gone ?? []),
    waiting: bounded([
      ...cursor.waiting.filter(({ id }) => !asked.has(id)),
      ...verdicts.flatMap(({ waiting }) => waiting ?? []),
    ]),
    warnings: failed === 0 ? [] : [`Details of ${failed} alerts could not be read; each is asked for again by itself.`],
  };
}

/** What the filters let in, and every alert that is known already: its message has to show what became of it. */
async function draftsOf(
  details: readonly Detail[],
  { settings }: AlertFeedParts,
  { now, isKnown }: FeedRequest,
): Promise<readonly Draft[]> {
  const { fetch } = settings;
  const drafts: Draft[] = [];
  for (const detail of details) {
    if (!detail.ok) continue;
    const { id, record } = detail;
    if (isWanted(record.alert, fetch) || (await isKnown?.(id)) === true) drafts.push(draftOf({ id, record, fetch, now }));
  }
  return drafts;
}
