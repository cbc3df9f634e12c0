import type { Store } from '../ports/store.ts';
import { readEmbeddedStore } from '../store/embedded/read.ts';
import type { Wiring } from '../wiring.ts';

/** The questions a store answers. */
export type StoreReader = Pick<Store, 'incidents' | 'rejections' | 'buried' | 'close'>;

/** What the store holds now, beside a running bot; to be closed. Errors: `StoreError` in words for the operator. */
export async function openStoreToRead({ config, backend }: Wiring): Promise<StoreReader> {
  const { url } = config.store;
  if (url.kind === 'postgres') return backend.openStore();
  return { ...(await readEmbeddedStore(url.path)), close: () => Promise.resolve() };
}
