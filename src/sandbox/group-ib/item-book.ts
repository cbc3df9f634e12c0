import type { Random } from '../simulator/random.ts';
import type { CollectionInfo } from './collections.ts';
import { type Entry, entryOf, ownSequence, touchedFields, usualFields } from './entry.ts';
import type { Item, Placing } from './wire.ts';

/** The items of one collection. */
export interface ItemBook {
  readonly info: CollectionInfo;
  /** Ascending by place; equal places in the order they came. */
  readonly ascending: () => readonly Entry[];
  /** Newest date first; of equal dates the one that came last. */
  readonly newestFirst: () => readonly Entry[];
  readonly find: (id: string) => Entry | undefined;
  /** Adds an item at the end of the feed, or at the place it names itself. Throws where the id is taken. */
  readonly add: (item: Item, placing?: Placing) => Item;
  /** Changes an item and moves it to the end of the feed, or to the place that the change names. Throws without one. */
  readonly change: (id: string, fields: Item, placing?: Placing) => Item;
  /** Whether there was one. */
  readonly remove: (id: string) => boolean;
  /** Puts an item in as it is, whatever it lacks and whoever has its id already. */
  readonly place: (item: Item, placing?: Placing) => void;
  readonly clear: () => void;
}

/** An empty book. `random` decides new ids and the gaps between new places. */
export function createItemBook(info: CollectionInfo, random: Random): ItemBook {
  const entries = createEntries();
  const newId = createIds(info, random);
  let last = info.firstSequence;
  let serial = 0;

  const insert = (item: Item, placing: Placing): Item => {
    const own = ownSequence(item);
    const sequence = own ?? last + random.between(1, 9_999);
    last = Math.max(last, sequence);
    const placed = info.iteration === 'search' || 'seqUpdate' in item ? item : { ...item, seqUpdate: sequence };
    const record = present(placed);
    entries.insert(entryOf({ info, item: record, placing, sequence, serial: (serial += 1) }));
    return record;
  };
  return {
    info,
    ascending: entries.ascending,
    newestFirst: entries.newestFirst,
    find: entries.at,
    add(given, placing = {}) {
      const id = 'id' in given ? given.id : newId((taken) => entries.at(taken) !== undefined);
      if (entries.at(String(id))) throw new Error(`${info.name} has an item ${String(id)} already`);
      return insert({ id, ...usualFields(info, placing.at ?? new Date()), ...given }, placing);
    },
    change(id, fields, placing = {}) {
      const before = entries.at(id);
      if (!before) throw new Error(`${info.name} has no item ${id}`);
      entries.drop(before);
      const { seqUpdate: _left, ...kept } = before.item;
      const { hunted, combolist, corporate } = before;
      const at = placing.at ?? new Date();
      const item = { ...kept, ...touchedFields(info, at), ...fields };
      return insert(item, { hunted, combolist, corporate, ...placing, at });
    },
    remove(id) {
      const gone = entries.at(id);
      if (gone) entries.drop(gone);
      return gone !== undefined;
    },
    place: (item, placing = {}) => void insert(item, placing),
    clear: entries.clear,
  };
}

interface Entries {
  readonly ascending: () => readonly Entry[];
  readonly newestFirst: () => readonly Entry[];
  readonly at: (id: string) => Entry | undefined;
  readonly insert: (entry: Entry) => void;
  readonly drop: (entry: Entry) => void;
  readonly clear: () => void;
}

/** Entries with an index by id; each order is kept until something changes. */
function createEntries(): Entries {
  const bySerial = new Map<number, Entry>();
  const byId = new Map<string, Entry>();
  let ascending: readonly Entry[] | undefined;
  let newestFirst: readonly Entry[] | undefined;
  const changed = () => {
    ascending = undefined;
    newestFirst = undefined;
  };
  return {
    ascending: () => (ascending ??= [...bySerial.values()].toSorted(byPlace)),
    newestFirst: () => (newestFirst ??= [...bySerial.values()].toSorted(byDate)),
    at: (id) => byId.get(id),
    insert(entry) {
      bySerial.set(entry.serial, entry);
      if (hasId(entry.item)) byId.set(String(entry.item.id), entry);
      changed();
    },
    drop(entry) {
      bySerial.delete(entry.serial);
      byId.delete(String(entry.item.id));
      changed();
    },
    clear() {
      bySerial.clear();
      byId.clear();
      changed();
    },
  };
}

function byPlace(a: Entry, b: Entry): number {
  return a.sequence - b.sequence || a.serial - b.serial;
}

function byDate(a: Entry, b: Entry): number {
  return b.datedAt - a.datedAt || b.serial - a.serial;
}

function hasId({ id }: Item): boolean {
  return id !== undefined && id !== null && id !== '';
}

/** A field given as `undefined` is one that the record lacks. */
function present(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

const MOST_ADDRESSES = 254;

function createIds({ idForm }: CollectionInfo, random: Random): (isTaken: (id: string) => boolean) => string {
  let made = 0;
  const make = (): string => {
    made += 1;
    if (typeof idForm === 'number') return random.hex(idForm);
    if (idForm === 'cve') return `CVE-2099-${20_000 + made}`;
    return made <= MOST_ADDRESSES ? `198.51.100.${made}` : `2001:db8::${made.toString(16)}`;
  };
  return (isTaken) => {
    let id = make();
    while (isTaken(id)) id = make();
    return id;
  };
}
