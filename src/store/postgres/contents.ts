import { type RawBuilder, sql } from 'kysely';
import {
  checkpointOfMark,
  type ContentCounts,
  type ContentTable,
  contentTables,
  copyMarkInstance,
  markOfCheckpoint,
  type PlacedRecord,
  type StoreContents,
  type StoredRecords,
} from '../../ports/store-contents.ts';
import type { Database, Queries } from './database.ts';
import { loadRecords } from './load.ts';
import { unpackRecord } from './schema.ts';
import { inTransaction } from './transact.ts';
import { writeCheckpoint } from './write-feed.ts';

/** What a database holds, to be copied from it or into it. */
export function createPostgresContents(database: Database): StoreContents {
  return {
    name: database.place,
    keeps: {},
    counts: async () => database.useUnlimited(countsIn),
    stamp: async () => database.useUnlimited(stampOf),
    read: async (table, from) => database.use(async (queries) => readFrom(queries, table, from)),
    load: async (table, records, mark) => {
      await database.use(async (queries) =>
        inTransaction(queries, async (transaction) => {
          await loadRecords(transaction, table, records);
          await writeCheckpoint(transaction, checkpointOfMark(mark), false);
        }),
      );
    },
    mark: async () =>
      database.use(async (queries) => {
        const row = await queries
          .selectFrom('checkpoints')
          .select('record')
          .where('instance', '=', copyMarkInstance)
          .executeTakeFirst();
        return markOfCheckpoint(row && unpackRecord('checkpoints', row.record));
      }),
    finish: async () => {
      await database.use(async (queries) => inTransaction(queries, finish));
    },
  };
}

/** Where a record stands in its table: what it is ordered by, and that as text. */
const order: {
  readonly [T in ContentTable]: { readonly by: RawBuilder<unknown>; readonly type: RawBuilder<unknown> };
} = {
  incidents: { by: sql.ref('key'), type: sql.raw('text') },
  outbox: { by: sql.ref('sequence'), type: sql.raw('bigint') },
  checkpoints: { by: sql`(instance || ' ' || feed)`, type: sql.raw('text') },
  rejections: { by: sql.ref('number'), type: sql.raw('bigint') },
  indicators: { by: sql.ref('id'), type: sql.raw('text') },
  audit: { by: sql.ref('sequence'), type: sql.raw('bigint') },
  pauses: { by: sql.ref('instance'), type: sql.raw('text') },
  claims: { by: sql.ref('id'), type: sql.raw('text') },
  summaries: { by: sql.ref('id'), type: sql.raw('text') },
};

/** The mark of a copy is not of the contents. */
function withoutMark(table: ContentTable): RawBuilder<unknown> {
  return table === 'checkpoints' ? sql`where instance <> ${copyMarkInstance}` : sql`where true`;
}

async function countsIn(queries: Queries): Promise<ContentCounts> {
  const counts = contentTables.map(
    (table) => sql`(select count(*) from ${sql.table(`picket.${table}`)} ${withoutMark(table)}) as ${sql.ref(table)}`,
  );
  const { rows } = await sql<ContentCounts>`select ${sql.join(counts)}`.execute(queries);
  if (rows[0] === undefined) throw new Error('a count gave no row');
  return rows[0];
}

/** Every write gives its rows another version in another place. Reads all tables: 1 s at a million rows. */
async function stampOf(queries: Queries): Promise<string> {
  const sums = contentTables.map(
    (table) => sql`(select coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)), 0)::text
      from ${sql.table(`picket.${table}`)} ${withoutMark(table)})`,
  );
  const { rows } = await sql<{ stamp: string }>`select md5(concat_ws(' ', ${sql.join(sums)})) as stamp`.execute(
    queries,
  );
  return rows[0]?.stamp ?? '';
}

interface ReadRow {
  readonly place: string;
  readonly record: string;
  readonly counted: { readonly firstSeenAt: string; readonly lastSeenAt: string; readonly count: number } | null;
}

async function readFrom<T extends ContentTable>(
  queries: Queries,
  table: T,
  { after, skip, limit }: { readonly after?: string; readonly skip: number; readonly limit: number },
): Promise<readonly PlacedRecord<T>[]> {
  const { by, type } = order[table];
  const behind = after === undefined ? sql`` : sql`and ${by} > ${after}::${type}`;
  const counted =
    table === 'rejections'
      ? sql`json_build_object('firstSeenAt', first_seen_at, 'lastSeenAt', last_seen_at, 'count', count)`
      : sql`null`;
  const { rows } = await sql<ReadRow>`select ${by}::text as place, record, ${counted} as counted
    from ${sql.table(`picket.${table}`)} ${withoutMark(table)} ${behind} order by ${by} limit ${limit} offset ${after === undefined ? skip : 0}`.execute(
    queries,
  );
  return rows.map((row) => ({ place: row.place, record: recordOf(table, row) }));
}

/** What the database gave or counts itself stands in columns. */
function recordOf<T extends ContentTable>(table: T, { place, record, counted }: ReadRow): StoredRecords[T] {
  const kept = unpackRecord(table, record);
  if (table === 'outbox' || table === 'audit') return { ...kept, sequence: Number(place) };
  return counted === null ? kept : { ...kept, ...counted };
}

async function finish(queries: Queries): Promise<void> {
  await queries.deleteFrom('checkpoints').where('instance', '=', copyMarkInstance).execute();
}
