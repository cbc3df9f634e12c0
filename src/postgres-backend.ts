import type { Backend, BackendDeps } from './backend.ts';
import { createPostgresEngine } from './engine/postgres.ts';
import { createPostgresBudget } from './store/postgres/budget.ts';
import { createDatabase } from './store/postgres/database.ts';
import { createPostgresHealth } from './store/postgres/health.ts';
import { readConnectionUrl } from './store/postgres/settings.ts';
import { createShelf } from './store/postgres/shelf.ts';
import { openStoreIn } from './store/postgres/store.ts';

/** Any number of replicas on one database. Connects at the first use. Errors: `StoreError` for a URL that is none. */
export function createPostgresBackend(url: string, { log }: BackendDeps): Backend {
  const { host, port, database: name, user, password, ssl, connectTimeoutMs } = readConnectionUrl(url);
  const connection = { host, port, database: name, user, password, ssl, connectionTimeoutMillis: connectTimeoutMs };
  const database = createDatabase({ url, log });
  const budget = createPostgresBudget(database);
  return {
    openStore: async () => openStoreIn(database, { log }),
    createEngine: (deps) => createPostgresEngine({ ...deps, connection }),
    health: createPostgresHealth(database),
    budget,
    shared: { budget, shelf: createShelf(database) },
  };
}
