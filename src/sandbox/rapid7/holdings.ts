import { createShelf, type Shelf } from '../simulator/shelf.ts';
import type { SettingChanges } from './settings.ts';
import type {
  AlertFields,
  AssetRecord,
  BlocklistEntry,
  CveRecord,
  CyberTermRecord,
  IocRecord,
  MentionRecord,
  Message,
  TermCve,
  TermIoc,
} from './wire.ts';
import type { KILL_CHAIN_PHASES, MENTION_SOURCES } from './vocabulary.ts';

/** What is kept with an alert and served at addresses of its own. */
export interface Enclosures {
  /** UTF-8 text, comma- or tab-separated. */
  readonly csv?: string;
  /** One without an id gets one, which is added to the alert's `Details.Images`. */
  readonly images?: readonly { readonly id?: string; readonly bytes: Uint8Array }[];
  readonly conversation?: readonly Message[];
  readonly blocklist?: readonly BlocklistEntry[];
}

/** An alert to be added. `enclosed` never reaches the wire. */
export interface AlertSeed extends AlertFields {
  readonly enclosed?: Enclosures;
}

/** A cyber term with what its own addresses list. */
export interface CyberTermHolding {
  readonly term: CyberTermRecord;
  readonly cves?: readonly TermCve[];
  readonly iocs?: readonly TermIoc[];
}

/** An indicator and what the listing filters by without showing it. */
export interface IocHolding {
  readonly record: IocRecord;
  readonly phases?: readonly (typeof KILL_CHAIN_PHASES)[number][];
  readonly blocklisted?: boolean;
  readonly comments?: readonly string[];
}

export interface SourceHolding {
  readonly _id: string;
  readonly category: string;
  readonly Name: string;
  readonly ConfidenceLevel: number;
  readonly IsEnabled: boolean;
  /** Of a document; a feed names its indicators elsewhere. */
  readonly iocs?: readonly { readonly Type: string; readonly Value: string }[];
}

export interface MentionHolding {
  readonly record: MentionRecord;
  readonly source: (typeof MENTION_SOURCES)[number];
  readonly darkWeb?: boolean;
}

/** Everything but alerts that callers can change or that comes in numbers. */
export interface Holdings {
  readonly assets: Shelf<AssetRecord>;
  /** Those of the account. */
  readonly cves: Shelf<CveRecord>;
  /** Those that the vendor supports and that can be added to the account. */
  readonly supportedCves: Shelf<CveRecord>;
  readonly cyberTerms: Shelf<CyberTermHolding>;
  readonly iocs: Shelf<IocHolding>;
  readonly sources: Shelf<SourceHolding>;
  readonly mentions: Shelf<MentionHolding>;
}

/** Records to hold instead of the present ones, by kind. */
export type HoldingChanges = {
  readonly [Name in keyof Holdings]?: Holdings[Name] extends Shelf<infer T> ? readonly T[] : never;
};

/** Empty shelves. */
export function createHoldings(): Holdings {
  return {
    assets: createShelf(assetKey),
    cves: createShelf(({ cveId }) => cveId),
    supportedCves: createShelf(({ cveId }) => cveId),
    cyberTerms: createShelf(({ term }) => term.ID),
    iocs: createShelf(({ record }) => record.value),
    sources: createShelf(({ _id }) => _id),
    mentions: createShelf(({ record }) => record.id),
  };
}

/** What tells one asset from another. */
export function assetKey({ Type, Value }: AssetRecord): string {
  return `${Type} ${Value.toLowerCase()}`;
}

/** Replaces the kinds that are named, and gives the changes that are of something else. */
export function replaceHoldings(holdings: Holdings, changes: HoldingChanges & SettingChanges): SettingChanges {
  const { assets, cves, supportedCves, cyberTerms, iocs, sources, mentions, ...others } = changes;
  if (assets) holdings.assets.replace(assets);
  if (cves) holdings.cves.replace(cves);
  if (supportedCves) holdings.supportedCves.replace(supportedCves);
  if (cyberTerms) holdings.cyberTerms.replace(cyberTerms);
  if (iocs) holdings.iocs.replace(iocs);
  if (sources) holdings.sources.replace(sources);
  if (mentions) holdings.mentions.replace(mentions);
  return others;
}
