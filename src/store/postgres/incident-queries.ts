import { sql } from 'kysely';
import type { Incident } from '../../domain/incident.ts';
import type { Store } from '../../ports/store.ts';
import { columnText, indexText, textOfColumn } from './columns.ts';
import type { Database, Queries } from './database.ts';
import { findHolders } from './find-holders.ts';
import { countIncidents, findIncidents } from './find-incidents.ts';
import { readSince } from './incidents-since.ts';
import { unpackRecord } from './schema.ts';

type IncidentQueries = Pick<
  Store,
  | 'incident'
  | 'incidents'
  | 'incidentsById'
  | 'incidentByMessage'
  | 'incidentsWith'
  | 'incidentsSince'
  | 'openIds'
  | 'watchedIds'
  | 'openPosted'
  | 'counts'
>;

export function createIncidentQueries(database: Database): IncidentQueries {
  return {
    incident: async (key) => {
      const [incident] = await records(database, (queries) => allIncidents(queries).where('key', '=', indexText(key)));
      return incident;
    },
    incidents: async (query) => database.use(async (queries) => findIncidents(queries, query)),
    incidentsById: async (id) =>
      records(database, (queries) =>
        newestFirst(queries).where((eb) =>
          eb.or([
            eb.and([
              eb('external_id', '=', columnText(id)),
              sql<boolean>`left(external_id, 200) = left(${columnText(id)}, 200)`,
            ]),
            eb('key', '=', indexText(id)),
          ]),
        ),
      ),
    incidentByMessage: async (channelId, messageTs) => {
      const [incident] = await records(database, (queries) =>
        allIncidents(queries).where('message_channel', '=', channelId).where('message_ts', '=', messageTs),
      );
      return incident;
    },
    incidentsWith: async (query) => database.use(async (queries) => findHolders(queries, query)),
    incidentsSince: (since) => readSince(database, since),
    openIds: async (instance) => externalIds(database, instance, 'open'),
    watchedIds: async (instance) => externalIds(database, instance, 'watched'),
    openPosted: async (after, limit) =>
      records(database, (queries) => {
        const posted = allIncidents(queries)
          .where(sql<boolean>`not closed`)
          .where('message_ts', 'is not', null);
        return (after === undefined ? posted : posted.where('key', '>', indexText(after))).orderBy('key').limit(limit);
      }),
    counts: async () => database.use(countIncidents),
  };
}

function allIncidents(queries: Queries) {
  return queries.selectFrom('incidents').select('record');
}

function newestFirst(queries: Queries) {
  return allIncidents(queries).orderBy('occurred_at', 'desc').orderBy('key', 'desc');
}

async function records(
  database: Database,
  select: (queries: Queries) => Pick<ReturnType<typeof allIncidents>, 'execute'>,
): Promise<readonly Incident[]> {
  const rows = await database.use(async (queries) => select(queries).execute());
  return rows.map(({ record }) => unpackRecord('incidents', record));
}

async function externalIds(
  database: Database,
  instance: string,
  which: 'open' | 'watched',
): Promise<readonly string[]> {
  const condition = which === 'open' ? sql<boolean>`not closed` : sql<boolean>`watched`;
  const rows = await database.use(async (queries) =>
    queries.selectFrom('incidents').select('external_id').where('instance', '=', instance).where(condition).execute(),
  );
  return rows.map(({ external_id }) => textOfColumn(external_id));
}
