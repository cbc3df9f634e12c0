import { findPostgres, missingPostgres } from './postgres-binaries.ts';

/** Says once a run why the tests on PostgreSQL are skipped, where they are. */
export async function setup(): Promise<void> {
  if ((await findPostgres()) === undefined)
    process.stderr.write(`The tests on PostgreSQL are skipped: ${missingPostgres}.\n`);
}
