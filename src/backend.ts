import type { StoreUrl } from './config/schema.ts';
import { createEmbeddedEngine } from './engine/embedded.ts';
import type { Engine, EngineDeps } from './engine/engine.ts';
import { createBudget } from './ops/budget.ts';
import { createHealth } from './ops/health.ts';
import type { Budget } from './ports/budget.ts';
import type { Clock } from './ports/clock.ts';
import type { Health } from './ports/health.ts';
import type { Log } from './ports/log.ts';
import type { Shelf } from './ports/shelf.ts';
import type { Store } from './ports/store.ts';
import { openEmbeddedStore } from './store/embedded/store.ts';

/** Where state is kept and work is shared: one process with its file, or replicas with their database. */
export interface Backend {
  /** Opens the store and brings it up to date. Errors: `StoreError` in words for the operator. */
  openStore(onLost?: (reason: Error) => void): Promise<Store>;
  createEngine(deps: EngineDeps): Engine;
  readonly health: Health;
  readonly budget: Budget;
  /** What replicas share beside the store and its health; absent where there is one process. */
  readonly shared?: { readonly budget: Budget; readonly shelf: Shelf };
}

export interface BackendDeps {
  readonly log: Log;
  readonly clock: Clock;
}

/** Opens nothing yet. What a database needs is loaded for one only: it is half a second and 25 MB. */
export async function createBackend(url: StoreUrl, { log, clock }: BackendDeps): Promise<Backend> {
  if (url.kind === 'postgres') {
    const { createPostgresBackend } = await import('./postgres-backend.ts');
    return createPostgresBackend(url.url.reveal(), { log, clock });
  }
  const { path } = url;
  return {
    openStore: async (onLost) => openEmbeddedStore({ path, log, clock, ...(onLost !== undefined && { onLost }) }),
    createEngine: createEmbeddedEngine,
    health: createHealth(),
    budget: createBudget(clock),
  };
}
