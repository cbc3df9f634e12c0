import type { Store } from '../ports/store.ts';
import { readEmbeddedStore } from '../store/embedded/read.ts';
import { openEmbeddedStore } from '../store/embedded/store.ts';
import type { Wiring } from '../wiring.ts';

/** The questions a store answers. */
export type StoreReader = Pick<Store, 'incidents' | 'rejections' | 'buried'>;

/** Opens the store of a configuration. Errors: `StoreError` in words for the operator. */
export async function openStore({ config, log, clock }: Wiring, onLost?: (reason: Error) => void): Promise<Store> {
  const { url } = config.store;
  if (url.kind === 'file')
    return openEmbeddedStore({ path: url.path, log, clock, ...(onLost !== undefined && { onLost }) });
  throw new Error('store.url: this version keeps its store in a file. Use file:PATH.');
}

/** What the store holds now, beside a running bot. Errors: `StoreError` in words for the operator. */
export async function openStoreToRead({ config }: Wiring): Promise<StoreReader> {
  const { url } = config.store;
  if (url.kind === 'file') return readEmbeddedStore(url.path);
  throw new Error('store.url: this version keeps its store in a file. Use file:PATH.');
}
