import * as z from 'zod';
import type { IOC_TYPES } from './vocabulary.ts';

export type IocType = (typeof IOC_TYPES)[number];

const Address = z.union([z.ipv4(), z.ipv6()]);

/** What kind of indicator a value is; undefined for one that is none. */
export function iocTypeOf(value: string): IocType | undefined {
  if (Address.safeParse(value).success) return 'IpAddresses';
  if (/^([a-f\d]{32}|[a-f\d]{40}|[a-f\d]{64}|[a-f\d]{128})$/i.test(value)) return 'Hashes';
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(value)) return 'Emails';
  if (/^([\p{L}\d_-]+\.)+[\p{L}][\p{L}\d-]*$/u.test(value)) return 'Domains';
  return isUrl(value) ? 'Urls' : undefined;
}

function isUrl(value: string): boolean {
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  return /^[^/\s]+\.[^\s]*\/|:\/\//.test(value) && URL.canParse(withScheme);
}
