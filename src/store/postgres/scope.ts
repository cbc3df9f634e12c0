import type { Incident } from '../../domain/incident.ts';
import type { OutboxEntry } from '../../domain/outbox.ts';
import type { Known, Scope } from '../../ports/store.ts';
import { indexText } from './columns.ts';
import type { Queries } from './database.ts';
import { lockChannels } from './channel-lock.ts';
import { entryOf } from './outbox-rows.ts';
import { unpackRecord } from './schema.ts';
import { anyOf, anyOfNumbers } from './write.ts';

/**
 * What a scope asks about; its incidents are among the `locked` ones. Rows that are there are locked until the
 * transaction ends, by table and within a table in one order; what is not there is checked when it is written.
 */
export async function knownIn(queries: Queries, scope: Scope, locked: ReadonlyMap<string, Incident>): Promise<Known> {
  const { keys, rejections, entries = [], claims = [], summaries = [], checkpoint, flood } = scope;
  return {
    incidents: inOrderOf(keys, locked),
    entries: await lockEntries(queries, entries),
    claims: await lockRecords(queries, 'claims', claims),
    summaries: await lockRecords(queries, 'summaries', summaries),
    checkpoint: checkpoint && (await lockCheckpoint(queries, checkpoint)),
    rejections: await seenRejections(queries, rejections),
    flood: flood === undefined ? [] : await lockFlood(queries, flood),
  };
}

/** Locks incidents by key, and gives them. With `isLate` it does not wait for another's lock, but throws. */
export async function lockIncidents(
  queries: Queries,
  keys: readonly string[],
  isLate = false,
): Promise<ReadonlyMap<string, Incident>> {
  if (keys.length === 0) return new Map();
  const rows = await queries
    .selectFrom('incidents')
    .select('record')
    .where('key', '=', anyOf(keys.map(indexText)))
    .orderBy('key')
    .forUpdate()
    .$if(isLate, (query) => query.noWait())
    .execute();
  return new Map(rows.map(({ record }) => unpackRecord('incidents', record)).map((one) => [one.key, one]));
}

async function lockEntries(queries: Queries, sequences: readonly number[]): Promise<ReadonlyMap<number, OutboxEntry>> {
  if (sequences.length === 0) return new Map();
  const rows = await queries
    .selectFrom('outbox')
    .select(['sequence', 'record'])
    .where('sequence', '=', anyOfNumbers(sequences))
    .orderBy('sequence')
    .forUpdate()
    .execute();
  return inOrderOf(sequences, new Map(rows.map((row) => [row.sequence, entryOf(row)])));
}

async function lockRecords<T extends 'claims' | 'summaries'>(
  queries: Queries,
  table: T,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReturnType<typeof unpackRecord<T>>>> {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .selectFrom<'claims' | 'summaries'>(table)
    .select('record')
    .where('id', '=', anyOf(ids.map(indexText)))
    .orderBy('id')
    .forUpdate()
    .execute();
  const found = new Map(rows.map(({ record }) => unpackRecord(table, record)).map((one) => [one.id, one]));
  return inOrderOf(ids, found);
}

async function lockCheckpoint(
  queries: Queries,
  { instance, feed }: { readonly instance: string; readonly feed: string },
): Promise<Known['checkpoint']> {
  const row = await queries
    .selectFrom('checkpoints')
    .select('record')
    .where('instance', '=', instance)
    .where('feed', '=', feed)
    .forUpdate()
    .executeTakeFirst();
  return row && unpackRecord('checkpoints', row.record);
}

async function seenRejections(queries: Queries, asked: Scope['rejections']): Promise<ReadonlySet<string>> {
  if (asked === undefined || asked.ids.length === 0) return new Set();
  const rows = await queries
    .selectFrom('rejections')
    .select('id')
    .where('instance', '=', asked.instance)
    .where('id', '=', anyOf(asked.ids.map(indexText)))
    .execute();
  const seen = new Set(rows.map(({ id }) => id));
  return new Set(asked.ids.filter((id) => seen.has(indexText(id))));
}

/** Nobody appends to the channel meanwhile, nor takes from the flood. */
async function lockFlood(
  queries: Queries,
  { channel, poll }: { readonly channel: string; readonly poll: string },
): Promise<readonly OutboxEntry[]> {
  await lockChannels(queries, [channel]);
  const rows = await queries
    .selectFrom('outbox')
    .innerJoin('incidents', 'incidents.key', 'outbox.key')
    .select(['outbox.sequence', 'outbox.record'])
    .where('outbox.channel', '=', indexText(channel))
    .where('outbox.flood', '=', indexText(poll))
    .where('incidents.message_ts', 'is', null)
    .orderBy('outbox.sequence')
    .forUpdate('outbox')
    .execute();
  return rows.map(entryOf);
}

function inOrderOf<I, T>(ids: readonly I[], found: ReadonlyMap<I, T>): ReadonlyMap<I, T> {
  return new Map(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id) as T] as const] : [])));
}
