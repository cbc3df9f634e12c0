import { type Batch, emptyBatch, type View } from './batch.ts';
import type { Rows } from './rows.ts';
import type { State } from './state.ts';

/** The newest are kept; who needs more keeps the log, which has every entry as a line. */
const maxAudit = 10_000;
/** Distinct bad records kept; one that was dropped counts as new when it comes again. */
const maxRejections = 10_000;

/** Drops the oldest rows of tables that grow for ever, in the commit that would make them too long. */
export function trim(state: State, batch: Batch): void {
  trimTable(state, batch, { table: 'audit', max: maxAudit });
  trimTable(state, batch, { table: 'rejections', max: maxRejections });
}

function trimTable(
  { tables }: State,
  batch: Batch,
  { table, max }: { readonly table: 'audit' | 'rejections'; readonly max: number },
): void {
  const changed = batch.tables[table];
  const known: ReadonlyMap<string, unknown> = tables[table];
  const added = [...changed.keys()].filter((id) => !known.has(id));
  let excess = known.size + added.length - max;
  for (const ids of [known.keys(), added]) {
    for (const id of ids) {
      if (excess <= 0) return;
      changed.set(id, undefined);
      excess -= 1;
    }
  }
}

/** What may go: incidents closed before `closedBefore`, and indicators expired at `now`. */
export interface Expiry {
  readonly closedBefore: string | undefined;
  readonly now: string;
  readonly limit: number;
}

/** Drops at most `limit` rows that have had their time, as `view` shows them; `result` is how many. */
export function prune(
  state: State,
  view: View,
  { closedBefore, now, limit }: Expiry,
): { readonly batch: Batch; readonly result: number } {
  const batch = emptyBatch(view.sequence);
  const { incidents, indicators } = batch.tables;
  const closedBound = closedBefore === undefined ? -Infinity : Date.parse(closedBefore);
  const expiryBound = Date.parse(now);
  // A row that an earlier decision of the group replaced is not judged: it just changed.
  for (const row of state.tables.incidents.values()) {
    if (incidents.size >= limit) break;
    if (isClosedBefore(row, closedBound) && view.find('incidents', row.id) === row) incidents.set(row.id, undefined);
  }
  for (const row of state.tables.indicators.values()) {
    if (incidents.size + indicators.size >= limit) break;
    if (isExpired(row, expiryBound) && view.find('indicators', row.id) === row) indicators.set(row.id, undefined);
  }
  return { batch, result: incidents.size + indicators.size };
}

function isClosedBefore(row: Rows['incidents'], bound: number): boolean {
  return row.closedAt !== undefined && row.closedAt < bound;
}

function isExpired(row: Rows['indicators'], bound: number): boolean {
  return row.expiresAt !== undefined && row.expiresAt <= bound;
}
