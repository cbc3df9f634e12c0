import type { Indicator } from '../domain/indicator.ts';
import { classifyAddress, classifyHost, hasLongSuffix } from './host.ts';

const hash = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const cve = /^CVE-\d{4}-\d{4,7}$/i;
const email = /^([\p{L}\p{N}][\p{L}\p{N}\p{M}.'_%+-]{0,63})@(.+)$/u;

/** Punctuation before and after a name. */
const around = /^[^\p{L}\p{N}_]+|[^\p{L}\p{N}\p{M}_]+$/gu;
/** The longest e-mail address; trimming a longer part would take its square in time. */
const maxPartLength = 320;

/** Public suffixes that are far more often the end of a file's name: `invoice.zip`, `install.sh`, `libssl.so`. */
const fileSuffixes: ReadonlySet<string> = new Set(['cab', 'md', 'mov', 'ps', 'py', 'rs', 'sh', 'so', 'zip']);
/** Country codes that are English words: `open since 5.am`, `9.in`. */
const wordSuffix = /^\d+\.(?:am|as|at|be|by|do|in|is|it|me|my|no|pm|so|to|us)$/;

/** What any indicator has somewhere; most words of a text have nothing of it and need no closer look. */
const promising = /[.:@][^.]|-\d{4}-|[0-9a-f]{32}/i;

/** An indicator found in a word, and whether it may be something else that only looks like one. */
export interface Found {
  readonly indicator: Indicator;
  readonly doubtful: boolean;
}

/**
 * The indicators of one word of host, path and list characters, in order: `host:port` and `host/path` give the host,
 * `user@host:password` the address, `host/24` nothing, since a range is no address. After `name/` an address is
 * doubtful: `Chrome/99.0.48.51` is a version.
 */
export function indicatorsOf(word: string): readonly Found[] {
  if (!promising.test(word)) return [];
  const found: Found[] = [];
  const pieces = word.split('/');
  for (const [index, piece] of pieces.entries()) {
    const here = readPiece(piece);
    const isRange = index === pieces.length - 2 && /^\d{1,3}$/.test(pieces[index + 1] ?? '');
    const isPath = here.some(({ indicator: { kind } }) => kind === 'ip' || kind === 'domain');
    if (isPath && isRange && here[0]?.indicator.kind === 'ip') return found;
    const afterName = index > 0 && /\p{L}/u.test(pieces[index - 1] ?? '');
    found.push(...here.map((one) => (afterName && one.indicator.kind === 'ip' ? { ...one, doubtful: true } : one)));
    if (isPath) return found;
  }
  return found;
}

/** What stands between two slashes: an address, or names and hashes with colons between them. */
function readPiece(piece: string): readonly Found[] {
  const address = readIpv6(piece);
  if (address !== undefined) return [{ indicator: address, doubtful: false }];
  const found: Found[] = [];
  for (const part of piece.split(':')) {
    const one = part.length > maxPartLength ? undefined : readPart(part.replaceAll(around, ''));
    if (one !== undefined) found.push(one);
    // What follows an address in a list of accounts is its password, whatever it looks like.
    if (one?.indicator.kind === 'email') return found;
  }
  return found;
}

/** `2001:db8::5`, `[2001:db8::5]:443`, `ip:2001:db8::5`; a text without digits is a name with colons (`std::abc`). */
function readIpv6(piece: string): Indicator | undefined {
  if (piece.length > 100 || !/\d/.test(piece)) return undefined;
  const bracketed = /^(?:\p{L}+:)?\[([0-9a-f:.]+)\](?::\d{1,5})?[.:,]?$/iu.exec(piece)?.[1];
  const plain = [piece, piece.replace(/[.:]$/, ''), piece.replace(/^[\p{L}_]+:/u, '')];
  const address = bracketed === undefined ? plain.find(isIpv6) : bracketed;
  return address !== undefined && isIpv6(address) ? classifyAddress(address) : undefined;
}

function isIpv6(text: string): boolean {
  return text.includes(':') && classifyAddress(text) !== undefined;
}

function readPart(part: string): Found | undefined {
  if (hash.test(part)) return { indicator: { kind: 'file', value: part.toLowerCase() }, doubtful: false };
  if (cve.test(part)) return { indicator: { kind: 'cve', value: part.toUpperCase() }, doubtful: false };
  if (part.includes('@')) return readEmail(part);
  const host = part.includes('.') ? classifyHost(part) : undefined;
  return host === undefined ? undefined : { indicator: host, doubtful: host.kind === 'domain' && isDoubtful(part) };
}

function readEmail(part: string): Found | undefined {
  const [, local, host] = email.exec(part) ?? [];
  const domain = host === undefined ? undefined : classifyHost(host);
  if (local === undefined || domain?.kind !== 'domain') return undefined;
  return { indicator: { kind: 'email', value: `${local.toLowerCase()}@${domain.value}` }, doubtful: false };
}

/** File names, the end of one sentence run into the next (`page.No`), and numbers before an English word. */
function isDoubtful(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^\p{Lu}\p{Ll}+$/u.test(last) || wordSuffix.test(name)) return true;
  return fileSuffixes.has(last.toLowerCase()) && !/^www\./i.test(name) && !hasLongSuffix(name.toLowerCase());
}
