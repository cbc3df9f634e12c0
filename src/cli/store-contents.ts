import type { StoreUrl } from '../config/schema.ts';
import { systemClock } from '../ops/clock.ts';
import type { Log } from '../ports/log.ts';
import type { StoreContents, StoreStatus } from '../ports/store-contents.ts';
import type { Store } from '../ports/store.ts';
import { embeddedStatus } from '../store/embedded/status.ts';
import { openEmbeddedStore } from '../store/embedded/store.ts';

/** Opens a store by its URL, whatever the configuration says. Errors: `StoreError` in words for the operator. */
export async function openContents(url: StoreUrl, log: Log): Promise<Store & { readonly contents: StoreContents }> {
  if (url.kind === 'file') return openEmbeddedStore({ path: url.path, log, clock: systemClock() });
  const { openPostgresStore } = await import('../store/postgres/store.ts');
  return openPostgresStore({ url: url.url.reveal(), log });
}

export async function statusOf(url: StoreUrl, log: Log): Promise<StoreStatus> {
  if (url.kind === 'file') return embeddedStatus(url.path);
  const { postgresStatus } = await import('../store/postgres/status.ts');
  return postgresStatus({ url: url.url.reveal(), log });
}
