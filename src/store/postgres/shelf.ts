import { sql } from 'kysely';
import type { Shelf } from '../../ports/shelf.ts';
import type { Database } from './database.ts';

/** A shelf that all replicas of a database reach. What has expired goes with the next text that is put there. */
export function createShelf(database: Database): Shelf {
  return {
    async put(id, text, ms) {
      await database.use(async (queries) => {
        await queries
          .deleteFrom('shelf')
          .where('expires_at', '<', sql<Date>`now()`)
          .execute();
        const expiresAt = sql<string>`now() + ${ms} * interval '1 ms'`;
        await queries.insertInto('shelf').values({ id, text, expires_at: expiresAt }).execute();
      });
    },
    async get(id) {
      const row = await database.use(async (queries) =>
        queries
          .selectFrom('shelf')
          .select('text')
          .where('id', '=', id)
          .where('expires_at', '>', sql<Date>`now()`)
          .executeTakeFirst(),
      );
      return row?.text;
    },
  };
}
