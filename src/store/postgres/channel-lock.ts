import { sql } from 'kysely';
import { indexText } from './columns.ts';
import type { Queries } from './database.ts';

/**
 * Until the transaction ends nobody else appends to these channels. Sequences within a channel are therefore given in
 * the order of commits: whoever reads a channel by sequence meets no entry that comes to stand before one it has seen.
 */
export async function lockChannels(queries: Queries, channels: readonly string[]): Promise<void> {
  const names = [...new Set(channels.map((channel) => `picket outbox ${indexText(channel)}`))];
  await sql`select pg_advisory_xact_lock(place) from (
    select distinct hashtextextended(name, 0) as place from unnest(${names}::text[]) as name order by place
  ) as places`.execute(queries);
}
