import type { Backend, BackendDeps } from './backend.ts';
import { createPostgresEngine } from './engine/postgres.ts';
import { createPostgresBudget } from './store/postgres/budget.ts';
import { createDatabase } from './store/postgres/database.ts';
import { createPostgresHealth } from './store/postgres/health.ts';
import { migrateSchema } from './store/postgres/migrate.ts';
import { readConnectionUrl } from './store/postgres/settings.ts';
import { createShelf } from './store/postgres/shelf.ts';
import { createPostgresStore } from './store/postgres/store.ts';

/** Any number of replicas on one database. Connects at the first use. Errors: `StoreError` for a URL that is none. */
export function createPostgresBackend(url: string, { log }: BackendDeps): Backend {
  const { host, port, database: name, user, password, ssl, connectTimeoutMs } = readConnectionUrl(url);
  const connection = { host, port, database: name, user, password, ssl, connectionTimeoutMillis: connectTimeoutMs };
  const database = createDatabase({ url, log });
  const budget = createPostgresBudget(database);
  return {
    async openStore() {
      const { version } = await migrateSchema(database);
      log.info({ database: database.place, version }, 'store opened');
      return createPostgresStore(database);
    },
    createEngine: (deps) => createPostgresEngine({ ...deps, connection }),
    health: createPostgresHealth(database),
    budget,
    shared: { budget, shelf: createShelf(database) },
  };
}
