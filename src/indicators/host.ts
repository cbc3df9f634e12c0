import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { parse } from 'tldts';
import type { Indicator } from '../domain/indicator.ts';

/** Reserved for documentation and tests (RFC 2606); no public suffix, yet vendors' samples and exercises use them. */
const reservedSuffixes: ReadonlySet<string> = new Set(['example', 'test', 'invalid']);

const hostCharacters = /^[\p{L}\p{N}\p{M}._-]+$/u;
const maxHostLength = 253;

/**
 * An address or a domain name, normalised: IPv6 in its short form, an IPv4-mapped one as IPv4, names in lower case and
 * punycode without a last dot. Absent for bare public suffixes (`co.uk`), unknown suffixes, host names without a dot,
 * and other notations of addresses (`127.1`, octal).
 */
export function classifyHost(host: string): Indicator | undefined {
  if (host.length > maxHostLength * 4) return undefined;
  return classifyAddress(host) ?? classifyDomain(host);
}

/** An IPv4 or IPv6 address, IPv6 with or without brackets. */
export function classifyAddress(text: string): Indicator | undefined {
  const address = /^\[[^[\]]*\]$/.test(text) ? text.slice(1, -1) : text;
  // node:net first: ipaddr.js also reads `127.1` and octal forms, which no person means as an address.
  if (isIP(address) === 0 || address.includes('%')) return undefined;
  const parsed = ipaddr.process(address);
  return { kind: 'ip', value: parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString() };
}

function classifyDomain(host: string): Indicator | undefined {
  if (!hostCharacters.test(host)) return undefined;
  const ascii = domainToASCII(host).replace(/\.$/, '').toLowerCase();
  if (ascii === '' || ascii.length > maxHostLength || isIP(ascii) !== 0) return undefined;
  return isRegistrable(ascii) ? { kind: 'domain', value: ascii } : undefined;
}

function isRegistrable(ascii: string): boolean {
  const { domain, publicSuffix, isIcann } = parse(ascii, { extractHostname: false });
  if (domain === null || publicSuffix === null) return false;
  return ascii.split('.').every(isLabel) && (isIcann === true || reservedSuffixes.has(publicSuffix));
}

function isLabel(label: string): boolean {
  return label !== '' && label.length <= 63 && !label.startsWith('-') && !label.endsWith('-');
}

/** Whether a name may end in `label`, so that a reader's program would make a link of it. */
export function isTopLevel(label: string): boolean {
  const ascii = domainToASCII(label).toLowerCase();
  if (ascii === '' || ascii.includes('.')) return false;
  return reservedSuffixes.has(ascii) || parse(`x.${ascii}`, { extractHostname: false }).isIcann === true;
}

/** Whether the public suffix of a name has several labels (`gov.rs`), which no file name ends in. */
export function hasLongSuffix(domain: string): boolean {
  return parse(domain, { extractHostname: false }).publicSuffix?.includes('.') === true;
}
