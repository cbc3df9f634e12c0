import { VendorError, assertNever } from '../../domain/errors.ts';
import type { Trouble } from '../../domain/errors.ts';
import type { TestReport } from '../../ports/vendor.ts';
import type { ThreatmonClient } from './client.ts';
import type { IocClient } from './ioc-client.ts';
import { insteadOfData } from './reader.ts';
import type { TaxiiClient } from './taxii-client.ts';

export interface Surfaces {
  readonly client: ThreatmonClient;
  readonly ioc?: IocClient;
  readonly taxii?: TaxiiClient;
  /** Hosts that are asked, by surface, for the fixes. */
  readonly urls: { readonly alarms: string; readonly ioc: string; readonly taxii: string };
  readonly usesProxy: boolean;
}

/**
 * One request to each configured surface, the alarms first. Decides by the status, not by a text search: a 502 whose
 * body mentions 403 is no wrong key. Source: CONTRACT.md §10.
 */
export async function testConnection(surfaces: Surfaces, signal: AbortSignal): Promise<TestReport> {
  const { client, ioc, taxii, urls, usesProxy } = surfaces;
  const alarms = await tryOut(async () => client.listAlarms({ page: 0, after: 0, signal }));
  if (alarms !== undefined)
    return failed(reasonOf(alarms), fixesFor(alarms, { host: urls.alarms, usesProxy, url: 'url', key: 'apiKey' }));
  const indicators = ioc && (await tryOut(async () => ioc.list(1, signal)));
  if (indicators !== undefined) {
    const around = { host: urls.ioc, usesProxy, url: 'ioc.url', key: 'ioc.apiToken' };
    return failed(`IOC API: ${reasonOf(indicators)}`, fixesFor(indicators, around));
  }
  const collections = taxii && (await tryOut(async () => taxii.collections(signal)));
  if (collections === undefined) return { ok: true, text: 'ok', fixes: [] };
  const around = { host: urls.taxii, usesProxy, url: 'taxii.url', key: 'taxii.username and taxii.password' };
  return failed(`TAXII: ${reasonOf(collections)}`, fixesFor(collections, around));
}

function failed(reason: string, fixes: readonly string[]): TestReport {
  return { ok: false, text: `Test failed: ${reason}`, fixes };
}

async function tryOut(work: () => Promise<unknown>): Promise<VendorError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}

function reasonOf({ kind, message, detail }: VendorError): string {
  if (kind === 'unauthorized') return 'Authentication error. Please check your API credentials.';
  if (detail.status === 500) return 'Server error (500). Please try again later.';
  return message.startsWith(insteadOfData) ? message.slice(insteadOfData.length) : message;
}

interface Around {
  readonly host: string;
  readonly usesProxy: boolean;
  /** The setting that holds the address. */
  readonly url: string;
  /** The setting that holds the credential. */
  readonly key: string;
}

function fixesFor(error: VendorError, around: Around): readonly string[] {
  const { host, usesProxy } = around;
  const lastly = 'See the log for the answer and more.';
  switch (error.kind) {
    case 'refused':
      if (error.detail.status === 404) return [checkUrl(around), checkKey(around), askPermission(around), lastly];
      return [checkKey(around), askPermission(around), lastly];
    case 'unauthorized':
      return [checkKey(around), askPermission(around), lastly];
    case 'rate-limited':
      return ['Wait a moment: ThreatMon limits requests by address. Lower `pace` if it stays.', lastly];
    case 'malformed':
      return [
        `Check the URL: does ${host} answer as ThreatMon's API?`,
        checkKey(around),
        askPermission(around),
        lastly,
      ];
    case 'unreachable':
      return [...fixesOf[error.detail.trouble ?? 'connection'](around), proxyHint(usesProxy), lastly];
    default:
      return assertNever(error.kind);
  }
}

const fixesOf: { readonly [trouble in Trouble]: (around: Around) => readonly string[] } = {
  dns: ({ host }) => [`Check that this machine reaches ${host}: its name cannot be resolved. Is the URL spelt right?`],
  connection: (around) => [`Check that this machine reaches ${around.host}.`, askPermission(around)],
  timeout: (around) => [`Check that this machine reaches ${around.host}.`, askPermission(around)],
  tls: ({ host }) => [
    `Check the certificate of ${host}. Where a proxy or firewall puts its own in place, trust it with NODE_EXTRA_CA_CERTS.`,
    '`insecure: true` trusts any certificate: for tests only.',
  ],
  proxy: ({ host }) => [`Check \`proxy\`: its address, its credentials, and whether it lets ${host} through.`],
  server: () => ["The trouble is on ThreatMon's side: try again later."],
  cancelled: () => ['Try again.'],
};

function checkUrl({ url, host }: Around): string {
  return `Check \`${url}\`: ${host} answers, but knows nothing at the path given there.`;
}

function checkKey({ key }: Around): string {
  // Without a colon: what follows a key's name and a colon is masked as a secret.
  return `Is ${key} the right one, valid and not expired?`;
}

/** A caller from elsewhere may get a 403, a reset connection or silence (CONTRACT.md §1.1). */
function askPermission({ usesProxy }: Around): string {
  const whose = usesProxy ? "the proxy's" : "this machine's";
  return `Ask ThreatMon whether ${whose} public IP address is permitted: access is bound to addresses.`;
}

function proxyHint(usesProxy: boolean): string {
  return usesProxy ? 'Check `proxy`: can it reach the host?' : 'Is a proxy needed here? Then set `proxy`.';
}
