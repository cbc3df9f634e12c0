import { sql } from 'kysely';
import type { Incident } from '../../domain/incident.ts';
import type { ContentTable, StoredRecords } from '../../ports/store-contents.ts';
import { auditRow, claimRow, summaryRow } from './commit.ts';
import type { Queries } from './database.ts';
import { entryRow } from './outbox-rows.ts';
import { packRecord } from './schema.ts';
import { lockIncidents } from './scope.ts';
import { checkpointRow, rejectionRow, replaceCheckpoint, writeIndicators } from './write-feed.ts';
import { writeIncidents } from './write-incidents.ts';
import { insertRows, putRows, replacing } from './write.ts';

type Loaders = {
  readonly [T in ContentTable]: (queries: Queries, records: readonly StoredRecords[T][]) => Promise<void>;
};

const keep = sql`on conflict (sequence) do nothing`;

/** Writes each table's records as they are; the same ones again change nothing. */
const loaders: Loaders = {
  incidents: loadIncidents,
  outbox: async (queries, entries) => {
    await insertRows(queries, { table: 'outbox', rows: entries.map(entryRow) }, keep);
    await appendBehind(queries, 'outbox');
  },
  checkpoints: async (queries, checkpoints) => {
    await insertRows(queries, { table: 'checkpoints', rows: checkpoints.map(checkpointRow) }, replaceCheckpoint);
  },
  rejections: async (queries, rejections) => {
    const tail = replacing('rejections', ['instance', 'id']);
    await insertRows(queries, { table: 'rejections', rows: rejections.map(rejectionRow) }, tail);
  },
  indicators: writeIndicators,
  audit: async (queries, numbered) => {
    await insertRows(queries, { table: 'audit', rows: numbered.map(auditRow) }, keep);
    await appendBehind(queries, 'audit');
  },
  pauses: async (queries, pauses) => {
    const rows = pauses.map((pause) => ({ instance: pause.instance, record: packRecord('pauses', pause) }));
    await putRows(queries, { table: 'pauses', rows });
  },
  claims: async (queries, claims) => putRows(queries, { table: 'claims', rows: claims.map(claimRow) }),
  summaries: async (queries, summaries) => putRows(queries, { table: 'summaries', rows: summaries.map(summaryRow) }),
};

export async function loadRecords<T extends ContentTable>(
  queries: Queries,
  table: T,
  records: readonly StoredRecords[T][],
): Promise<void> {
  const load: Loaders[T] = loaders[table];
  await load(queries, records);
}

/** What is appended from now on comes behind what was copied. */
async function appendBehind(queries: Queries, table: 'outbox' | 'audit'): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${`picket.${table}`}, 'sequence'), max(sequence))
    from ${sql.table(`picket.${table}`)} having count(*) > 0`.execute(queries);
}

async function loadIncidents(queries: Queries, incidents: readonly Incident[]): Promise<void> {
  const known = await lockIncidents(
    queries,
    incidents.map(({ key }) => key),
  );
  await writeIncidents(
    queries,
    incidents.map((after) => ({ before: known.get(after.key), after })),
  );
}
