import * as z from 'zod';
import type { IndicatorKind, IndicatorRecord } from '../../domain/indicator.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { classifyIndicator } from '../../indicators/classify.ts';
import { isList, shownText, textOf, textsOf } from './json-text.ts';

const json = z.custom<Json>((value) => value !== undefined);
const jsonObject = z.record(z.string(), json, 'expected an object');

/** Today's indicators. `iocs` may be null (CONTRACT.md §3.1). */
export const IocsPage = z
  .object({ iocs: z.array(json).nullable() })
  .transform(({ iocs }): readonly Json[] => iocs ?? []);

/** A TAXII 2.1 envelope; an empty one has no `objects`. */
export const TaxiiPage = z.object({
  objects: z.array(json).nullish(),
  more: z.boolean().catch(false),
  next: z.string().min(1).optional().catch(undefined),
});
export type TaxiiPage = z.output<typeof TaxiiPage>;

/** Ids of the collections that an account may read (CONTRACT.md §4). */
export const TaxiiCollections = z
  .object({ collections: z.array(z.object({ id: z.string().min(1) })).nullish() })
  .transform(({ collections }) => (collections ?? []).map(({ id }) => id));

/** What a feed says of an indicator; the feed's own name and instance are added by the feed. */
export type Reported = Omit<IndicatorRecord, 'instance' | 'feed'>;

/**
 * One record of the IOC API; `undefined` where its type or value is none that we know, which the contract skips. Source:
 * CONTRACT.md §3.1, with types taken by whole words and the value checked.
 */
export const Ioc = jsonObject.transform((raw): Reported | undefined => {
  const kind = kindOf(textOf(raw.ioc_type) ?? '');
  const value = (kind === 'ip' ? textOf(raw.extracted_ip) : undefined) ?? textOf(raw.ioc_value);
  const indicator = value === undefined ? undefined : classifyIndicator(value);
  if (kind === undefined || indicator?.kind !== kind) return undefined;
  const sources = textsOf(raw.source);
  const createdAt = timeOf(raw.created_at);
  const updatedAt = timeOf(raw.updated_at) ?? timeOf(raw.timestamp) ?? createdAt;
  return {
    ...indicator,
    sources,
    tags: [...new Set([...textsOf(raw.tags), ...textsOf(raw.categories), ...sources, 'ThreatMon'])],
    details: iocDetails(raw),
    ...optional({
      confidence: percentOf(raw.confidence_level),
      severity: textOf(raw.severity),
      status: textOf(raw.status),
      createdAt: createdAt ?? timeOf(raw.timestamp),
      updatedAt,
    }),
  };
});

/** First match wins, as in the published clients, but "ip" has to be a word: `IPv4` is one, `description` has none. */
const kindWords: readonly (readonly [IndicatorKind, RegExp])[] = [
  ['ip', /\bip(v?[46])?\b|\bipv?[46]?[-_ ]addr/],
  ['domain', /\bdomain\b|\bhostname\b/],
  ['url', /\burl\b/],
  ['file', /\b(file|hash|md5|sha-?1|sha-?256)\b/],
];

function kindOf(type: string): IndicatorKind | undefined {
  const words = type.toLowerCase().replaceAll('_', ' ');
  return kindWords.find(([, pattern]) => pattern.test(words))?.[0];
}

function iocDetails(raw: JsonObject): readonly string[] {
  const lines: readonly (readonly [string, Json | undefined])[] = [
    ['Source', raw.source],
    ['Confidence', raw.confidence_level],
    ['Severity', raw.severity],
    ['Status', raw.status],
    ['ISP', raw.isp],
    ['Location', raw.geo_location],
    ['Resolved addresses', raw.resolved_ips],
    ['Categories', raw.categories],
    ['Tags', raw.tags],
    ['Time', raw.updated_at ?? raw.timestamp ?? raw.created_at],
    ['Score', raw.score],
  ];
  return lines.flatMap(([label, value]) => {
    const text = shownText(value);
    return text === undefined ? [] : [`${label}: ${text}`];
  });
}

/** What stands first in quotes after `= ` is the value (CONTRACT.md §4); `\'` and `\\` are escaped in STIX patterns. */
const longestPattern = 4096;
const comparison = /([\w-]+):[^=\]]*=\s*'((?:[^'\\]|\\.)*)'/;

/** Which kinds a STIX object type may be. */
const stixKinds: { readonly [type: string]: IndicatorKind } = {
  'ipv4-addr': 'ip',
  'ipv6-addr': 'ip',
  'domain-name': 'domain',
  url: 'url',
  file: 'file',
  'email-addr': 'email',
};

/**
 * One TAXII object; `undefined` where it is no indicator, or one of a kind that we do not know. A `valid_until` is its
 * end. Source: CONTRACT.md §4.
 */
export const StixObject = jsonObject.transform((raw): Reported | undefined => {
  const [, type = '', quoted = ''] = comparison.exec(textOf(raw.pattern)?.slice(0, longestPattern) ?? '') ?? [];
  const indicator = classifyIndicator(quoted.replaceAll(/\\(.)/g, '$1'));
  if (raw.type !== 'indicator' || raw.revoked === true || indicator === undefined) return undefined;
  if (stixKinds[type.toLowerCase()] !== indicator.kind) return undefined;
  const references = isList(raw.external_references) ? raw.external_references : [];
  const sources = references.flatMap((one) => referenceName(one) ?? []);
  return {
    ...indicator,
    sources,
    tags: [...new Set([...textsOf(raw.labels), ...sources, 'ThreatMon'])],
    details: stixDetails(raw),
    ...optional({
      confidence: percentOf(raw.confidence),
      createdAt: timeOf(raw.created),
      updatedAt: timeOf(raw.modified) ?? timeOf(raw.created),
      expiresAt: timeOf(raw.valid_until),
    }),
  };
});

function referenceName(reference: Json): string | undefined {
  const parsed = jsonObject.safeParse(reference);
  return parsed.success ? textOf(parsed.data.source_name) : undefined;
}

function stixDetails(raw: JsonObject): readonly string[] {
  const lines = [
    ['Name', raw.name],
    ['Description', raw.description],
    ['Labels', raw.labels],
    ['Valid from', raw.valid_from],
    ['Valid until', raw.valid_until],
  ] as const;
  return lines.flatMap(([label, value]) => {
    const text = shownText(value);
    return text === undefined ? [] : [`${label}: ${text}`];
  });
}

function timeOf(value: Json | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : parseTimestamp(text);
}

function percentOf(value: Json | undefined): number | undefined {
  const number = Number(textOf(value) ?? Number.NaN);
  return number >= 0 && number <= 100 ? number : undefined;
}

/** Only the fields that have a value. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
