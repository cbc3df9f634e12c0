import { type Selectable, sql } from 'kysely';
import type { StoredRejection } from '../../domain/checkpoint.ts';
import { indicatorId } from '../../domain/indicator.ts';
import type { Store } from '../../ports/store.ts';
import { indexText } from './columns.ts';
import type { Database } from './database.ts';
import { unpackRecord } from './schema.ts';
import type { Tables } from './tables.ts';
import { anyOf } from './write.ts';

type RecordQueries = Pick<
  Store,
  'indicator' | 'checkpoint' | 'summary' | 'runningClaims' | 'rejections' | 'pauses' | 'audit'
>;

/** Behind the instance's name in an id of several parts, as `indexId` writes it. */
const partEnd = String.raw`\n`;

export function createRecordQueries(database: Database): RecordQueries {
  return {
    indicator: async ({ indicator, instances, limit }) => {
      const rows = await database.use(async (queries) => {
        const held = queries
          .selectFrom('indicators')
          .select('record')
          .where('indicator', '=', indexText(indicatorId(indicator)))
          .orderBy('id')
          .limit(limit);
        return (
          instances === undefined ? held : held.where(sql`split_part(id, ${partEnd}, 1)`, '=', anyOf(instances))
        ).execute();
      });
      return rows.map(({ record }) => unpackRecord('indicators', record));
    },
    checkpoint: async (instance, feed) => {
      const row = await database.use(async (queries) =>
        queries
          .selectFrom('checkpoints')
          .select('record')
          .where('instance', '=', instance)
          .where('feed', '=', feed)
          .executeTakeFirst(),
      );
      return row && unpackRecord('checkpoints', row.record);
    },
    summary: async (id) => {
      const row = await database.use(async (queries) =>
        queries.selectFrom('summaries').select('record').where('id', '=', indexText(id)).executeTakeFirst(),
      );
      return row && unpackRecord('summaries', row.record);
    },
    runningClaims: async () => {
      const rows = await database.use(async (queries) =>
        queries
          .selectFrom('claims')
          .select('record')
          .where(sql<boolean>`state = 'running'`)
          .orderBy('at')
          .execute(),
      );
      return rows.map(({ record }) => unpackRecord('claims', record));
    },
    rejections: async (instance) => {
      const rows = await database.use(async (queries) =>
        queries.selectFrom('rejections').selectAll().where('instance', '=', instance).orderBy('number').execute(),
      );
      return rows.map(rejectionOf);
    },
    pauses: async () => {
      const rows = await database.use(async (queries) =>
        queries.selectFrom('pauses').select('record').orderBy('instance').execute(),
      );
      return rows.map(({ record }) => unpackRecord('pauses', record));
    },
    audit: async ({ key, limit }) => {
      const rows = await database.use(async (queries) => {
        const newest = queries.selectFrom('audit').select('record').orderBy('sequence', 'desc').limit(limit);
        return (key === undefined ? newest : newest.where('key', '=', indexText(key))).execute();
      });
      return rows.map(({ record }) => unpackRecord('audit', record).entry);
    },
  };
}

/** What is counted stands in columns, so that two replicas can count at once. */
export function rejectionOf(row: Selectable<Tables['rejections']>): StoredRejection {
  const { first_seen_at: firstSeenAt, last_seen_at: lastSeenAt, count } = row;
  return { ...unpackRecord('rejections', row.record), firstSeenAt, lastSeenAt, count };
}
