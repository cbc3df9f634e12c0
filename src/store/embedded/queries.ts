import type { Incident } from '../../domain/incident.ts';
import { indicatorId, type IndicatorRecord } from '../../domain/indicator.ts';
import type { IncidentQuery, LaneDepth, RecordQuery, Store } from '../../ports/store.ts';
import { findHolders } from './find-holders.ts';
import { readSince } from './incidents-since.ts';
import { valuesOf } from './multi-map.ts';
import { unpack } from './packed.ts';
import { type IncidentRow, joinId, type Row, rowsIn, unpackRow } from './rows.ts';
import { compareAge, firstById } from './sorted.ts';
import type { State } from './state.ts';

/** Everything of the port that only reads. */
export type Queries = Omit<Store, 'transact' | 'prune' | 'hold' | 'release' | 'ping' | 'close'>;

/** Answers from the state, which holds what is durable and nothing else. Each answer is of one instant. */
export function createQueries(state: State): Queries {
  const { tables, indexes } = state;
  const incidentsOf = (ids: readonly string[]): readonly IncidentRow[] => rowsIn(tables.incidents, ids);
  return {
    incident: async (key) => unpackRow(tables.incidents.get(key)),
    incidents: async (query) => findIncidents(indexes.order, query),
    incidentsById: async (id) => {
      const ids = new Set([...(tables.incidents.has(id) ? [id] : []), ...valuesOf(indexes.externalIds, id)]);
      return newestFirst(incidentsOf([...ids]));
    },
    incidentByMessage: async (channelId, messageTs) =>
      unpackRow(tables.incidents.get(indexes.messages.get(joinId(channelId, messageTs)) ?? '')),
    incidentsWith: async (query) => findHolders(state, query),
    incidentsSince: (since) => readSince(indexes.order, Date.parse(since)),
    openIds: async (instance) => valuesOf(indexes.open, instance),
    watchedIds: async (instance) => valuesOf(indexes.watched, instance),
    counts: async () => [...indexes.counts.values()],
    indicator: async (query) => findRecords(state, query),
    checkpoint: async (instance, feed) => unpackRow(tables.checkpoints.get(joinId(instance, feed))),
    channelsWaiting: async () => [...indexes.queues.keys()],
    nextEntry: async (channel) => unpackRow(tables.outbox.get(String(indexes.queues.get(channel)?.[0]))),
    outboxDepth: async () => [...indexes.queues.values()].reduce((depth, queue) => depth + queue.length, 0),
    buried: async () => unpackAll([...tables.outbox.values()].filter((row) => !row.waiting)).toSorted(bySequence),
    lanes: async () => findLanes(state),
    summary: async (id) => unpackRow(tables.summaries.get(id)),
    runningClaims: async () =>
      unpackAll([...tables.claims.values()].filter((row) => row.running).toSorted((a, b) => a.at - b.at)),
    openPosted: async (after, limit) => unpackAll(firstById(openPostedAfter(tables.incidents.values(), after), limit)),
    rejections: async (instance) =>
      unpackAll([...tables.rejections.values()].filter((row) => row.instance === instance)),
    pauses: async () => unpackAll([...tables.pauses.values()]),
    audit: async ({ key, limit }) => findAudit(state, key, limit),
  };
}

function unpackAll<T>(rows: readonly Row<T>[]): readonly T[] {
  return rows.map((row) => unpack(row.packed));
}

function newestFirst(rows: readonly IncidentRow[]): readonly Incident[] {
  return unpackAll(rows.toSorted((a, b) => compareAge(b, a)));
}

function findRecords({ tables, indexes }: State, query: RecordQuery): readonly IndicatorRecord[] {
  const { indicator, instances, limit } = query;
  const names = instances === undefined ? undefined : new Set(instances);
  const rows = rowsIn(tables.indicators, valuesOf(indexes.indicatorRecords, indicatorId(indicator)));
  return unpackAll(rows.filter(({ instance }) => names?.has(instance) ?? true).slice(0, limit));
}

function bySequence(a: { readonly sequence: number }, b: { readonly sequence: number }): number {
  return a.sequence - b.sequence;
}

/** Looks at every row for the total, and parses only the page: 2 ms at 50,000. */
function findIncidents(order: readonly IncidentRow[], query: IncidentQuery): ReturnType<Store['incidents']> {
  const matches = matcherOf(query);
  const first = query.offset ?? 0;
  const page: IncidentRow[] = [];
  let total = 0;
  for (let index = order.length - 1; index >= 0; index -= 1) {
    const row = order[index];
    if (row === undefined || !matches(row)) continue;
    if (total >= first && page.length < query.limit) page.push(row);
    total += 1;
  }
  return Promise.resolve({ incidents: unpackAll(page), total });
}

/** A channel is the one that was configured, by name or id, or the one where the message stands. */
function matcherOf(query: IncidentQuery): (row: IncidentRow) => boolean {
  const { instance, status, channel, open } = query;
  const since = query.since === undefined ? -Infinity : Date.parse(query.since);
  const severities = query.severities === undefined ? undefined : new Set(query.severities);
  return (row) =>
    (instance === undefined || row.instance === instance) &&
    (status === undefined || row.status === status) &&
    (severities === undefined || severities.has(row.severity)) &&
    (open === undefined || row.closed !== open) &&
    (channel === undefined || row.channel === channel || row.channelId === channel) &&
    row.occurredAt >= since;
}

/** The oldest is not always the first: a summary is as old as what joined it. */
function findLanes({ tables, indexes }: State): readonly LaneDepth[] {
  const lanes = [...indexes.queues].map(([channel, queue]) => {
    const rows = rowsIn(tables.outbox, queue.map(String));
    return { channel, rows, oldest: rows.reduce((before, row) => (row.createdAt < before.createdAt ? row : before)) };
  });
  return lanes
    .toSorted((a, b) => a.oldest.createdAt - b.oldest.createdAt)
    .map(({ channel, rows, oldest }) => ({ channel, count: rows.length, since: unpack(oldest.packed).createdAt }));
}

function* openPostedAfter(rows: Iterable<IncidentRow>, after: string | undefined): Generator<IncidentRow> {
  for (const row of rows) {
    if (!row.closed && row.message !== undefined && (after === undefined || row.id > after)) yield row;
  }
}

/** Entries by key are searched from the newest on: at most 10,000 are kept. */
async function findAudit({ tables }: State, key: string | undefined, limit: number): ReturnType<Store['audit']> {
  const entries = unpackAll([...tables.audit.values()].toReversed().slice(0, key === undefined ? limit : undefined));
  return entries
    .map(({ entry }) => entry)
    .filter((entry) => key === undefined || entry.key === key)
    .slice(0, limit);
}
