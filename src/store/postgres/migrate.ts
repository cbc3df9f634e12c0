import { Migrator, sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import type { Database, Queries } from './database.ts';
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

/**
 * Brings the schema to the newest step that this Picket knows, under a lock: replicas that start together wait for the
 * first. One that a newer Picket brought further is left as it is, and used.
 *
 * Errors: `StoreError` of kind `newer` where a newer Picket has left what this one needs behind.
 */
export async function migrateSchema(database: Database, steps: SchemaSteps = schemaSteps): Promise<SchemaVersion> {
  const before = await schemaVersion(database, steps);
  if (before.version < before.known) {
    await database.useUnlimited(async (queries) => {
      await requireUnicode(queries, database.place);
      await applySteps(queries, steps);
    });
  }
  return requireReadable(await schemaVersion(database, steps), database.place);
}

function requireReadable(schema: SchemaVersion, place: string): SchemaVersion {
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

async function applySteps(queries: Queries, steps: SchemaSteps): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { up: async (db: Queries) => apply(db, step) }]),
  );
  const migrator = new Migrator({
    db: queries,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schemaName,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
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

/** Another encoding could not hold what vendors send. */
async function requireUnicode(queries: Queries, place: string): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(
    queries,
  );
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8') return;
  throw new StoreError('unwritable', `The database ${place} is encoded in ${encoding}; create it with encoding UTF8.`);
}
