import { type Selectable, sql } from 'kysely';
import type { FeedHealth, Health } from '../../ports/health.ts';
import { columnText, textOfColumn } from './columns.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** How the feeds are doing, as all replicas of a database saw it; the connection to Slack is this process's own. */
export function createPostgresHealth(database: Database): Health {
  let slackConnected = false;
  return {
    succeeded: async ({ instance, feed }, at, rejected) => {
      await database.use(async (queries) =>
        queries
          .insertInto('feed_health')
          .values({ instance, feed, last_success_at: at, rejected })
          .onConflict((conflict) =>
            conflict.columns(['instance', 'feed']).doUpdateSet({
              last_success_at: at,
              failures_in_a_row: 0,
              rejected: sql<number>`feed_health.rejected + ${rejected}::bigint`,
            }),
          )
          .execute(),
      );
    },
    failed: async ({ instance, feed }, { at, kind, message }) => {
      const failure = { failed_at: at, failure_kind: kind, failure_message: columnText(message) };
      await database.use(async (queries) =>
        queries
          .insertInto('feed_health')
          .values({ instance, feed, ...failure, failures_in_a_row: 1 })
          .onConflict((conflict) =>
            conflict.columns(['instance', 'feed']).doUpdateSet({
              ...failure,
              failures_in_a_row: sql<number>`feed_health.failures_in_a_row + 1`,
            }),
          )
          .execute(),
      );
    },
    feeds: async () => {
      const rows = await database.use(async (queries) =>
        queries.selectFrom('feed_health').selectAll().orderBy('instance').orderBy('feed').execute(),
      );
      return rows.map(feedHealthOf);
    },
    feed: async ({ instance, feed }) => {
      const row = await database.use(async (queries) =>
        queries
          .selectFrom('feed_health')
          .selectAll()
          .where('instance', '=', instance)
          .where('feed', '=', feed)
          .executeTakeFirst(),
      );
      return row && feedHealthOf(row);
    },
    slack: (connected) => {
      slackConnected = connected;
    },
    get slackConnected() {
      return slackConnected;
    },
  };
}

function feedHealthOf(row: Selectable<Tables['feed_health']>): FeedHealth {
  const { last_success_at: lastSuccessAt, failed_at: at, failure_kind: kind, failure_message: message } = row;
  return {
    instance: row.instance,
    feed: row.feed,
    ...(lastSuccessAt !== null && { lastSuccessAt }),
    ...(at !== null &&
      kind !== null &&
      message !== null && { lastFailure: { at, kind, message: textOfColumn(message) } }),
    failuresInARow: row.failures_in_a_row,
    rejected: row.rejected,
  };
}
