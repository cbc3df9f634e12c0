import type { Feed, FeedPage } from '../../ports/vendor.ts';
import { parseEach } from '../../http/parse-each.ts';
import { IndicatorsCursor, readCursor } from './cursor-schema.ts';
import { Ioc } from './indicator-schema.ts';
import type { Reported } from './indicator-schema.ts';
import type { IocClient } from './ioc-client.ts';
import type { IocSettings } from './settings.ts';

/** Published clients keep an indicator for 20160 minutes (CONTRACT.md §3.1), here from when it was last listed. */
const keptMs = 20_160 * 60_000;

/** When an indicator that was listed at `now` is forgotten. */
export function expiryAfter(now: Date): string {
  return new Date(now.getTime() + keptMs).toISOString();
}

export interface IndicatorFeedParts {
  readonly client: IocClient;
  readonly ioc: IocSettings;
  /** The instance. */
  readonly instance: string;
}

/**
 * The indicators of surface B. Nothing pages there, so each read takes all that is listed, known ones included: that is
 * the overlap in which a changed record is found. The cursor only tells how much was new.
 */
export function indicatorsFeed({ client, ioc, instance }: IndicatorFeedParts): Feed {
  const name = 'indicators';
  return {
    name,
    schedule: ioc.every,
    primary: false,
    first: { kind: 'now' },
    async read({ cursor, now, signal }) {
      const known = cursor === undefined ? null : readCursor(IndicatorsCursor, cursor).newest;
      const { accepted, rejected } = parseEach(Ioc, await client.list(ioc.size, signal));
      const reported = accepted.filter((one) => one !== undefined);
      const unseen = reported.filter((one) => isNewerThan(known, one));
      const newest = unseen.map(timeOf).reduce((a, b) => (b > a ? b : a), known ?? '');
      return {
        ...noAlarms,
        rejected,
        indicators: reported.map((one) => ({ expiresAt: expiryAfter(now), ...one, instance, feed: name })),
        next: { newest: newest === '' ? null : newest },
        warnings:
          known !== null && accepted.length + rejected.length >= ioc.size && unseen.length === reported.length
            ? [mayHaveMissed]
            : [],
      };
    },
  };
}

const mayHaveMissed =
  'The ThreatMon IOC API returned a full answer of indicators that were all new: there may be more than one answer ' +
  'holds. Raise `ioc.size` or lower `ioc.every`.';

/** The part of a page that a feed of indicators leaves empty. */
export const noAlarms = { drafts: [], absent: [], more: false } satisfies Partial<FeedPage>;

function timeOf({ createdAt = '', updatedAt = '' }: Reported): string {
  return updatedAt > createdAt ? updatedAt : createdAt;
}

function isNewerThan(known: string | null, reported: Reported): boolean {
  return known === null || timeOf(reported) > known;
}
