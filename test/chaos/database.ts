import { setTimeout as wait } from 'node:timers/promises';
import { startPostgres } from '../support/postgres.ts';
import type { Database } from './world.ts';

/** A PostgreSQL server that crashes and comes back over its data. Throws where there is none to run. */
export async function startDatabase(): Promise<Database> {
  const server = await startPostgres();
  const url = await server.freshDatabase();
  return {
    url,
    async outage(forMs) {
      await server.kill();
      await wait(forMs);
      await server.start();
    },
    stop: async () => server.dispose(),
  };
}
