/** What an indicator is. `file` is a hash (MD5, SHA-1 or SHA-256, told apart by its length). */
export const indicatorKinds = ['ip', 'domain', 'url', 'email', 'file', 'cve'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];

/** What people call them: one, and many. */
export const indicatorKindNames: { readonly [kind in IndicatorKind]: readonly [one: string, many: string] } = {
  ip: ['IP address', 'IP addresses'],
  domain: ['domain', 'domains'],
  url: ['URL', 'URLs'],
  email: ['e-mail address', 'e-mail addresses'],
  file: ['file hash', 'file hashes'],
  cve: ['CVE', 'CVEs'],
};

/** One observable. `value` is fanged and normalised: lower-case hosts and hashes, no port on an address. */
export interface Indicator {
  readonly kind: IndicatorKind;
  readonly value: string;
}

/** An indicator as a feed reported it. Identity: instance + source id of the feed + kind + value. */
export interface IndicatorRecord extends Indicator {
  readonly instance: string;
  readonly feed: string;
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  /** 0 to 100, as the feed says it. */
  readonly confidence?: number;
  readonly severity?: string;
  readonly status?: string;
  readonly tlp?: string;
  /** One line each, ready to read. */
  readonly details: readonly string[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly expiresAt?: string;
}

/** The text under which an indicator is indexed. */
export function indicatorId({ kind, value }: Indicator): string {
  return `${kind}:${value}`;
}
