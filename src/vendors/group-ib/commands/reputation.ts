import { VendorError } from '../../../domain/errors.ts';
import type { Indicator } from '../../../domain/indicator.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { classifyIndicator } from '../../../indicators/classify.ts';
import type { GroupIbClient } from '../client.ts';
import { datesOf } from '../dates.ts';
import { isObject } from '../json-path.ts';
import type { Hit } from '../schema.ts';
import type { Score } from './scores.ts';

/** Pages of one collection that are read for one indicator, where nobody else bounds it (W25). */
const mostPages = 5;
const dayMs = 86_400_000;
/** What was seen longer ago no longer makes an indicator bad. Source: CONTRACT.md §12. */
const recentMs = 3 * 365 * dayMs;

interface Source {
  /** Where a record says when it was last true; absent where it does not matter. */
  readonly dated?: string;
  /** How far a record here can be relied on. */
  readonly reliability: 'A' | 'B';
}

/** Collections that say something of an indicator. Source: CONTRACT.md §12. */
const sources: { readonly [collection: string]: Source } = {
  'ioc/common': { dated: 'dateLastSeen', reliability: 'A' },
  'apt/threat': { reliability: 'A' },
  'apt/threat_actor': { reliability: 'A' },
  'attacks/deface': { dated: 'date', reliability: 'B' },
  'hi/open_threats': { dated: 'detected', reliability: 'B' },
};

/** What Group-IB holds of an indicator. */
export interface Reputation {
  readonly indicator: Indicator;
  readonly score: Score;
  /** Computed from where it was found; absent where it was not. */
  readonly reliability?: 'A' | 'B';
  /** Collections that hold it, with how many records. */
  readonly hits: readonly Hit[];
  /** Records of the collections that count. */
  readonly records: readonly JsonObject[];
  /** 0 to 100, for addresses. */
  readonly riskScore?: number;
}

export interface Asking {
  readonly client: GroupIbClient;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** What one collection holds of an indicator. */
interface Evidence {
  readonly collection: string;
  readonly records: readonly JsonObject[];
  readonly isRecent: boolean;
}

/**
 * Searches everything for an indicator and judges by what is found. `riskScore` judges an address, which the collections
 * do not (CONTRACT.md §12); for a domain or a URL it counts how recently it was seen.
 */
export async function reputationOf(indicator: Indicator, asking: Asking, riskScore?: number): Promise<Reputation> {
  const hits = (await asking.client.globalSearch(indicator.value, asking.signal)).filter(({ count }) => count > 0);
  const evidence: Evidence[] = [];
  for (const { apiPath } of hits.filter((hit) => counts(indicator, hit))) {
    evidence.push(await readable(evidenceIn(apiPath, indicator, asking), apiPath));
  }
  const found = evidence.filter(({ records }) => records.length > 0);
  const reliability = reliabilityOf(found);
  return {
    indicator,
    score: scoreOf(indicator, found, riskScore),
    ...(reliability !== undefined && { reliability }),
    hits,
    records: found.flatMap(({ records }) => records),
    ...(riskScore !== undefined && { riskScore }),
  };
}

function counts({ kind }: Indicator, { apiPath }: Hit): boolean {
  return kind === 'file' ? apiPath === 'ioc/common' : Object.hasOwn(sources, apiPath);
}

/** The search just answered, so a refusal is of this collection alone: it is not granted, and proves nothing. */
async function readable(work: Promise<Evidence>, collection: string): Promise<Evidence> {
  return work.catch((error: unknown) => {
    if (error instanceof VendorError && error.detail.status === 403)
      return { collection, records: [], isRecent: false };
    throw error;
  });
}

/** Reads on only while it could still be found that the indicator was seen recently. */
async function evidenceIn(collection: string, { kind, value }: Indicator, asking: Asking): Promise<Evidence> {
  const { client, now, signal } = asking;
  const dated = kind === 'domain' || kind === 'url' ? sources[collection]?.dated : undefined;
  const records: JsonObject[] = [];
  let isRecent = false;
  let seqUpdate: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const page = await client.updated(collection, { q: value, seqUpdate }, signal);
    records.push(...page.items.filter(isObject));
    isRecent = dated !== undefined && records.some((record) => wasRecent(record, dated, now));
    const isLast = page.items.length === 0 || (page.count !== undefined && page.count <= page.items.length);
    if (dated === undefined || isRecent || isLast || page.seqUpdate === undefined || page.seqUpdate === seqUpdate)
      break;
    seqUpdate = page.seqUpdate;
  }
  return { collection, records, isRecent };
}

function wasRecent(record: JsonObject, dated: string, now: Date): boolean {
  return datesOf(record, [dated]).some((date) => now.getTime() - Date.parse(date) <= recentMs);
}

function reliabilityOf(found: readonly Evidence[]): 'A' | 'B' | undefined {
  const letters = found.map(({ collection }) => sources[collection]?.reliability);
  return letters.includes('A') ? 'A' : letters[0];
}

function scoreOf({ kind }: Indicator, found: readonly Evidence[], riskScore: number | undefined): Score {
  if (kind === 'ip') return scoreOfRisk(riskScore);
  const has = (collection: string): boolean => found.some((one) => one.collection === collection);
  if (kind === 'file') return has('ioc/common') ? 3 : 0;
  if (kind !== 'domain' && kind !== 'url') return 0;
  const recent = new Set(found.filter(({ isRecent }) => isRecent).map(({ collection }) => collection));
  if (recent.has('ioc/common')) return 3;
  return recent.size > 0 || has('ioc/common') ? 2 : 0;
}

/** The risk of addresses in one question, 0 to 100; however the vendor writes an address, it is found. */
export async function risksOf(
  client: GroupIbClient,
  ips: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const scores = await client.scores(ips, signal);
  return new Map([...scores].map(([ip, risk]) => [classifyIndicator(ip)?.value ?? ip, risk]));
}

/** 0 to 49 good, 50 to 84 suspicious, 85 to 100 bad. Source: CONTRACT.md §12. */
export function scoreOfRisk(riskScore: number | undefined): Score {
  if (riskScore === undefined) return 0;
  if (riskScore < 50) return 1;
  return riskScore < 85 ? 2 : 3;
}
