import { indicatorId } from '../../domain/indicator.ts';
import type { NewOutboxEntry } from '../../domain/outbox.ts';
import type { Severity } from '../../domain/severity.ts';
import { isRestricted } from '../../domain/tlp.ts';
import type { StoredRecords, ContentTable } from '../../ports/store-contents.ts';
import { type Packed, unpack } from './packed.ts';

/** A record of the store: packed, with what is needed to find it in sight. Never mutated, only replaced. */
export interface Row<T> {
  readonly id: string;
  /** `settle.ts` alone puts an equal text in its place. */
  packed: Packed<T>;
}

export interface IncidentRow extends Row<StoredRecords['incidents']> {
  readonly instance: string;
  readonly externalId: string;
  readonly severity: Severity;
  readonly status: string;
  readonly closed: boolean;
  readonly watched: boolean;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Milliseconds since the epoch; of the last change where the incident does not say. Undefined while open. */
  readonly closedAt: number | undefined;
  readonly channelId: string | undefined;
  readonly message: string | undefined;
  readonly indicators: readonly string[];
  /** For named people only. */
  readonly restricted: boolean;
}

export interface OutboxRow extends Row<StoredRecords['outbox']> {
  readonly sequence: number;
  readonly channel: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly waiting: boolean;
  /** Under which later entries merge into it; undefined where nothing does. */
  readonly slot: string | undefined;
  /** Where the new incidents of a poll and channel are found together; undefined where it does not wait as one. */
  readonly flood: string | undefined;
}

interface ClaimRow extends Row<StoredRecords['claims']> {
  readonly running: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly expiresAt: number | undefined;
}

interface SummaryRow extends Row<StoredRecords['summaries']> {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Of its incidents. */
  readonly keys: readonly string[];
}

interface RejectionRow extends Row<StoredRecords['rejections']> {
  readonly instance: string;
}

export interface IndicatorRow extends Row<StoredRecords['indicators']> {
  readonly instance: string;
  readonly indicator: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

export interface Rows {
  readonly incidents: IncidentRow;
  readonly outbox: OutboxRow;
  readonly checkpoints: Row<StoredRecords['checkpoints']>;
  readonly rejections: RejectionRow;
  readonly indicators: IndicatorRow;
  readonly audit: Row<StoredRecords['audit']>;
  readonly pauses: Row<StoredRecords['pauses']>;
  readonly claims: ClaimRow;
  readonly summaries: SummaryRow;
}

/** An identity of several parts; no part holds a line break. */
export function joinId(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** Where an effect that waits is found by the next one that shows the same; undefined where each stands for itself. */
export function slotOf(effect: NewOutboxEntry): string | undefined {
  if (effect.kind === 'incident') return joinId(effect.channel, effect.key);
  if (effect.kind === 'summary') return joinId(effect.channel, effect.kind, effect.id);
  return undefined;
}

/** Where the `incident` entries that wait in a channel and are marked with a poll are found. */
export function floodId(channel: string, poll: string): string {
  return joinId(channel, poll);
}

type RowMakers = {
  readonly [T in ContentTable]: (record: StoredRecords[T], packed: Packed<StoredRecords[T]>) => Rows[T];
};

/** Makes a record's row. Every field is always there, so that all rows of a table share one hidden class. */
export const rowMakers: RowMakers = {
  incidents: (incident, packed) => ({
    id: incident.key,
    packed,
    instance: incident.instance,
    externalId: incident.externalId,
    severity: incident.severity,
    status: incident.status,
    closed: incident.closed,
    watched: incident.watched === true,
    channel: incident.routing.channel,
    occurredAt: millisecondsOf(incident.occurredAt) ?? 0,
    closedAt: incident.closed ? millisecondsOf(incident.closedAt ?? incident.changedAt) : undefined,
    channelId: incident.message?.channelId,
    message:
      incident.message === undefined ? undefined : joinId(incident.message.channelId, incident.message.messageTs),
    indicators: [...new Set(incident.indicators.map(indicatorId))],
    restricted: isRestricted(incident),
  }),
  outbox: (entry, packed) => ({
    id: String(entry.sequence),
    packed,
    sequence: entry.sequence,
    channel: entry.channel,
    createdAt: millisecondsOf(entry.createdAt) ?? 0,
    waiting: entry.state !== 'buried',
    slot: entry.state === 'waiting' ? slotOf(entry) : undefined,
    flood:
      entry.kind === 'incident' && entry.state === 'waiting' && entry.flood !== undefined
        ? floodId(entry.channel, entry.flood.poll)
        : undefined,
  }),
  checkpoints: (checkpoint, packed) => ({ id: joinId(checkpoint.instance, checkpoint.feed), packed }),
  rejections: (rejection, packed) => ({
    id: joinId(rejection.instance, rejection.id),
    packed,
    instance: rejection.instance,
  }),
  indicators: (indicator, packed) => ({
    id: joinId(indicator.instance, indicator.feed, indicatorId(indicator)),
    packed,
    instance: indicator.instance,
    indicator: indicatorId(indicator),
    updatedAt: millisecondsOf(indicator.updatedAt),
    expiresAt: millisecondsOf(indicator.expiresAt),
  }),
  audit: (numbered, packed) => ({ id: String(numbered.sequence), packed }),
  pauses: (pause, packed) => ({ id: pause.instance, packed }),
  claims: (claim, packed) => ({
    id: claim.id,
    packed,
    running: claim.state === 'running',
    at: millisecondsOf(claim.at) ?? 0,
    expiresAt: millisecondsOf(claim.expiresAt),
  }),
  summaries: (summary, packed) => ({
    id: summary.id,
    packed,
    createdAt: millisecondsOf(summary.createdAt) ?? 0,
    keys: summary.keys,
  }),
};

/** The rows that are there, of those asked for, in the order asked. */
export function rowsIn<R>(table: ReadonlyMap<string, R>, ids: readonly string[]): readonly R[] {
  return ids.flatMap((id) => table.get(id) ?? []);
}

/** A row's record; undefined where there is no row. */
export function unpackRow<T>(row: Row<T> | undefined): T | undefined {
  return row === undefined ? undefined : unpack(row.packed);
}

function millisecondsOf(at: string | undefined): number | undefined {
  if (at === undefined) return undefined;
  const milliseconds = Date.parse(at);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
