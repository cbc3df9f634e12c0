import type { Feed, FeedPage } from '../../ports/vendor.ts';
import { parseEach } from '../../http/parse-each.ts';
import { TaxiiCursor, readCursor } from './cursor-schema.ts';
import { StixObject } from './indicator-schema.ts';
import type { TaxiiPage } from './indicator-schema.ts';
import { expiryAfter, noAlarms } from './indicators.ts';
import type { TaxiiSettings } from './settings.ts';
import type { TaxiiClient } from './taxii-client.ts';

/** Pages of one collection in one run: a server that always has more must not keep a run busy for ever. */
const mostPages = 100;

export interface TaxiiFeedParts {
  readonly client: TaxiiClient;
  readonly taxii: TaxiiSettings;
  readonly instance: string;
}

/** The indicators of surface C: every collection from its start on each run, a page a read. */
export function taxiiFeed({ client, taxii, instance }: TaxiiFeedParts): Feed {
  const name = 'taxii';
  return {
    name,
    schedule: taxii.every,
    primary: false,
    first: { kind: 'now' },
    async read({ cursor, now, signal }) {
      const stored = cursor === undefined ? atStart : readCursor(TaxiiCursor, cursor);
      const collections =
        stored.collections.length > 0 ? stored.collections : await collectionsOf(taxii, client, signal);
      const [collection] = collections;
      if (collection === undefined) return nothingToRead;
      const place: TaxiiCursor = { ...stored, collections: [...collections] };
      const page = await client.objects(collection, place.next, signal);
      const { accepted, rejected } = parseEach(StixObject, page.objects ?? []);
      const indicators = accepted
        .filter((one) => one !== undefined)
        .map((one) => ({ expiresAt: expiryAfter(now), ...one, instance, feed: name }));
      return { ...noAlarms, ...stepOf(place, page), rejected, indicators };
    },
  };
}

const atStart: TaxiiCursor = { collections: [], next: null, page: 0 };

const nothingToRead: FeedPage = {
  ...noAlarms,
  rejected: [],
  indicators: [],
  next: atStart,
  warnings: ['The ThreatMon TAXII account may read no collection.'],
};

async function collectionsOf(
  { collection }: TaxiiSettings,
  client: TaxiiClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return collection === undefined ? client.collections(signal) : [collection];
}

function stepOf(place: TaxiiCursor, { more, next }: TaxiiPage): Pick<FeedPage, 'next' | 'more' | 'warnings'> {
  const goesOn = more && next !== undefined && next !== place.next;
  if (goesOn && place.page + 1 < mostPages) {
    return { next: { ...place, next, page: place.page + 1 }, more: true, warnings: [] };
  }
  const collections = place.collections.slice(1);
  return { next: { ...atStart, collections }, more: collections.length > 0, warnings: goesOn ? [cutShort] : [] };
}

const cutShort = 'A ThreatMon TAXII collection has more pages than one run reads; the rest of it was left out.';
