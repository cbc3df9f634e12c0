import { setImmediate as turn } from 'node:timers/promises';
import { largeTextBytes } from './blocks.ts';
import type { IncidentRow } from './rows.ts';
import type { State } from './state.ts';

/** Moves texts off the heap. Runs between two writes only. */
export interface Settler {
  settle(): Promise<void>;
  /** Bytes of the large texts, with what in them is of no use any more. */
  readonly heldBytes: number;
}

/**
 * What a start reads lies outside of the heap from the beginning (`blocks.ts`); what comes in later follows here, two
 * megabytes at a time. A large text goes when its last row has gone, so that replaced rows leave holes: where these
 * have grown to as much as is in use, everything is moved once.
 */
export function createSettler(state: State): Settler {
  let heldBytes = bytesOf(state.tables.incidents.values());
  return {
    settle: async () => {
      if (bytesOf(state.loose) < largeTextBytes) return;
      const liveBytes = bytesOf(state.tables.incidents.values());
      const isWasteful = heldBytes > 2 * liveBytes;
      if (isWasteful) heldBytes = 0;
      const rows = isWasteful ? [...state.tables.incidents.values()] : state.loose;
      state.loose = [];
      for (const group of groupsOf(rows)) {
        moveOut(group);
        heldBytes += bytesOf(group);
        await turn();
      }
    },
    get heldBytes() {
      return heldBytes;
    },
  };
}

function bytesOf(rows: Iterable<IncidentRow>): number {
  let bytes = 0;
  for (const row of rows) bytes += row.packed.length;
  return bytes;
}

/** Rows in groups of a large text each; the last may be small. */
function* groupsOf(rows: readonly IncidentRow[]): Generator<readonly IncidentRow[]> {
  let group: IncidentRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    group.push(row);
    bytes += row.packed.length;
    if (bytes < largeTextBytes) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

function moveOut(rows: readonly IncidentRow[]): void {
  const buffer = Buffer.allocUnsafe(bytesOf(rows));
  let end = 0;
  for (const row of rows) end += buffer.write(row.packed, end, 'latin1');
  const text = buffer.toString('latin1');
  let start = 0;
  for (const row of rows) {
    const { length } = row.packed;
    row.packed = text.slice(start, start + length);
    start += length;
  }
}
