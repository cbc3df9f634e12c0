import { execute } from '../../support/postgres.ts';

/** Empties Picket's tables: 100 times faster than a new database with its migrations. */
export async function emptyDatabase(url: string): Promise<void> {
  await execute(
    url,
    `do $$ declare one record; begin
      for one in select tablename from pg_tables
        where schemaname = 'picket' and tablename not in ('migration', 'migration_lock', 'facts')
      loop execute format('delete from picket.%I', one.tablename); end loop;
    end $$`,
  );
}
