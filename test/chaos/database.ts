import { setTimeout as wait } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import type { Database } from './world.ts';

/** A PostgreSQL server of its own. Throws where there is none to run. */
export async function startDatabase(): Promise<Database> {
  return databaseOn(await startPostgres());
}

/** An empty database on a server that crashes and comes back over its data. */
export async function databaseOn(server: PostgresServer): Promise<Database> {
  return {
    url: await server.freshDatabase(),
    async outage(forMs) {
      await server.kill();
      await wait(forMs);
      await server.start();
    },
    stop: async () => server.dispose(),
  };
}
