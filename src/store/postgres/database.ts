import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { StoreError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import { isBroken, translate } from './errors.ts';
import { type ConnectionSettings, placeOf, readConnectionUrl } from './settings.ts';
import type { Tables } from './tables.ts';

/** A statement or several, on the pool or inside a transaction. */
export type Queries = Kysely<Tables>;

/** A PostgreSQL database and our connections to it. */
export interface Database {
  /** `host:port/database`, for people. */
  readonly place: string;
  /**
   * Runs `work`. Errors: `StoreError` of kind `closed`, `unreachable` (fails at once while nothing listens, works again
   * by itself afterwards), `unwritable`; others are defects, without anything of the records in them.
   */
  use<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** The same without a limit on how long a statement takes, on a connection of its own: for the schema. */
  useUnlimited<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Refuses new work, waits for what runs, lets go of the connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly log: Log;
}

const schemaName = 'picket';
const notEncrypted =
  'the way to the database is not encrypted: set sslmode=verify-full in its URL, or sslmode=disable if that is meant';
/** Above the statement's own limit, which is the server's: this one is for a server that has fallen silent. */
const silenceMs = 5000;
/** A replica that froze in the middle of a transaction lets go of its rows. */
const idleInTransactionMs = 10_000;
/** Keeps firewalls from forgetting us, and tells within 20 seconds that the other side is gone. */
const keepAliveMs = 10_000;

/** Opens nothing yet: the first use connects. Errors: `StoreError` where the URL cannot be used. */
export function createDatabase({ url, log }: DatabaseOptions): Database {
  const settings = readConnectionUrl(url);
  const place = placeOf(settings);
  const queries = queriesOver(poolOf(settings, log));
  const running = new Set<Promise<unknown>>();
  let isUnsaid = settings.isOpen;
  let closing: Promise<void> | undefined;

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing !== undefined)
      throw new StoreError('closed', `The database ${place} has been closed; Picket is stopping.`);
    if (isUnsaid) log.warn({ database: place }, notEncrypted);
    isUnsaid = false;
    const result = work();
    running.add(result);
    try {
      return await result;
    } catch (error) {
      throw translate(error, place);
    } finally {
      running.delete(result);
    }
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(running);
    await queries.destroy();
  };
  return {
    place,
    use: async (work) => run(async () => work(queries)),
    useUnlimited: async (work) =>
      run(async () => {
        const own = queriesOver(poolOf({ ...settings, poolSize: 1, statementTimeoutMs: 0 }, log));
        try {
          return await work(own);
        } finally {
          await own.destroy();
        }
      }),
    close: async () => (closing ??= close()),
  };
}

function queriesOver(pool: PostgresPool): Queries {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schemaName);
}

function poolOf(settings: ConnectionSettings, log: Log): PostgresPool {
  const { host, port, database, user, password, ssl, statementTimeoutMs } = settings;
  const limits =
    statementTimeoutMs === 0
      ? {}
      : { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + silenceMs };
  const pool = new Pool({
    host,
    port,
    database,
    user,
    password,
    ssl,
    ...limits,
    application_name: settings.applicationName,
    max: settings.poolSize,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    types: {
      getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
    },
  });
  // Without a listener, a server that restarts would end the process.
  pool.on('error', (error) => log.debug({ reason: translate(error, placeOf(settings)).message }, 'a connection ended'));
  return withoutBroken(pool);
}

/** A connection on which something broke is closed, not given to the next one who asks. */
function withoutBroken(pool: Pool): PostgresPool {
  return { connect: async () => watched(await pool.connect()), end: async () => pool.end() };
}

function watched(client: PoolClient): PostgresPoolClient {
  let broken = false;
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('this connection has no cursors');
    // The rollback after it would wait behind a statement that no answer comes to.
    if (broken) throw new Error('Connection terminated');
    return client.query(text, [...values]).catch((error: unknown) => {
      broken ||= isBroken(error);
      throw error;
    });
  }
  // The pool listens to idle connections only: without this, one that ends between two statements ends the process.
  const onError = (): void => {
    broken = true;
  };
  client.on('error', onError);
  return {
    query,
    release() {
      client.off('error', onError);
      client.release(broken);
    },
  };
}
