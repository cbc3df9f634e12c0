import { indicatorId } from '../../domain/indicator.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Packed } from './packed.ts';
import type { Records, StoredTable } from './schema.ts';

/** A record of the store: packed, with what is needed to find it in sight. Never mutated, only replaced. */
export interface Row<T> {
  readonly id: string;
  /** `settle.ts` alone puts an equal text in its place. */
  packed: Packed<T>;
}

export interface IncidentRow extends Row<Records['incidents']> {
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
}

export interface OutboxRow extends Row<Records['outbox']> {
  readonly sequence: number;
  readonly channel: string;
  readonly waiting: boolean;
  /** Under which later entries merge into it; undefined where nothing does. */
  readonly slot: string | undefined;
}

interface RejectionRow extends Row<Records['rejections']> {
  readonly instance: string;
}

export interface IndicatorRow extends Row<Records['indicators']> {
  readonly indicator: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

export interface Rows {
  readonly incidents: IncidentRow;
  readonly outbox: OutboxRow;
  readonly checkpoints: Row<Records['checkpoints']>;
  readonly rejections: RejectionRow;
  readonly indicators: IndicatorRow;
  readonly audit: Row<Records['audit']>;
  readonly pauses: Row<Records['pauses']>;
}

/** An identity of several parts; no part holds a line break. */
export function joinId(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** Where a waiting `incident` entry is found by the next one for the same key and channel. */
export function slotId(channel: string, key: string): string {
  return joinId(channel, key);
}

type RowMakers = { readonly [T in StoredTable]: (record: Records[T], packed: Packed<Records[T]>) => Rows[T] };

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
  }),
  outbox: (entry, packed) => ({
    id: String(entry.sequence),
    packed,
    sequence: entry.sequence,
    channel: entry.channel,
    waiting: entry.state !== 'buried',
    slot: entry.kind === 'incident' && entry.state === 'waiting' ? slotId(entry.channel, entry.key) : undefined,
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
    indicator: indicatorId(indicator),
    updatedAt: millisecondsOf(indicator.updatedAt),
    expiresAt: millisecondsOf(indicator.expiresAt),
  }),
  audit: (numbered, packed) => ({ id: String(numbered.sequence), packed }),
  pauses: (pause, packed) => ({ id: pause.instance, packed }),
};

function millisecondsOf(at: string | undefined): number | undefined {
  if (at === undefined) return undefined;
  const milliseconds = Date.parse(at);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
