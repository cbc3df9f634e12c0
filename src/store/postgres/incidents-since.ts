import { type Selectable, sql } from 'kysely';
import type { Incident } from '../../domain/incident.ts';
import { instantOrEpoch } from './columns.ts';
import type { Database } from './database.ts';
import { unpackRecord } from './schema.ts';
import type { Tables } from './tables.ts';

/** Parsed in one go: some milliseconds. */
const pageSize = 200;

/** Incidents since an instant, newest first; a statement a page. */
export async function* readSince(database: Database, since: string): AsyncGenerator<readonly Incident[]> {
  let page = await readPage(database, since);
  while (page.length > 0) {
    yield page.map(({ record }) => unpackRecord('incidents', record));
    page = page.length < pageSize ? [] : await readPage(database, since, page.at(-1));
  }
}

type PageRow = Pick<Selectable<Tables['incidents']>, 'key' | 'occurred_at' | 'record'>;

async function readPage(database: Database, since: string, last?: PageRow): Promise<readonly PageRow[]> {
  return database.use(async (queries) => {
    const newest = queries
      .selectFrom('incidents')
      .select(['key', 'occurred_at', 'record'])
      .where('occurred_at', '>=', sql<Date>`${instantOrEpoch(since)}::timestamptz`)
      .orderBy('occurred_at', 'desc')
      .orderBy('key', 'desc')
      .limit(pageSize);
    if (last === undefined) return newest.execute();
    const place = sql`(${last.occurred_at.toISOString()}::timestamptz, ${last.key})`;
    return newest.where(sql<boolean>`(occurred_at, key) < ${place}`).execute();
  });
}
