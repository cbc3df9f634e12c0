import type { Fault } from '../../../domain/errors.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { IndicatorKind } from '../../../domain/indicator.ts';
import { iocList } from './ioc-list.ts';

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const address = String.raw`(?:${octet}\.){3}${octet}`;
const addressForm = new RegExp(`^${address}(?::\\d+)?$`);
const hashForm = /^[0-9a-f]+\b/i;
const emailForm = /^[^@\s]+@[^@\s]+\.[^@\s]+/;
/** Scheme and host, a host with a path, or an address with a port. */
const urlForm = new RegExp(
  String.raw`^(?:[a-z][a-z\d+.-]*://[^\s/?#]+\S*|[^\s/?#:@]+(?::\d+)?/\S*|${address}:\d+)$`,
  'i',
);

/** The contract's rule for a URL among IOCs: a bare name is none. */
export function isUrl(text: string): boolean {
  return urlForm.test(text);
}

interface IocKind {
  readonly argument: 'domains' | 'urls' | 'ips' | 'hashes' | 'emails';
  /** The word of the wire. */
  readonly type: string;
  readonly indicator: IndicatorKind;
  /** In the sentence about a wrong one; domains are not checked. */
  readonly word?: string;
  readonly isValid: (value: string) => boolean;
}

/** In the order in which values are sent and checked. Source: CONTRACT.md §7, §4.7. */
const iocKinds: readonly IocKind[] = [
  { argument: 'domains', type: 'Domains', indicator: 'domain', isValid: () => true },
  { argument: 'urls', type: 'Urls', indicator: 'url', word: 'URL', isValid: isUrl },
  { argument: 'ips', type: 'IpAddresses', indicator: 'ip', word: 'IP', isValid: (text) => addressForm.test(text) },
  { argument: 'hashes', type: 'Hashes', indicator: 'file', word: 'hash', isValid: (text) => hashForm.test(text) },
  { argument: 'emails', type: 'Emails', indicator: 'email', word: 'email', isValid: (text) => emailForm.test(text) },
];

/** The arguments of every command that takes IOCs. */
export const iocArguments = {
  domains: iocList('Domains', 'evil.example, login-acme.example'),
  urls: iocList('URLs', 'https://evil.example/login'),
  ips: iocList('IPv4 addresses', '192.0.2.45'),
  hashes: iocList('File hashes', '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f'),
  emails: iocList('E-mail addresses', 'billing@evil.example'),
};

export type IocArguments = { readonly [argument in IocKind['argument']]?: readonly string[] | undefined };

/** What is wrong with the IOCs: none at all, or the first bad value, in the contract's order. */
export function iocsGiven(args: IocArguments): Fault | undefined {
  if (iocsOf(args).length === 0) return { path: 'domains', message: 'Please insert at least one IOC.' };
  for (const { argument, word = '', isValid } of iocKinds) {
    const bad = (args[argument] ?? []).find((value) => !isValid(value));
    if (bad !== undefined)
      return { path: argument, message: `"${bad}" is not correct ${word}, please insert correct ${word}.` };
  }
  return undefined;
}

/** The IOCs as sources take them: domains, URLs, addresses, hashes, e-mail addresses. */
export function iocsOf(args: IocArguments): readonly { readonly Type: string; readonly Value: string }[] {
  return iocKinds.flatMap(({ argument, type }) =>
    (args[argument] ?? []).map((value) => ({ Type: type, Value: value })),
  );
}

export function iocValues(args: IocArguments): readonly string[] {
  return iocsOf(args).map(({ Value }) => Value);
}

/** The incident's indicators as arguments, without those that the vendor would refuse. */
export function iocsOfIncident({ indicators }: Incident): { readonly [argument: string]: string } {
  const given = iocKinds.map(({ argument, indicator, isValid }) => [
    argument,
    valuesText(indicators.filter(({ kind, value }) => kind === indicator && isValid(value)).map(({ value }) => value)),
  ]);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}

function valuesText(values: readonly string[]): string {
  return values.some((value) => value.includes(',')) ? JSON.stringify(values) : values.join(', ');
}
