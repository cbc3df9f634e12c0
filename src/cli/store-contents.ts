import type { StoreUrl } from '../config/schema.ts';
import { systemClock } from '../ops/clock.ts';
import type { Log } from '../ports/log.ts';
import type { StoreContents, StoreStatus } from '../ports/store-contents.ts';
import type { Store } from '../ports/store.ts';
import { examineStoreFile } from '../store/embedded/examine.ts';
import { embeddedStatus } from '../store/embedded/status.ts';
import { openEmbeddedStore } from '../store/embedded/store.ts';

export interface ContentsOptions {
  readonly log: Log;
  /** Whether it may hold a part of a copy only. */
  readonly mayBePartial: boolean;
}

/** Opens a store by its URL, whatever the configuration says. Errors: `StoreError` in words for the operator. */
export async function openContents(
  url: StoreUrl,
  options: ContentsOptions,
): Promise<Store & { readonly contents: StoreContents }> {
  if (url.kind === 'file') return openEmbeddedStore({ path: url.path, clock: systemClock(), ...options });
  const { openPostgresStore } = await import('../store/postgres/store.ts');
  return openPostgresStore({ url: url.url.reveal(), ...options });
}

export async function statusOf(url: StoreUrl, log: Log): Promise<StoreStatus> {
  if (url.kind === 'file') return embeddedStatus(url.path);
  const { postgresStatus } = await import('../store/postgres/status.ts');
  return postgresStatus({ url: url.url.reveal(), log });
}

/** Whether a bot could work with a store; makes and changes nothing. In words. Errors: `StoreError`, with what to do. */
export async function examineStore(url: StoreUrl, log: Log): Promise<string> {
  if (url.kind === 'file') return examineStoreFile(url.path);
  const { examineDatabase } = await import('../store/postgres/examine.ts');
  return examineDatabase({ url: url.url.reveal(), log });
}
