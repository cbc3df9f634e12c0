import type { Indicator } from '../domain/indicator.ts';
import { classifyHost } from './host.ts';

const maxUrlLength = 4096;
const parts = /^(https?|ftps?):\/\/([^/?#]*)(.*)$/is;
/** `:name@host:password…` anywhere (a port is no password), or `:name:password` at the end. */
const accountTail = /:[^:/?#@]+@[^:/?#]+:(?!\d{1,5}(?:[/?#]|$)).*$|:(?!\d+:)[^:/?#]+:[^:/]+$/s;
const closers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Where the first URL of a text without blanks begins; -1 where there is none. */
export function urlStart(text: string): number {
  return text.search(/(?:https?|ftps?):\/\//i);
}

/**
 * A URL as an indicator: scheme and host in lower case, no lone `/` at the end. User name and password before the host
 * are left out, and so is a `:login:password` that lists of stolen accounts write behind it. Absent where the host is
 * neither an address nor a public name.
 */
export function classifyUrl(text: string): Indicator | undefined {
  if (text.length > maxUrlLength) return undefined;
  const match = parts.exec(trimUrl(text));
  if (match === null) return undefined;
  const [, scheme = '', authority = '', rest = ''] = match;
  const host = hostAndPort(authority.slice(authority.lastIndexOf('@') + 1));
  if (host === undefined) return undefined;
  return { kind: 'url', value: `${scheme.toLowerCase()}://${host}${rest === '/' ? '' : rest}` };
}

function hostAndPort(authority: string): string | undefined {
  const match = /^(\[[^\]]*\]|[^:]*)(:\d{0,5})?$/.exec(authority);
  const found = match?.[1] === undefined ? undefined : classifyHost(match[1]);
  if (found === undefined) return undefined;
  const port = match?.[2] === ':' ? '' : (match?.[2] ?? '');
  return found.kind === 'ip' && found.value.includes(':') ? `[${found.value}]${port}` : `${found.value}${port}`;
}

/** Cuts what belongs to the sentence or the list around a URL. */
function trimUrl(text: string): string {
  const url = text.split(/['\\]|[,;](?=(?:https?|ftps?):\/\/)/i, 1)[0] ?? '';
  return trimEnd(url.replace(accountTail, ''));
}

/** Punctuation at the end belongs to the sentence, and a closing bracket too unless it was opened inside the URL. */
function trimEnd(url: string): string {
  const surplus = new Map([...closers].map(([closer, opener]) => [closer, count(url, closer) - count(url, opener)]));
  let end = url.length;
  for (; end > 0; end -= 1) {
    const last = url.charAt(end - 1);
    const over = surplus.get(last);
    if (over === undefined ? !'.,;:!?*'.includes(last) : over <= 0) break;
    if (over !== undefined) surplus.set(last, over - 1);
  }
  return url.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
