import { sql } from 'kysely';
import type { Store } from '../../ports/store.ts';
import { indexText, textOfColumn } from './columns.ts';
import type { Database } from './database.ts';
import { entryOf } from './outbox-rows.ts';

type OutboxQueries = Pick<Store, 'channelsWaiting' | 'nextEntry' | 'outboxDepth' | 'lanes' | 'buried'>;

/** What the outbox answers. A channel's name in a row is cut where it is very long; none of Slack's is. */
export function createOutboxQueries(database: Database): OutboxQueries {
  return {
    channelsWaiting: async () =>
      database.use(async (queries) =>
        (await waitingChannels.execute(queries)).rows.map(({ channel }) => textOfColumn(channel)),
      ),
    nextEntry: async (channel) => {
      const row = await database.use(async (queries) =>
        queries
          .selectFrom('outbox')
          .select(['sequence', 'record'])
          .where('channel', '=', indexText(channel))
          .where(isUnsettled)
          .orderBy('sequence')
          .limit(1)
          .executeTakeFirst(),
      );
      return row && entryOf(row);
    },
    outboxDepth: async () => {
      const { depth } = await database.use(async (queries) =>
        queries
          .selectFrom('outbox')
          .select(({ fn }) => fn.countAll<number>().as('depth'))
          .where(isUnsettled)
          .executeTakeFirstOrThrow(),
      );
      return depth;
    },
    lanes: async () => {
      const rows = await database.use(async (queries) =>
        queries
          .selectFrom('outbox')
          .select(({ fn }) => ['channel', fn.countAll<number>().as('count'), fn.min('created_at').as('since')])
          .where(isUnsettled)
          .groupBy('channel')
          .orderBy('since')
          .orderBy('channel')
          .execute(),
      );
      return rows.map(({ channel, count, since }) => ({
        channel: textOfColumn(channel),
        count,
        since: since.toISOString(),
      }));
    },
    buried: async () => {
      const rows = await database.use(async (queries) =>
        queries
          .selectFrom('outbox')
          .select(['sequence', 'record'])
          .where(sql<boolean>`state = 'buried'`)
          .orderBy('sequence')
          .execute(),
      );
      return rows.map(entryOf);
    },
  };
}

const isUnsettled = sql<boolean>`state <> 'buried'`;

/** From one channel to the next through the index: as many steps as channels, however much waits in each. */
const waitingChannels = sql<{ channel: string }>`
  with recursive waiting as (
    (select channel from picket.outbox where state <> 'buried' order by channel limit 1)
    union all
    select (
      select next.channel from picket.outbox as next
      where next.state <> 'buried' and next.channel > waiting.channel order by next.channel limit 1
    ) from waiting where waiting.channel is not null
  )
  select channel from waiting where channel is not null`;
