import type { Random } from '../../simulator/random.ts';
import type { IocRecord, TaxiiCollection, TaxiiObject } from '../wire.ts';
import { HOSTERS } from '../../story/company.ts';
import type { Infrastructure } from '../../story/infrastructure.ts';

/** The collection id that published clients have as their default. Source: CONTRACT.md §4. */
const COLLECTION_ID = '91a7b528-80eb-42ed-a74d-c6fbd5a26116';
const HOUR_MS = 3_600_000;
const DAYS_VALID = 90;

interface Listed {
  readonly value: string;
  readonly type: 'ip' | 'IPv6' | 'domain' | 'url' | 'file_hash' | 'md5 hash';
  readonly categories: readonly string[];
  /** STIX object path that holds the value. */
  readonly path: string;
  readonly created: Date;
}

/** Both feeds of a story, over the same indicators: most of what the attackers own, not all of it. */
export interface IndicatorFeeds {
  readonly records: readonly IocRecord[];
  readonly collections: readonly TaxiiCollection[];
}

/** Makes the feeds; the newest indicator is an hour older than `start`. */
export function createIndicatorFeeds(random: Random, owned: Infrastructure, start: Date): IndicatorFeeds {
  const listed = [
    ...list('domain', 'domain-name:value', ['phishing'], owned.domains.slice(0, 52)),
    ...list(
      'url',
      'url:value',
      ['phishing'],
      owned.domains.slice(0, 10).map((domain) => `https://${domain}/session/gate.php`),
    ),
    ...list('ip', 'ipv4-addr:value', ['c2'], owned.addresses.slice(0, 39)),
    ...list('IPv6', 'ipv6-addr:value', ['hosting'], owned.addressesV6.slice(0, 6)),
    ...list(
      'file_hash',
      "file:hashes.'SHA-256'",
      ['malware'],
      owned.samples.slice(4).map(({ sha256 }) => sha256),
    ),
    ...list(
      'md5 hash',
      'file:hashes.MD5',
      ['malware'],
      owned.samples.slice(4).map(({ md5 }) => md5),
    ),
  ].map((item) => ({ ...item, created: new Date(start.getTime() - random.between(60, 7200) * (HOUR_MS / 60)) }));
  const objects = listed.map((item) => stixOf(item, random));
  return {
    records: [...listed.map((item) => recordOf(item, random)), odd(start)],
    collections: [{ id: COLLECTION_ID, title: 'ThreatMon daily', objects: [owner(start, random), ...objects] }],
  };
}

function list(
  type: Listed['type'],
  path: string,
  ...[categories, values]: readonly [readonly string[], readonly string[]]
): Omit<Listed, 'created'>[] {
  return values.map((value) => ({ value, type, path, categories }));
}

function recordOf({ value, type, categories, created }: Listed, random: Random): IocRecord {
  const isAddress = type === 'ip' || type === 'IPv6';
  const withPort = type === 'IPv6' ? `[${value}]:443` : `${value}:${random.pick([443, 8080, 8443])}`;
  return {
    ioc_value: isAddress && random.chance(0.4) ? withPort : value,
    ioc_type: type,
    extracted_ip: type === 'ip' ? value : null,
    source: ['ThreatMon research'],
    tags: random.chance(0.2) ? null : [...categories, 'larkfield'],
    categories,
    confidence_level: random.between(40, 100),
    severity: random.pick(['low', 'medium', 'high']),
    status: 'active',
    ...(isAddress && { isp: random.pick(HOSTERS), geo_location: random.pick(['NL', 'TR', 'US']) }),
    score: random.pick([0, 35, 60, 80, 95]),
    created_at: created.toISOString(),
    ...(random.chance(0.5) && { updated_at: new Date(created.getTime() + HOUR_MS / 2).toISOString() }),
  };
}

/** A type that no client knows, to be skipped. */
function odd(start: Date): IocRecord {
  return {
    ioc_value: 'tin_sparrow',
    ioc_type: 'handle',
    created_at: new Date(start.getTime() - HOUR_MS).toISOString(),
  };
}

function stixOf({ value, path, categories, created }: Listed, random: Random): TaxiiObject {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${uuid(random)}`,
    created: created.toISOString(),
    modified: created.toISOString(),
    labels: ['malicious-activity', ...categories],
    pattern: `[${path} = '${value}']`,
    pattern_type: 'stix',
    valid_from: created.toISOString(),
    valid_until: new Date(created.getTime() + DAYS_VALID * 24 * HOUR_MS).toISOString(),
    confidence: random.between(40, 100),
    lang: 'en',
    external_references: [{ source_name: 'ThreatMon research', url: `https://intel.example/report/${random.hex(6)}` }],
  };
}

function owner(start: Date, random: Random): TaxiiObject {
  const at = new Date(start.getTime() - 365 * 24 * HOUR_MS).toISOString();
  const id = `identity--${uuid(random)}`;
  return {
    type: 'identity',
    spec_version: '2.1',
    id,
    created: at,
    modified: at,
    name: 'Feed owner',
    identity_class: 'organization',
  };
}

function uuid(random: Random): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
}
