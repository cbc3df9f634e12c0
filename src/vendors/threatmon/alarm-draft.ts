import type { Draft, Fact } from '../../domain/incident.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { extractIndicators } from '../../indicators/extract.ts';
import { isVendorPage } from './base-url.ts';
import { shownText, textOf, textsOf } from './json-text.ts';
import { alarmStatuses, closes, knownWord, severityFrom } from './words.ts';

/** Where and when a page of alarms was read. */
export interface Reading {
  readonly now: Date;
  /** The configured base: links to its host are shown. */
  readonly baseUrl: string;
}

/** What stands where the vendor sent nothing. Source: CONTRACT.md §2.1. */
const fallback = {
  title: 'Unknown Threat',
  description: 'No description available',
  severity: 'Low',
  status: 'New',
} as const;

/** Named by the vendor or not, these say what is attacked; the documented record ends in an ellipsis. */
const assetFields = ['assetName', 'asset', 'assets', 'domain'] as const;

const namedFields: ReadonlySet<string> = new Set([
  'alarmCode',
  'title',
  'description',
  'severity',
  'status',
  'alarmDate',
  ...assetFields,
]);

/** Characters in which indicators are looked for: no alarm is a book. */
const mostSearched = 100_000;

/** An alarm's record as a draft; every field but the code may be missing or of another type. */
export function draftOf(raw: JsonObject, code: number, { now, baseUrl }: Reading): Draft {
  const title = textOf(raw.title) ?? fallback.title;
  const description = textOf(raw.description) ?? fallback.description;
  const severityLabel = textOf(raw.severity) ?? fallback.severity;
  const status = statusOf(raw.status);
  const others = Object.entries(raw).filter(([name]) => !namedFields.has(name));
  const link = others.flatMap(([, value]) => textOf(value) ?? []).find((text) => isVendorPage(text, baseUrl));
  const shown = others.filter(([, value]) => link === undefined || textOf(value) !== link);
  const facts = shown.flatMap(factOf);
  return {
    externalId: String(code),
    type: title,
    title,
    description,
    severity: severityFrom(severityLabel) ?? 'low',
    severityLabel,
    status,
    closed: closes(status),
    occurredAt: dateOf(raw.alarmDate) ?? now.toISOString(),
    assets: [...new Set(assetFields.flatMap((name) => textsOf(raw[name])))],
    tags: [],
    indicators: extractIndicators(
      [title, description, ...facts.map(({ value }) => value)].join('\n').slice(0, mostSearched),
    ),
    ...(link !== undefined && { link }),
    facts: [...oddities(raw, severityLabel), ...facts],
    raw,
  };
}

function statusOf(value: Json | undefined): string {
  const text = textOf(value) ?? fallback.status;
  return knownWord(text, alarmStatuses) ?? text;
}

function dateOf(value: Json | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : parseTimestamp(text);
}

/** What was read by a fallback is shown as it came, so that nobody takes the fallback for the vendor's word. */
function oddities(raw: JsonObject, severityLabel: string): readonly Fact[] {
  const date = shownText(raw.alarmDate);
  return [
    ...(severityFrom(severityLabel) === undefined
      ? [{ label: 'Severity as sent', value: `${severityLabel} (unknown, taken as Low)` }]
      : []),
    ...(date !== undefined && dateOf(raw.alarmDate) === undefined ? [{ label: 'Date as sent', value: date }] : []),
  ];
}

function factOf([name, value]: readonly [string, Json | undefined]): readonly Fact[] {
  const text = shownText(value);
  return text === undefined ? [] : [{ label: labelOf(name), value: text }];
}

/** Words that people know in capitals only, in singular or plural. */
const initials = /\b(api|asn|bin|cve|cvss|cwe|dns|epss|id|ioc|ip|md5|sha1|sha256|ssl|tlp|ttl|uri|url|vpn)(s?)\b/gi;

/** `phishingUrl` and `phishing_url` as `Phishing URL`. */
function labelOf(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  if (words === '') return name;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
  return sentence.replaceAll(initials, (_, word: string, plural: string) => `${word.toUpperCase()}${plural}`);
}
