import { sql } from 'kysely';
import { contentTables, type StoreStatus } from '../../ports/store-contents.ts';
import { createPostgresContents } from './contents.ts';
import { createDatabase, type DatabaseOptions, type Queries } from './database.ts';
import { schemaVersion } from './migrate.ts';
import { createOutboxQueries } from './outbox-queries.ts';

/** How a database is, beside running bots; changes nothing. Errors: `StoreError` of kind `unreachable`. */
export async function postgresStatus(options: DatabaseOptions): Promise<StoreStatus> {
  const database = createDatabase(options);
  try {
    const { version, known } = await schemaVersion(database);
    const about = { name: database.place, version, known };
    if (version === 0) return { ...about, tables: [], bytes: 0, lanes: [], buried: 0 };
    const outbox = createOutboxQueries(database);
    const counts = await createPostgresContents(database).counts();
    const sizes = await database.use(tableSizes);
    return {
      ...about,
      tables: contentTables.map((table) => ({ table, records: counts[table], bytes: sizes.get(table) ?? 0 })),
      bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
      lanes: await outbox.lanes(),
      buried: (await outbox.buried()).length,
    };
  } finally {
    await database.close();
  }
}

/** In bytes, with indexes. */
async function tableSizes(queries: Queries): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select tablename as name, pg_total_relation_size(format('picket.%I', tablename)::regclass) as bytes
    from pg_tables where schemaname = 'picket'`.execute(queries);
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}
