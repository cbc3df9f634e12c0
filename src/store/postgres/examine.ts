import { sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import { requireWhole } from '../../ports/store-contents.ts';
import { createPostgresContents } from './contents.ts';
import { createDatabase, type DatabaseOptions, type Queries } from './database.ts';
import { requireReadable, requireUnicode, schemaVersion } from './migrate.ts';
import { requireWritable } from './store.ts';

/**
 * Whether a bot could work with a database, beside those that do; makes and changes nothing. Gives what is there, in
 * words. Errors: `StoreError` as `openPostgresStore` throws it.
 */
export async function examineDatabase(options: DatabaseOptions): Promise<string> {
  const database = createDatabase(options);
  const { place } = database;
  try {
    const { version, known } = requireReadable(await schemaVersion(database), place);
    await database.use(async (queries) => requireWritable(queries, place));
    if (version === 0) {
      await database.use(async (queries) => requireRoom(queries, place));
      return `${place}, which is empty, answers`;
    }
    await requireWhole(createPostgresContents(database));
    return `${place}, version ${version}${version < known ? `, which the next start brings to ${known}` : ''}`;
  } finally {
    await database.close();
  }
}

/** For the schema, which the first start makes. */
async function requireRoom(queries: Queries, place: string): Promise<void> {
  await requireUnicode(queries, place);
  const { rows } = await sql<{ may: boolean; role: string }>`
    select has_database_privilege(current_database(), 'create') as may, current_user::text as role`.execute(queries);
  if (rows[0]?.may === true) return;
  throw new StoreError(
    'unwritable',
    `The role ${rows[0]?.role} may not make a schema in the database ${place}: grant create on the database to it.`,
  );
}
