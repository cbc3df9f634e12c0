import type { StoreUrl } from '../config/schema.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { readEmbeddedStore } from '../store/embedded/read.ts';

/** The questions a store answers. */
export type StoreReader = Pick<Store, 'incidents' | 'rejections' | 'buried' | 'counts' | 'close'>;

/** What a store holds now, beside a running bot; to be closed. Errors: `StoreError` in words for the operator. */
export async function openStoreToRead(url: StoreUrl, log: Log): Promise<StoreReader> {
  if (url.kind === 'file') return { ...(await readEmbeddedStore(url.path)), close: () => Promise.resolve() };
  const { readPostgresStore } = await import('../store/postgres/store.ts');
  return readPostgresStore({ url: url.url.reveal(), log });
}
