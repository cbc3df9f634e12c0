import { isIPv4 } from 'node:net';
import type { Indicator } from '../domain/indicator.ts';
import { classifyAddress, isTopLevel } from './host.ts';

const harmless: ReadonlyMap<string, string> = new Map([
  ['http', 'hxxp'],
  ['https', 'hxxps'],
  ['ftp', 'fxp'],
  ['ftps', 'fxps'],
]);
const isHarmless: ReadonlySet<string> = new Set(harmless.values());

/** An indicator as text that no program makes a link of: `hxxps://evil[.]example/a`, `user[@]evil[.]example`. */
export function defang({ kind, value }: Indicator): string {
  if (kind === 'file' || kind === 'cve') return value;
  if (kind === 'url') return defangText(value);
  return value.replaceAll(kind === 'ip' ? /[.:]/g : kind === 'email' ? /@|\.(?=[^@]*$)/g : /\./g, '[$&]');
}

const scheme = /(?<![a-z0-9+.-])([a-z0-9+.-]+):\/\/(?=[^\s<>"|])/gi;
const urlRest = /(?:\/\/|\[:\]\/\/)[^\s<>"|]+/g;
const colonRun = /[\p{L}\p{N}:.]+/gu;
const hostRun = /(?<![\p{L}\p{N}\p{M}_-])[\p{L}\p{N}\p{M}_-]+(?:[.。．｡]+[\p{L}\p{N}\p{M}_-]+)+/gu;
const hostDot = /(?<=[\p{L}\p{N}\p{M}_-])(?:\.(?=[\p{L}\p{N}_-])|[。．｡](?=[A-Za-z0-9_-]))/gu;
const emailAt = /(?<=[\p{L}\p{N}_.%+\-\]])@(?=[\p{L}\p{N}\p{M}_-]+\[\.\])/gu;
const versionBefore = /(?:(?<!\p{L})(?:v|ver|versions?|release|build|firmware|rev|revision)[\s:=.]*|\p{L}\/)$/iu;

/**
 * A free text in which no URL, domain name, e-mail or IP address can be clicked, and nothing else is changed; what is
 * defanged already stays as it is. Errs on the safe side: a name counts where any part after a dot is a top-level
 * domain, so `invoice.zip` becomes `invoice[.]zip`. Drop invisible characters before, not after.
 */
export function defangText(text: string): string {
  return text
    .replaceAll(scheme, (_, name: string) => defangScheme(name))
    .replaceAll(urlRest, defangDots)
    .replaceAll(colonRun, defangIpv6)
    .replaceAll(hostRun, (name, offset: number, whole: string) =>
      isClickable(name, whole.slice(Math.max(0, offset - 20), offset)) ? defangDots(name) : name,
    )
    .replaceAll(emailAt, '[@]');
}

function defangScheme(name: string): string {
  if (isHarmless.has(name.toLowerCase())) return `${name}://`;
  const known = harmless.get(name.toLowerCase());
  return known === undefined ? `${name}[:]//` : `${known}://`;
}

function defangDots(text: string): string {
  return text.replaceAll(hostDot, '[.]');
}

/** `2001:db8::5`, `ip:2001:db8::5.`; a text without digits is a name with colons (`std::abc`). */
function defangIpv6(run: string): string {
  if (run.length > 100 || !/:.*:/.test(run) || !/\d/.test(run)) return run;
  const [, label = '', address = ''] = /^([\p{L}]+:(?=[^:]*:))?(.*?)[.:]?$/u.exec(run) ?? [];
  if (classifyAddress(run) !== undefined) return bracket(run);
  if (classifyAddress(address) === undefined) return run;
  return `${label}${bracket(address)}${run.slice(label.length + address.length)}`;
}

function bracket(address: string): string {
  return address.replaceAll(/[.:]/g, '[$&]');
}

function isClickable(name: string, before: string): boolean {
  if (isIPv4(name)) return !versionBefore.test(before);
  const [, ...labels] = name.split(/[.。．｡]+/);
  return labels.some((label) => isTopLevel(label) || isTopLevel(/^[a-z0-9]+/i.exec(label)?.[0] ?? ''));
}
