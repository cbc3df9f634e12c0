import { sql } from 'kysely';
import { StoreError } from '../../domain/errors.ts';
import type { Lease } from '../../ports/store.ts';
import type { Database, Queries } from './database.ts';

/** Takes or renews a lease by the database's clock; false where another token holds it. */
export async function holdLease(database: Database, { name, token }: Lease, ms: number): Promise<boolean> {
  return database.use(async (queries) => {
    const { rows } = await sql`
      insert into picket.leases as held (name, token, expires_at)
      values (${name}, ${token}, clock_timestamp() + ${ms} * interval '1 millisecond')
      on conflict (name) do update
        set token = excluded.token, expires_at = clock_timestamp() + ${ms} * interval '1 millisecond'
        where held.token = excluded.token or held.expires_at <= clock_timestamp()
      returning 1`.execute(queries);
    return rows.length > 0;
  });
}

export async function releaseLease(database: Database, { name, token }: Lease): Promise<void> {
  await database.use(async (queries) =>
    queries.deleteFrom('leases').where('name', '=', name).where('token', '=', token).execute(),
  );
}

/** Keeps a lease from changing hands until the transaction ends. Errors: `StoreError` of kind `lease-lost`. */
export async function requireLease(queries: Queries, { name, token }: Lease): Promise<void> {
  const held = await queries
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('token', '=', token)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .forShare()
    .executeTakeFirst();
  if (held === undefined)
    throw new StoreError('lease-lost', `The lease on ${name} is another's now; nothing was changed.`);
}
