import type { AuditEntry, Checkpoint, Pause, StoredRejection } from '../domain/checkpoint.ts';
import type { Claim } from '../domain/claim.ts';
import { StoreError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { IndicatorRecord } from '../domain/indicator.ts';
import type { JsonObject } from '../domain/json.ts';
import type { OutboxEntry } from '../domain/outbox.ts';
import type { Summary } from '../domain/summary.ts';
import type { LaneDepth } from './store.ts';

/** Everything that a store keeps, by table. Leases are not: they are of a running process. */
export interface StoredRecords {
  readonly incidents: Incident;
  readonly outbox: OutboxEntry;
  readonly checkpoints: Checkpoint;
  readonly rejections: StoredRejection;
  readonly indicators: IndicatorRecord;
  /** With its place in the order of commits. */
  readonly audit: { readonly sequence: number; readonly entry: AuditEntry };
  readonly pauses: Pause;
  readonly claims: Claim;
  readonly summaries: Summary;
}

export type ContentTable = keyof StoredRecords;

/** In the order in which they are copied. */
export const contentTables: readonly ContentTable[] = [
  'incidents',
  'outbox',
  'checkpoints',
  'rejections',
  'indicators',
  'audit',
  'pauses',
  'claims',
  'summaries',
];

/** A record and its place in its table, which only the store that gave it reads. */
export interface PlacedRecord<T extends ContentTable> {
  readonly place: string;
  readonly record: StoredRecords[T];
}

/** How far a copy into a store has come. */
export interface CopyMark {
  /** What is copied. */
  readonly source: string;
  /** The source's `stamp` when the copy began. */
  readonly stamp: string;
  readonly table: ContentTable;
  /** The last record that is there; absent before the first of a table. */
  readonly place?: string;
}

export type ContentCounts = { readonly [table in ContentTable]: number };

/** A store seen as what it holds, to move it into another one. */
export interface StoreContents {
  /** Which store it is: the path of its file, or `host:port/database`. */
  readonly name: string;
  /** Tables of which only so many records are kept, the newest. */
  readonly keeps: { readonly [table in ContentTable]?: number };
  counts(): Promise<ContentCounts>;
  /** Changes whenever anything is written: equal means that it is as it was. */
  stamp(): Promise<string>;
  /** At most `limit` records behind `after`, or behind the first `skip` ones where it is absent. */
  read<T extends ContentTable>(
    table: T,
    from: { readonly after?: string; readonly skip: number; readonly limit: number },
  ): Promise<readonly PlacedRecord<T>[]>;
  /** Writes records as they are, and how far the copy is with them, in one commit. The same ones again change nothing. */
  load<T extends ContentTable>(table: T, records: readonly StoredRecords[T][], mark: CopyMark): Promise<void>;
  /** Of a copy that did not end; absent where there is none. */
  mark(): Promise<CopyMark | undefined>;
  /** Forgets the mark: the copy is whole. */
  finish(): Promise<void>;
}

/**
 * Errors: `StoreError` of kind `partial` where a copy into this store did not end: to work with a part of it would post
 * again what was posted.
 */
export async function requireWhole({ name, mark }: Pick<StoreContents, 'name' | 'mark'>): Promise<void> {
  const cut = await mark();
  if (cut === undefined) return;
  throw new StoreError(
    'partial',
    `${name} holds a part of a copy of ${cut.source} that did not end. Finish it with \`picket store copy\`, or empty it.`,
  );
}

/** For those who only read: a name that was mistyped. */
export function noStoreAt(place: string): StoreError {
  return new StoreError('unreadable', `There is no store at ${place}. The first start of the bot makes one.`);
}

/** What an operator wants to know of a store. */
export interface StoreStatus {
  readonly name: string;
  /** Of its format or schema. */
  readonly version: number;
  /** The version that this Picket writes. */
  readonly known: number;
  readonly tables: readonly { readonly table: ContentTable; readonly records: number; readonly bytes?: number }[];
  readonly bytes: number;
  readonly lanes: readonly LaneDepth[];
  readonly buried: number;
}

/** Under which a store keeps the mark of a copy among its checkpoints; no instance can have this name. */
export const copyMarkInstance = '#copy';
export const copyMarkFeed = 'progress';

export function checkpointOfMark({ source, stamp, table, place }: CopyMark): Checkpoint {
  return {
    instance: copyMarkInstance,
    feed: copyMarkFeed,
    cursor: { source, stamp, table, place: place ?? null },
    at: '',
  };
}

/** Absent where it is none. */
export function markOfCheckpoint(checkpoint: Checkpoint | undefined): CopyMark | undefined {
  const { source, stamp, table, place } = { ...(checkpoint?.cursor as JsonObject | undefined) };
  const known = contentTables.find((one) => one === table);
  if (typeof source !== 'string' || typeof stamp !== 'string' || known === undefined) return undefined;
  return { source, stamp, table: known, ...(typeof place === 'string' && { place }) };
}
