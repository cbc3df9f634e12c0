import { secret } from '../../domain/secret.ts';
import { VendorError } from '../../domain/errors.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { plainBase } from './base-url.ts';
import { connectionOf } from './client.ts';
import { TaxiiCollections, TaxiiPage } from './indicator-schema.ts';
import { createReader } from './reader.ts';
import type { TaxiiSettings, ThreatmonSettings } from './settings.ts';

const objectsPerPage = 250;

/** Surface C of CONTRACT.md. Errors: `VendorError`. */
export interface TaxiiClient {
  collections(signal: AbortSignal): Promise<readonly string[]>;
  objects(collection: string, next: string | null, signal: AbortSignal): Promise<TaxiiPage>;
}

export function createTaxiiClient(
  settings: ThreatmonSettings,
  { url, username, password }: TaxiiSettings,
  { http, log }: VendorDeps,
): TaxiiClient {
  const baseUrl = plainBase(url);
  const basic = (): string => Buffer.from(`${username}:${password.reveal()}`).toString('base64');
  const secrets = [password, secret(basic())];
  const client = http({
    ...connectionOf(settings),
    baseUrl,
    headers: () => ({ authorization: `Basic ${basic()}`, accept: 'application/taxii+json;version=2.1' }),
    secrets,
  });
  const read = createReader({ name: settings.name, secrets, log });
  return {
    async collections(signal) {
      return read(TaxiiCollections, await client.send({ method: 'GET', path: '/collections/', signal }));
    },
    async objects(collection, next, signal) {
      const path = `/collections/${encodeURIComponent(collection)}/objects/`;
      const query = { limit: objectsPerPage, next: next ?? undefined };
      const page = read(TaxiiPage, await client.send({ method: 'GET', path, query, signal }));
      return page.next === undefined ? page : { ...page, next: tokenOf(page.next, baseUrl) };
    },
  };
}

/**
 * `next` as a token for our own query. TAXII 2.1 has a token there; a server that sends a whole URL is only followed on
 * its own origin, and never to another path. Errors: `malformed`.
 */
export function tokenOf(next: string, baseUrl: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\/|^\/\//i.test(next)) return next;
  const url = URL.canParse(next, baseUrl) ? new URL(next, baseUrl) : undefined;
  const token = url?.origin === new URL(baseUrl).origin ? url.searchParams.get('next') : null;
  if (token !== null && token !== '') return token;
  throw new VendorError('The TAXII server names a next page that is not its own.', { kind: 'malformed' });
}
