import { sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreContents } from '../../ports/store-contents.ts';
import type { Store } from '../../ports/store.ts';
import { createPostgresContents } from './contents.ts';
import { createDatabase, type Database, type Queries } from './database.ts';
import { createIncidentQueries } from './incident-queries.ts';
import { createLanes } from './lanes.ts';
import { holdLease, releaseLease } from './leases.ts';
import { migrateSchema } from './migrate.ts';
import type { SchemaSteps } from './migrations/index.ts';
import { createOutboxQueries } from './outbox-queries.ts';
import { prune } from './prune.ts';
import { createRecordQueries } from './record-queries.ts';
import { createTransact, inTransaction } from './transact.ts';

export interface PostgresStoreOptions {
  /** See `readConnectionUrl`. */
  readonly url: string;
  readonly log: Log;
  /** Other than the released ones in tests only. */
  readonly steps?: SchemaSteps;
}

/**
 * Opens a store in PostgreSQL, for any number of processes, and brings its schema up to date. Its `database` is for what
 * else replicas share there.
 *
 * Errors: a `StoreError` that says what to do: `unreachable`, `newer`, `unwritable`.
 */
export async function openPostgresStore({ url, log, steps }: PostgresStoreOptions): Promise<PostgresStore> {
  const database = createDatabase({ url, log });
  try {
    const { version } = await migrateSchema(database, steps);
    log.info({ database: database.place, version }, 'store opened');
  } catch (error) {
    await database.close();
    throw error;
  }
  return createPostgresStore(database);
}

export interface PostgresStore extends Store {
  readonly database: Database;
  readonly contents: StoreContents;
}

/** A store over a database whose schema is up to date; closing it closes the database. */
export function createPostgresStore(database: Database): PostgresStore {
  const lanes = createLanes();
  return {
    database,
    contents: createPostgresContents(database),
    ...createIncidentQueries(database),
    ...createOutboxQueries(database),
    ...createRecordQueries(database),
    transact: createTransact(database, lanes),
    hold: async (lease, ms) => holdLease(database, lease, ms),
    release: async (lease) => releaseLease(database, lease),
    prune: async (closedBefore, now, limit) =>
      database.use(async (queries) =>
        lanes.run(['prune'], async () =>
          inTransaction(queries, async (transaction) => prune(transaction, { closedBefore, now, limit })),
        ),
      ),
    ping: async () => database.use(async (queries) => requireWritable(queries, database.place)),
    close: async () => database.close(),
  };
}

/** A standby answers, but takes nothing. */
async function requireWritable(queries: Queries, place: string): Promise<void> {
  const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(queries);
  if (rows[0]?.standby === true)
    throw new StoreError('unwritable', `The database ${place} is a standby and read-only.`);
}
