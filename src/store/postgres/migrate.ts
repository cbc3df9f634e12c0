import { setTimeout as sleep } from 'node:timers/promises';
import { Migrator, sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import type { Database, Queries } from './database.ts';
import { isConflict } from './errors.ts';
import { type SchemaStep, type SchemaSteps, schemaSteps } from './migrations/index.ts';

/** How far a database's schema is. */
export interface SchemaVersion {
  /** Steps applied; 0 for a database without Picket's schema. */
  readonly version: number;
  /** Steps that this Picket knows. */
  readonly known: number;
  /** The lowest version that can work with it. */
  readonly minReader: number;
}

const schemaName = 'picket';
const minReader = 'min_reader';
/** A change of a table waits for its readers, and everybody who comes later waits behind it: so long at a time. */
const lockTimeoutMs = 2000;
/** In between, those go on. Shorter than a transaction of ours may be idle. */
const betweenTriesMs = 3000;
const defaultPatienceMs = 60_000;

/**
 * Brings the schema to the newest step that this Picket knows, under a lock: replicas that start together wait for the
 * first, and those that run are held up for 2 seconds at a time. One that a newer Picket brought further is left as it
 * is, and used.
 *
 * Errors: `StoreError` of kind `newer` where a newer Picket has left what this one needs behind, `unreachable` where
 * somebody reads a table that changes for longer than `patienceMs`: the steps before are done then.
 */
export async function migrateSchema(
  database: Database,
  steps: SchemaSteps = schemaSteps,
  patienceMs = defaultPatienceMs,
): Promise<SchemaVersion> {
  const before = await schemaVersion(database, steps);
  if (before.version < before.known) {
    await database.useUnlimited(async (queries) => {
      await requireUnicode(queries, database.place);
      await applySteps(queries, steps, { place: database.place, patienceMs });
    });
  }
  return requireReadable(await schemaVersion(database, steps), database.place);
}

/** Errors: `StoreError` of kind `newer`. */
export function requireReadable(schema: SchemaVersion, place: string): SchemaVersion {
  const { version, known, minReader: needed } = schema;
  if (needed <= known) return schema;
  throw new StoreError(
    'newer',
    `The database ${place} is at version ${version}, which needs a Picket of version ${needed} or newer; this one is at ${known}. Run the newer one.`,
  );
}

/** Changes nothing. */
export async function schemaVersion(database: Database, steps: SchemaSteps = schemaSteps): Promise<SchemaVersion> {
  return database.use(async (queries) => versionIn(queries, steps));
}

async function versionIn(queries: Queries, steps: SchemaSteps): Promise<SchemaVersion> {
  const known = Object.keys(steps).length;
  const { rows } = await sql<{ present: boolean }>`select to_regclass('picket.facts') is not null as present`.execute(
    queries,
  );
  if (rows[0]?.present !== true) return { version: 0, known, minReader: 0 };
  const { rows: applied } = await sql<{ version: number }>`select count(*) as version from picket.migration`.execute(
    queries,
  );
  const fact = await queries.selectFrom('facts').select('value').where('name', '=', minReader).executeTakeFirst();
  return { version: applied[0]?.version ?? 0, known, minReader: Number(fact?.value ?? 0) };
}

interface Patience {
  readonly place: string;
  readonly patienceMs: number;
}

async function applySteps(queries: Queries, steps: SchemaSteps, patience: Patience): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      { up: async (db: Queries) => applyPatiently(db, step, patience) },
    ]),
  );
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schemaName,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  for (;;) {
    // One step a transaction, so that none waits with the locks of another.
    const { error, results } = await migrator.migrateUp();
    if (error !== undefined) throw error;
    if (results === undefined || results.length === 0) return;
  }
}

/** Tries a step until nobody is in its way. Who waits for us to migrate goes on waiting: one tries at a time. */
async function applyPatiently(queries: Queries, step: SchemaStep, { place, patienceMs }: Patience): Promise<void> {
  const startedAt = performance.now();
  // An index over millions of rows takes longer than the limit that the role or the server may have.
  await sql`select set_config('lock_timeout', ${String(lockTimeoutMs)}, true), set_config('statement_timeout', '0', true)`.execute(
    queries,
  );
  for (;;) {
    await sql`savepoint step`.execute(queries);
    try {
      return await apply(queries, step);
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (performance.now() - startedAt >= patienceMs) throw inTheWay(place);
      await sql`rollback to savepoint step`.execute(queries);
      await sleep(betweenTriesMs);
    }
  }
}

function inTheWay(place: string): StoreError {
  return new StoreError(
    'unreachable',
    `The schema of the database ${place} cannot be changed: a table that changes is being read all the time, by a backup or a report most likely. Wait until that has ended (pg_stat_activity shows it), and start again.`,
  );
}

async function apply(queries: Queries, step: SchemaStep): Promise<void> {
  for (const statement of step.statements) await sql.raw(statement).execute(queries);
  const value = String(step.minReader);
  await queries
    .withSchema(schemaName)
    .insertInto('facts')
    .values({ name: minReader, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Another encoding could not hold what vendors send. Errors: `StoreError` of kind `unwritable`. */
export async function requireUnicode(queries: Queries, place: string): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(
    queries,
  );
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8') return;
  throw new StoreError('unwritable', `The database ${place} is encoded in ${encoding}; create it with encoding UTF8.`);
}
