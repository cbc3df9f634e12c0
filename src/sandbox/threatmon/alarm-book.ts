import { createRandom, scatter } from '../simulator/random.ts';
import type { ThreatmonSettings } from './settings.ts';
import type { AlarmRecord } from './wire.ts';

/** The alarms the simulated service holds. */
export interface AlarmBook {
  /** Oldest code first; alarms without a readable code last, in the order they came. */
  readonly all: () => readonly AlarmRecord[];
  /** The listing: alarms whose code passes, in the order asked for. One without a readable code always passes. */
  readonly list: (order: ThreatmonSettings['order'], passes: (code: number) => boolean) => readonly AlarmRecord[];
  readonly find: (code: number | string) => AlarmRecord | undefined;
  readonly add: (fields: AlarmRecord) => AlarmRecord;
  readonly change: (code: number | string, fields: AlarmRecord) => AlarmRecord;
  readonly remove: (code: number | string) => boolean;
  readonly replace: (records: readonly AlarmRecord[]) => void;
}

interface Entry {
  readonly serial: number;
  readonly code: number | undefined;
  readonly record: AlarmRecord;
}

type Comparison = (a: Entry, b: Entry) => number;

const FIRST_CODE = 18_618_001;

/** An empty book. `seed` decides the gaps between new codes and the mixed order. */
export function createAlarmBook(seed: number): AlarmBook {
  const random = createRandom(seed);
  const entries = createEntries(seed);
  return {
    all: () => entries.inOrder('ascending').map(({ record }) => record),
    list: (order, passes) =>
      entries
        .inOrder(order)
        .filter(({ code }) => code === undefined || passes(code))
        .map(({ record }) => record),
    find: (code) => entries.at(code)?.record,
    add(fields) {
      const alarmCode = entries.highestCode() + random.between(1, 9);
      const record = present({ alarmCode, ...NEW_ALARM, alarmDate: new Date().toISOString(), ...fields });
      if (entries.at(codeOf(record) ?? Number.NaN)) throw new Error(`alarm ${codeOf(record)} exists already`);
      entries.insert(record);
      return record;
    },
    change(code, fields) {
      const before = entries.at(code);
      if (!before) throw new Error(`there is no alarm ${code}`);
      const record = present({ ...before.record, ...fields });
      entries.drop(before);
      entries.insert(record, before.serial);
      return record;
    },
    remove(code) {
      const gone = entries.at(code);
      if (gone) entries.drop(gone);
      return gone !== undefined;
    },
    replace(records) {
      entries.clear();
      for (const record of records) entries.insert(present(record));
    },
  };
}

/** Alarms with an index by code and one sorted list for each order that was asked for. */
function createEntries(seed: number) {
  const comparisons = comparisonsFor(seed);
  const bySerial = new Map<number, Entry>();
  const byCode = new Map<number, Entry>();
  const sorted = new Map<ThreatmonSettings['order'], readonly Entry[]>();
  let nextSerial = 0;
  let highest = FIRST_CODE - 1;
  return {
    highestCode: () => highest,
    at: (code: number | string) => byCode.get(Number(code)),
    inOrder(order: ThreatmonSettings['order']): readonly Entry[] {
      const known = sorted.get(order) ?? [...bySerial.values()].toSorted(comparisons[order]);
      sorted.set(order, known);
      return known;
    },
    insert(record: AlarmRecord, serial = nextSerial++) {
      const entry: Entry = { serial, code: codeOf(record), record };
      bySerial.set(serial, entry);
      if (entry.code !== undefined) byCode.set(entry.code, entry);
      highest = Math.max(highest, entry.code ?? 0);
      sorted.clear();
    },
    drop({ serial, code }: Entry) {
      bySerial.delete(serial);
      if (code !== undefined) byCode.delete(code);
      sorted.clear();
    },
    clear() {
      bySerial.clear();
      byCode.clear();
      sorted.clear();
    },
  };
}

const NEW_ALARM: AlarmRecord = {
  title: 'Phishing Domain Detected',
  description: 'Look-alike domain login-acme.example resolves to 192.0.2.45.',
  severity: 'Medium',
  status: 'Open',
};

/** A field given as `undefined` is one that the record lacks. */
function present(record: AlarmRecord): AlarmRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function codeOf({ alarmCode }: AlarmRecord): number | undefined {
  if (typeof alarmCode === 'number') return alarmCode;
  return typeof alarmCode === 'string' && /^\d+$/.test(alarmCode) ? Number(alarmCode) : undefined;
}

function comparisonsFor(seed: number): Record<ThreatmonSettings['order'], Comparison> {
  return {
    ascending: byRank(({ code }) => code ?? Number.MAX_VALUE),
    descending: byRank(({ code }) => -(code ?? -Number.MAX_VALUE)),
    mixed: byRank(({ code, serial }) => scatter(seed, code ?? -serial)),
  };
}

function byRank(rank: (entry: Entry) => number): Comparison {
  return (a, b) => rank(a) - rank(b) || a.serial - b.serial;
}
