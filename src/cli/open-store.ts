import type { Store } from '../ports/store.ts';
import { openEmbeddedStore } from '../store/embedded/store.ts';
import type { Wiring } from '../wiring.ts';

/** Opens the store of a configuration. Errors: `StoreError` in words for the operator. */
export async function openStore({ config, log, clock }: Wiring, onLost?: (reason: Error) => void): Promise<Store> {
  const { url } = config.store;
  if (url.kind === 'file')
    return openEmbeddedStore({ path: url.path, log, clock, ...(onLost !== undefined && { onLost }) });
  throw new Error('store.url: this version keeps its store in a file. Use file:PATH.');
}
