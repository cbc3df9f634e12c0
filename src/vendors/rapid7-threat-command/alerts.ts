import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedPage, FeedRequest } from '../../ports/vendor.ts';
import { readDetails, serviceFailure } from './alert-details.ts';
import { draftsOf } from './alert-draft.ts';
import { listedAtOnce, takePage } from './alert-pass.ts';
import type { Step } from './alert-pass.ts';
import { fetchFilters, listAlerts } from './alert-query.ts';
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
 * The alerts, by update date: passes over what lies after the cursor's `mark`, a page a read. With `backdated.ts` it
 * answers every weak point of CONTRACT.md §6.7. An error leaves the cursor as it was.
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
      const taken = await takeIn(step, { begins: place.scan === null, parts, request });
      return {
        drafts: taken.drafts,
        rejected: [...rejected, ...taken.rejected],
        indicators: [],
        absent: taken.absent,
        next: { ...step.cursor, waiting: taken.waiting },
        more: !step.ended,
        warnings: [...step.warnings, ...taken.warnings],
      };
    },
  };
}

function placeIn({ cursor, since }: FeedRequest): AlertsCursor {
  if (cursor !== undefined) return readCursor(AlertsCursor, cursor);
  return { floor: since, mark: null, scan: null, seen: {}, waiting: [] };
}

/** The next page of the pass that is under way. Errors: `VendorError`. */
async function listStep(
  place: AlertsCursor,
  { client, settings }: AlertFeedParts,
  { now, signal }: FeedRequest,
): Promise<Step & Pick<FeedPage, 'rejected'>> {
  const query = {
    lastUpdatedFrom: place.floor,
    ...fetchFilters(settings.fetch),
    limit: listedAtOnce,
    offset: place.scan ?? (place.mark === null ? undefined : offsetOf(place.mark)),
  };
  const { content, nextOffset } = await listAlerts(client, { query, signal });
  const { accepted, rejected } = parseEach(AlertEntry, content);
  const page = { entries: accepted, length: content.length, nextOffset };
  return { ...takePage(place, page, { most: Math.min(settings.fetch.max, mostFetched), now }), rejected };
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
  const dates = new Map([...due, ...fresh].map(({ id, at }) => [id, at ?? null]));
  const before = new Map(cursor.waiting.map((one) => [one.id, one]));
  const verdicts = details.flatMap((detail) =>
    detail.ok ? [] : [verdictOn({ ...detail, at: dates.get(detail.id) ?? null, before: before.get(detail.id) }, now)],
  );
  const asked = new Set(details.map(({ id }) => id));
  const failed = verdicts.filter(({ waiting }) => waiting?.tries === 1).length;
  return {
    drafts: await draftsOf(details, parts.settings.fetch, request),
    rejected: verdicts.flatMap(({ rejected }) => rejected ?? []),
    absent: verdicts.flatMap(({ gone }) => gone ?? []),
    waiting: bounded([
      ...cursor.waiting.filter(({ id }) => !asked.has(id)),
      ...verdicts.flatMap(({ waiting }) => waiting ?? []),
    ]),
    warnings: failed === 0 ? [] : [`Details of ${failed} alerts could not be read; each is asked for again by itself.`],
  };
}
