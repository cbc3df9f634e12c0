import { sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import { noStoreAt, requireWhole, type StoreContents } from '../../ports/store-contents.ts';
import type { Store } from '../../ports/store.ts';
import { createPostgresContents } from './contents.ts';
import { createDatabase, type Database, type DatabaseOptions, type Queries } from './database.ts';
import { createIncidentQueries } from './incident-queries.ts';
import { createLanes } from './lanes.ts';
import { holdLease, releaseLease } from './leases.ts';
import { migrateSchema, requireReadable, schemaVersion } from './migrate.ts';
import type { SchemaSteps } from './migrations/index.ts';
import { createOutboxQueries } from './outbox-queries.ts';
import { prune } from './prune.ts';
import { createRecordQueries } from './record-queries.ts';
import { createTransact, inTransaction } from './transact.ts';

interface OpeningOptions {
  readonly log: Log;
  /** Opens one that a copy into it has not filled yet, too; `store copy` alone does. */
  readonly mayBePartial?: boolean;
  /** Other than the released ones in tests only. */
  readonly steps?: SchemaSteps;
}

export interface PostgresStoreOptions extends OpeningOptions {
  /** See `readConnectionUrl`. */
  readonly url: string;
}

/**
 * Opens a store in PostgreSQL, for any number of processes, and brings its schema up to date. Its `database` is for what
 * else replicas share there.
 *
 * Errors: a `StoreError` that says what to do: `unreachable`, `newer`, `partial`, `unwritable`.
 */
export async function openPostgresStore({ url, ...options }: PostgresStoreOptions): Promise<PostgresStore> {
  return openStoreIn(createDatabase({ url, log: options.log }), options);
}

/** The same in a database that is connected already; closing the store closes it, and so does a failure. */
export async function openStoreIn(
  database: Database,
  { log, mayBePartial, steps }: OpeningOptions,
): Promise<PostgresStore> {
  try {
    const { version } = await migrateSchema(database, steps);
    const store = createPostgresStore(database);
    if (mayBePartial !== true) await requireWhole(store.contents);
    log.info({ database: database.place, version }, 'store opened');
    return store;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Opens a store to be read, beside its bots; makes and changes nothing. Errors: as `openPostgresStore`, and where there is
 * no store, or one whose schema the next start changes.
 */
export async function readPostgresStore(options: DatabaseOptions): Promise<PostgresStore> {
  const database = createDatabase(options);
  const { place } = database;
  try {
    const { version, known } = requireReadable(await schemaVersion(database), place);
    if (version === 0) throw noStoreAt(place);
    if (version >= known) return createPostgresStore(database);
    const way = '`picket store migrate` or the next start of the bot brings it there';
    throw new StoreError('unreadable', `The database ${place} is at version ${version}, not yet ${known}: ${way}.`);
  } catch (error) {
    await database.close();
    throw error;
  }
}

export interface PostgresStore extends Store {
  readonly database: Database;
  readonly contents: StoreContents;
}

function createPostgresStore(database: Database): PostgresStore {
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

/** A standby answers, but takes nothing. Errors: `StoreError` of kind `unwritable`. */
export async function requireWritable(queries: Queries, place: string): Promise<void> {
  const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(queries);
  if (rows[0]?.standby === true)
    throw new StoreError('unwritable', `The database ${place} is a standby and read-only.`);
}
