import type { Json } from '../../domain/json.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { plainBase } from './base-url.ts';
import { connectionOf } from './client.ts';
import { IocsPage } from './indicator-schema.ts';
import { createReader } from './reader.ts';
import type { IocSettings, ThreatmonSettings } from './settings.ts';

/** Surface B of CONTRACT.md. Errors: `VendorError`. */
export interface IocClient {
  /** At most `size` of the newest records; nothing pages. */
  list(size: number, signal: AbortSignal): Promise<readonly Json[]>;
}

export function createIocClient(settings: ThreatmonSettings, ioc: IocSettings, { http, log }: VendorDeps): IocClient {
  const client = http({
    ...connectionOf(settings),
    baseUrl: plainBase(ioc.url),
    // The token is part of the URL: kept out of everything that is logged.
    query: () => ({ api_token: ioc.apiToken.reveal() }),
    secrets: [ioc.apiToken],
  });
  const read = createReader({ name: settings.name, secrets: [ioc.apiToken], log });
  const collections = ioc.collectionIds.length === 0 ? undefined : ioc.collectionIds.join(',');
  return {
    async list(size, signal) {
      const query = { data_type: ioc.dataType, size, collection_id: collections };
      return read(IocsPage, await client.send({ method: 'GET', path: '/api/daily-ioc-details/', query, signal }));
    },
  };
}
