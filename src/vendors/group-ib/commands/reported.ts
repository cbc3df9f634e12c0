import type { Draft } from '../../../domain/incident.ts';
import type { IndicatorRecord } from '../../../domain/indicator.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { Collection } from '../collection.ts';
import { collectionNamed } from '../collections.ts';
import { fieldText } from '../field-text.ts';
import { scalarsAt, textAt, textsAt } from '../json-path.ts';
import { kinds } from '../kinds/index.ts';
import { field } from '../kinds/kind.ts';
import type { IndicatorCollectionName, IndicatorSettings } from '../settings.ts';
import { indicatorsIn } from './indicators-in.ts';
import type { IndicatorPaths } from './indicators-in.ts';

/**
 * The consolidated indicators, of which no incident is made. Its records are network addresses or files: of the known
 * kinds a C&C server's comes nearest, and only what stands below is read of them. Source: CONTRACT.md §3.3, §5.19.
 */
const iocCommon: Collection = {
  name: 'ioc/common',
  kind: 'cnc',
  type: 'GIB IOC',
  prefix: 'IOC',
  limit: 5000,
  occurred: ['dateFirstSeen'],
  changed: ['dateLastSeen'],
  iteration: 'sequence',
  alwaysHunting: false,
};

const iocPaths: IndicatorPaths = [
  ['url', 'url'],
  ['domain', 'domain'],
  ['ip', 'ip'],
  ['hash', 'file'],
];

const iocDetails = [
  field('Type', 'type'),
  field('Malware', 'malwareList.name'),
  field('Also known as', 'malwareList.aliases'),
  field('Threats', 'threatList.name'),
  field('First seen', 'dateFirstSeen', 'date'),
  field('Last seen', 'dateLastSeen', 'date'),
];

/** A collection that indicators are taken from. */
export function indicatorCollection(name: IndicatorCollectionName): Collection {
  return collectionNamed(name) ?? iocCommon;
}

const dayMs = 86_400_000;
/** Where neither the settings nor the record say how long an indicator stands. */
const keptDays = 90;
const mostDetails = 6;

/** What is said of an indicator beside what its record says. */
export interface Reporting {
  readonly collection: Collection;
  /** Group-IB gives these with no TLP, expiry or tags of their own where `settings` has them. */
  readonly settings?: IndicatorSettings | undefined;
  readonly now: Date;
}

export type Reported = Omit<IndicatorRecord, 'instance' | 'feed'>;

/** Every indicator of a record, as a feed reports it: published clients take one of each type (CONTRACT.md §14). */
export function reportedIn(draft: Draft, reporting: Reporting): readonly Reported[] {
  const { collection } = reporting;
  const paths = collection === iocCommon ? iocPaths : kinds[collection.kind].indicators;
  const common = commonOf(draft, reporting);
  return indicatorsIn(paths, draft.raw).map(({ indicator }) => ({ ...indicator, ...common }));
}

function commonOf(draft: Draft, { collection, settings, now }: Reporting): Omit<Reported, 'kind' | 'value'> {
  const { raw, occurredAt, updatedAt, severityLabel } = draft;
  const confidence = percentAt(raw, 'evaluation.credibility');
  const tlp = settings?.tlp ?? draft.tlp ?? (collection === iocCommon ? 'AMBER' : undefined);
  return {
    sources: [collection.name],
    tags: [...new Set([...(settings?.tags ?? []), ...tagsOf(draft, collection)])],
    details: detailsOf(draft, collection),
    ...(confidence !== undefined && { confidence }),
    ...(severityLabel !== 'Unknown' && { severity: severityLabel }),
    ...(tlp !== undefined && { tlp }),
    createdAt: occurredAt,
    ...(updatedAt !== undefined && { updatedAt }),
    expiresAt: new Date(now.getTime() + (settings?.expire ?? lifeMs(raw))).toISOString(),
  };
}

function tagsOf({ raw, tags }: Draft, collection: Collection): readonly string[] {
  return collection === iocCommon ? textsAt(raw, 'malwareList.name') : tags;
}

function detailsOf({ raw, facts }: Draft, collection: Collection): readonly string[] {
  const told =
    collection === iocCommon
      ? iocDetails.map((one) => ({ label: one.label, value: fieldText(raw, one), sensitive: false }))
      : facts;
  return told
    .filter(({ value, sensitive }) => value !== undefined && sensitive !== true)
    .slice(0, mostDetails)
    .map(({ label, value }) => `${label}: ${value}`);
}

/** From when it was last reported: the vendor's days of validity where it gives any. */
function lifeMs(record: JsonObject): number {
  const ttl = Number(textAt(record, 'evaluation.ttl'));
  return (Number.isFinite(ttl) && ttl > 0 ? ttl : keptDays) * dayMs;
}

function percentAt(record: JsonObject, path: string): number | undefined {
  const [value] = scalarsAt(record, path);
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 100 ? number : undefined;
}
