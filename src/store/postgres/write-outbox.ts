import { sql } from 'kysely';
import type { NewOutboxEntry, OutboxEntry } from '../../domain/outbox.ts';
import type { Changes } from '../../ports/store.ts';
import { lockChannels } from './channel-lock.ts';
import { indexText } from './columns.ts';
import type { Queries } from './database.ts';
import { entryOf, entryRow, slotOf } from './outbox-rows.ts';
import { anyOf, anyOfNumbers, insertRows, updateRows } from './write.ts';

/** Entries delivered leave first and new ones come last: one decided in the commit that confirms its like is new. */
export async function writeOutbox(queries: Queries, { delivered, entries, enqueue }: Changes): Promise<void> {
  if (delivered !== undefined && delivered.length > 0)
    await queries.deleteFrom('outbox').where('sequence', '=', anyOfNumbers(delivered)).execute();
  await replaceEntries(queries, [...new Map((entries ?? []).map((entry) => [entry.sequence, entry])).values()]);
  if (enqueue !== undefined && enqueue.length > 0) await append(queries, enqueue);
}

/** An entry that is gone was delivered: putting it back would post it again. */
async function replaceEntries(queries: Queries, entries: readonly OutboxEntry[]): Promise<void> {
  await updateRows(queries, { table: 'outbox', rows: entries.map(entryRow) });
}

async function append(queries: Queries, effects: readonly NewOutboxEntry[]): Promise<void> {
  await lockChannels(
    queries,
    effects.map(({ channel }) => channel),
  );
  const { fresh, changed } = merge(effects, await waitingIn(queries, effects));
  await replaceEntries(queries, changed);
  const rows = fresh.map((effect) => entryRow({ ...effect, sequence: 0, state: 'waiting', attempts: 0 }));
  await insertRows(queries, { table: 'outbox', rows, without: 'sequence' }, sql``);
}

/**
 * The entries that effects may merge into, by slot. One that another commit holds is on its way out or changes: an effect
 * does not merge into it, nor wait for it, but follows behind.
 */
async function waitingIn(
  queries: Queries,
  effects: readonly NewOutboxEntry[],
): Promise<ReadonlyMap<string, OutboxEntry>> {
  const places = effects.flatMap((effect) => {
    const slot = slotOf(effect);
    return slot === undefined ? [] : [{ channel: indexText(effect.channel), slot }];
  });
  if (places.length === 0) return new Map();
  const rows = await queries
    .selectFrom('outbox')
    .select(['sequence', 'record', 'channel', 'slot'])
    .where('channel', '=', anyOf(places.map(({ channel }) => channel)))
    .where('slot', '=', anyOf(places.map(({ slot }) => slot)))
    .orderBy('sequence')
    .forUpdate()
    .skipLocked()
    .execute();
  return new Map(rows.map((row) => [placeOf(row.channel, row.slot ?? ''), entryOf(row)]));
}

interface Merged {
  readonly fresh: readonly NewOutboxEntry[];
  /** Entries that wait already, to be replaced. */
  readonly changed: readonly OutboxEntry[];
}

/** What waits shows the newest state anyway; but one of a flood that is asked for by itself is no more of it. */
function merge(effects: readonly NewOutboxEntry[], waiting: ReadonlyMap<string, OutboxEntry>): Merged {
  const fresh = new Map<string, NewOutboxEntry>();
  const changed = new Map<string, OutboxEntry>();
  for (const [index, effect] of effects.entries()) {
    const slot = slotOf(effect);
    const place = slot === undefined ? String(index) : placeOf(indexText(effect.channel), slot);
    const [entry, earlier] = [waiting.get(place), fresh.get(place)];
    const isSingle = effect.kind === 'incident' && effect.flood === undefined;
    if (entry === undefined && earlier === undefined) fresh.set(place, effect);
    else if (entry !== undefined && isSingle) changed.set(place, withoutFlood(entry));
    else if (earlier !== undefined && isSingle) fresh.set(place, withoutFlood(earlier));
  }
  return {
    fresh: [...fresh.values()],
    changed: [...changed].filter(([place, entry]) => entry !== waiting.get(place)).map(([, entry]) => entry),
  };
}

/** The effect itself where it has no mark. */
function withoutFlood(effect: OutboxEntry): OutboxEntry;
function withoutFlood(effect: NewOutboxEntry): NewOutboxEntry;
function withoutFlood(effect: NewOutboxEntry): NewOutboxEntry {
  if (effect.kind !== 'incident' || effect.flood === undefined) return effect;
  const { flood: _flood, ...single } = effect;
  return single;
}

function placeOf(channel: string, slot: string): string {
  return `${channel}\n${slot}`;
}
