import { createHash } from 'node:crypto';

/** The structures that several collections share. Source: CONTRACT.md §5.0. */

const MINUTE_MS = 60_000;

export interface Country {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly city: string;
}

export const COUNTRIES: readonly Country[] = [
  { code: 'NL', name: 'Netherlands', region: 'Europe', city: 'Utrecht' },
  { code: 'PT', name: 'Portugal', region: 'Europe', city: 'Braga' },
  { code: 'CA', name: 'Canada', region: 'North America', city: 'Halifax' },
  { code: 'ID', name: 'Indonesia', region: 'Asia', city: 'Bandung' },
];

/** The digest by which the vendor names what has this name. */
export function idOf(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}

/** The vendor's evaluation; credibility and reliability follow from the Admiralty code. */
export function evaluation(
  admiraltyCode: string,
  { severity, tlp, ttl = 30 }: { readonly severity: string; readonly tlp: string; readonly ttl?: number | null },
) {
  const [letter = 'C', digit = '3'] = admiraltyCode;
  const credibility = 100 - (Number(digit) - 1) * 25;
  return { admiraltyCode, credibility, reliability: RELIABILITIES[letter] ?? 30, severity, tlp, ttl };
}

const RELIABILITIES: { readonly [letter: string]: number } = { A: 100, B: 80, C: 50 };

export const DISPLAY_OPTIONS = { isFavourite: false, isHidden: false };

/** An address with what is known of it. */
export function ipv4(ip: string, country?: Country) {
  return {
    asn: country ? `AS${64_496 + (country.city.length % 16)}` : null,
    city: country?.city ?? null,
    region: country?.region ?? null,
    provider: country ? 'Example Hosting Ltd' : null,
    countryCode: country?.code ?? null,
    countryName: country?.name ?? null,
    ip,
  };
}

/** A control server. */
export function cnc(domain: string, ip: string, country: Country) {
  return {
    cnc: domain,
    port: 443,
    domain,
    proto: 'https',
    ipv4: ipv4(ip, country),
    ipv6: null,
    url: `https://${domain}/gate`,
    stixGuid: null,
  };
}

export const NO_CNC = {
  cnc: '',
  port: null,
  domain: null,
  proto: null,
  ipv4: null,
  ipv6: null,
  url: null,
  stixGuid: null,
};

/** `2026-08-03T06:12:00+00:00` */
export function utc(at: Date, minutesEarlier = 0): string {
  return `${plain(at, minutesEarlier)}+00:00`;
}

/** The same instant as the vendor writes it elsewhere: `2026-08-03T09:12:00+03:00`. */
export function inMoscow(at: Date, minutesEarlier = 0): string {
  return `${plain(at, minutesEarlier - 180)}+03:00`;
}

/** `2026-08-03T06:12:00`, in UTC without saying so. */
export function plain(at: Date, minutesEarlier = 0): string {
  return new Date(at.getTime() - minutesEarlier * MINUTE_MS).toISOString().slice(0, 19);
}

/** `2026-08-03` */
export function day(at: Date, minutesEarlier = 0): string {
  return plain(at, minutesEarlier).slice(0, 10);
}
