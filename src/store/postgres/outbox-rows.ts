import type { NewOutboxEntry, OutboxEntry } from '../../domain/outbox.ts';
import { indexId, indexText, instantOrEpoch } from './columns.ts';
import { packRecord, unpackRecord } from './schema.ts';
import type { RowOf } from './write.ts';

/** The columns of an entry. */
export function entryRow(entry: OutboxEntry): RowOf<'outbox'> {
  const isWaiting = entry.state === 'waiting';
  const flood = entry.kind === 'incident' && isWaiting ? entry.flood : undefined;
  return {
    sequence: entry.sequence,
    channel: indexText(entry.channel),
    state: entry.state,
    slot: isWaiting ? (slotOf(entry) ?? null) : null,
    flood: flood === undefined ? null : indexText(flood.poll),
    key: flood !== undefined && entry.kind === 'incident' ? indexText(entry.key) : null,
    created_at: instantOrEpoch(entry.createdAt),
    record: packRecord('outbox', entry),
  };
}

/** The entry of a row; its place is the row's, which the database gave. */
export function entryOf({ sequence, record }: { readonly sequence: number; readonly record: string }): OutboxEntry {
  return { ...unpackRecord('outbox', record), sequence };
}

/** Where an effect that waits is found by the next one that shows the same; undefined where each stands for itself. */
export function slotOf(effect: NewOutboxEntry): string | undefined {
  if (effect.kind === 'incident') return indexId('incident', effect.key);
  if (effect.kind === 'summary') return indexId('summary', effect.id);
  return undefined;
}
