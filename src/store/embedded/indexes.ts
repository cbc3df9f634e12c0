import type { IncidentCount } from '../../ports/store.ts';
import { addTo, type MultiMap, removeFrom } from './multi-map.ts';
import { type IncidentRow, type IndicatorRow, joinId, type OutboxRow } from './rows.ts';
import { enterQueue, leaveQueue } from './sorted.ts';

/** What finds rows otherwise than by their id; holds nothing that the tables do not. */
export interface Indexes {
  /** The vendor's id → incident ids. */
  readonly externalIds: MultiMap;
  /** Message → incident id. */
  readonly messages: Map<string, string>;
  /** Indicator → ids of the incidents that hold it. */
  readonly incidentsWith: MultiMap;
  /** Indicator → ids of its records. */
  readonly indicatorRecords: MultiMap;
  /** Instance → vendor ids of its incidents that are not closed. */
  readonly open: MultiMap;
  /** Instance → vendor ids of its incidents that are watched. */
  readonly watched: MultiMap;
  readonly counts: Map<string, IncidentCount>;
  /** Oldest first. Replaced as a whole by each commit. */
  order: readonly IncidentRow[];
  /** Channel → sequences that wait there, ascending; never empty. */
  readonly queues: Map<string, number[]>;
  /** Slot → sequence of the entry that waits in it. */
  readonly slots: Map<string, number>;
  /** Flood → ids of the entries that wait in it. */
  readonly floods: MultiMap;
}

export function emptyIndexes(): Indexes {
  return {
    externalIds: new Map(),
    messages: new Map(),
    incidentsWith: new Map(),
    indicatorRecords: new Map(),
    open: new Map(),
    watched: new Map(),
    counts: new Map(),
    order: [],
    queues: new Map(),
    slots: new Map(),
    floods: new Map(),
  };
}

/** Takes a row out and puts its successor in; either may be absent. */
export function reindexIncident(
  indexes: Indexes,
  before: IncidentRow | undefined,
  after: IncidentRow | undefined,
): void {
  if (before !== undefined) removeIncident(indexes, before);
  if (after !== undefined) addIncident(indexes, after);
}

function addIncident(indexes: Indexes, row: IncidentRow): void {
  addTo(indexes.externalIds, row.externalId, row.id);
  if (row.message !== undefined) indexes.messages.set(row.message, row.id);
  for (const indicator of row.indicators) addTo(indexes.incidentsWith, indicator, row.id);
  if (!row.closed) addTo(indexes.open, row.instance, row.externalId);
  if (row.watched) addTo(indexes.watched, row.instance, row.externalId);
  countRow(indexes, row, 1);
}

function removeIncident(indexes: Indexes, row: IncidentRow): void {
  removeFrom(indexes.externalIds, row.externalId, row.id);
  if (row.message !== undefined && indexes.messages.get(row.message) === row.id) indexes.messages.delete(row.message);
  for (const indicator of row.indicators) removeFrom(indexes.incidentsWith, indicator, row.id);
  if (!row.closed) removeFrom(indexes.open, row.instance, row.externalId);
  if (row.watched) removeFrom(indexes.watched, row.instance, row.externalId);
  countRow(indexes, row, -1);
}

function countRow({ counts }: Indexes, row: IncidentRow, step: 1 | -1): void {
  const { instance, severity, status, closed } = row;
  const id = joinId(instance, severity, status, String(closed));
  const count = (counts.get(id)?.count ?? 0) + step;
  if (count === 0) counts.delete(id);
  else counts.set(id, { instance, severity, status, closed, count });
}

/** Takes an outbox row out of its channel's queue, its slot and its flood and puts its successor in. */
export function reindexOutbox(indexes: Indexes, before: OutboxRow | undefined, after: OutboxRow | undefined): void {
  if (before?.waiting === true) removeWaiting(indexes, before);
  if (after?.waiting === true) addWaiting(indexes, after);
}

function addWaiting({ queues, slots, floods }: Indexes, row: OutboxRow): void {
  const queue = queues.get(row.channel);
  if (queue === undefined) queues.set(row.channel, [row.sequence]);
  else enterQueue(queue, row.sequence);
  if (row.slot !== undefined) slots.set(row.slot, row.sequence);
  if (row.flood !== undefined) addTo(floods, row.flood, row.id);
}

function removeWaiting({ queues, slots, floods }: Indexes, row: OutboxRow): void {
  const queue = queues.get(row.channel);
  if (queue !== undefined) leaveQueue(queue, row.sequence);
  if (queue?.length === 0) queues.delete(row.channel);
  if (row.slot !== undefined && slots.get(row.slot) === row.sequence) slots.delete(row.slot);
  if (row.flood !== undefined) removeFrom(floods, row.flood, row.id);
}

/** Takes an indicator's record out of the index and puts its successor in. */
export function reindexIndicator(
  { indicatorRecords }: Indexes,
  before: IndicatorRow | undefined,
  after: IndicatorRow | undefined,
): void {
  if (before !== undefined) removeFrom(indicatorRecords, before.indicator, before.id);
  if (after !== undefined) addTo(indicatorRecords, after.indicator, after.id);
}
