import type { Instant } from '../../domain/time.ts';
import type { Log } from '../../ports/log.ts';
import type { Feed, FeedPage, FeedRequest } from '../../ports/vendor.ts';
import { alarmFilter, readAlarms, totalAfter } from './alarm-page.ts';
import type { AlarmPage } from './alarm-page.ts';
import type { ThreatmonClient } from './client.ts';
import { AlarmsCursor, readCursor } from './cursor-schema.ts';
import type { ThreatmonSettings } from './settings.ts';

const oneDay: Instant = { kind: 'back', duration: { amount: 1, unit: 'day' } };
const sinceEver: Instant = { kind: 'at', at: '1970-01-01T00:00:00.000Z' };

const progressEvery = 10;

export interface AlarmFeedParts {
  readonly client: ThreatmonClient;
  readonly settings: ThreatmonSettings;
  readonly log: Log;
}

/**
 * The alarms, in batches: all pages after one code, a page a read (CONTRACT.md §8, with every "ours" of §8.1). An error
 * leaves the cursor as it was.
 */
export function alarmsFeed({ client, settings, log }: AlarmFeedParts): Feed {
  const { fetch, name } = settings;
  const start = fetch.afterAlarmCode ?? 0;
  const isWanted = alarmFilter(fetch);
  return {
    name: 'alarms',
    schedule: fetch.every,
    primary: true,
    max: fetch.max,
    first: firstReach(settings),
    async read(request) {
      const place = placeOf(request, start);
      const { after, floor } = place;
      const page = await readAlarms(client, { ...request, after, page: place.page });
      if (place.page > 0 && place.page % progressEvery === 0) {
        log.info({ instance: name, after, page: place.page, total: page.total }, 'reading a long list of alarms');
      }
      const drafts = page.alarms
        // Whether `afterAlarmCode` is exclusive is unproven; what the cursor passed was taken in or left out before.
        .filter(({ code, draft }) => code > after && (floor === null || draft.occurredAt >= floor) && isWanted(draft))
        .map(({ draft }) => draft);
      return { ...stepOf(place, page, start), drafts, rejected: page.rejected, indicators: [], absent: [] };
    },
  };
}

/** How far back a first fetch goes. A start by code has no end in time unless a start by date is given too. */
export function firstReach({ fetch }: ThreatmonSettings): Instant {
  return fetch.first ?? (fetch.afterAlarmCode === undefined ? oneDay : sinceEver);
}

function placeOf({ cursor, since }: FeedRequest, start: number): AlarmsCursor {
  if (cursor !== undefined) return readCursor(AlarmsCursor, cursor);
  return { ...batchAfter(start), floor: since, start };
}

function batchAfter(after: number): Omit<AlarmsCursor, 'floor' | 'start'> {
  return { after, page: 0, highest: after, round: 'first', total: 'unsure', previous: '' };
}

/** The cursor after a page, whether more of the batch is to be read, and what is worth a warning. */
function stepOf(place: AlarmsCursor, page: AlarmPage, start: number): Pick<FeedPage, 'next' | 'more' | 'warnings'> {
  const stuck = !page.last && page.print === place.previous;
  const seen: AlarmsCursor = {
    ...place,
    start,
    highest: Math.max(place.highest, ...page.alarms.map(({ code }) => code)),
    total: totalAfter(place, page),
    previous: page.print,
  };
  const next = page.last || stuck ? afterLastPage(seen) : { ...seen, page: place.page + 1 };
  return { next, more: next.page > 0 || next.round === 'again', warnings: warningsOf(place, { start, stuck }) };
}

/** A batch of several pages is read once more from its old start, unless the list is known not to have moved. */
function afterLastPage(seen: AlarmsCursor): AlarmsCursor {
  const mayHaveMoved = seen.page > 0 && seen.total === 'unsure';
  if (seen.round === 'first' && mayHaveMoved) return { ...seen, page: 0, round: 'again', previous: '' };
  return { ...batchAfter(seen.highest), floor: null, start: seen.start };
}

function warningsOf(place: AlarmsCursor, { start, stuck }: { start: number; stuck: boolean }): readonly string[] {
  return [
    ...(stuck
      ? ['ThreatMon sent the same page of alarms twice in a row; the reading of this batch was ended there.']
      : []),
    ...(place.start === start
      ? []
      : [
          'fetch.afterAlarmCode was changed, but it only sets where the first fetch starts: fetching goes on from where ' +
            'it was. To take in alarms from the new start, run `picket backfill` for this instance.',
        ]),
  ];
}
