import type { ContentTable } from '../../ports/store-contents.ts';
import { type Batch, emptyBatch, type View, viewOver } from './batch.ts';
import type { Rows } from './rows.ts';
import type { State } from './state.ts';

/** The newest are kept; who needs more keeps the log, which has every entry as a line. */
export const maxAudit = 10_000;
/** Distinct bad records kept; one that was dropped counts as new when it comes again. */
export const maxRejections = 10_000;

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

/** A young summary may be empty: it counts what its poll posts singly. */
const summaryMs = 86_400_000;

/** What may go: incidents closed before `closedBefore`, and what has expired at `now`. */
export interface Expiry {
  readonly closedBefore: string | undefined;
  readonly now: string;
  readonly limit: number;
}

/** Drops at most `limit` rows that have had their time, as `below` shows them; `result` is how many. */
export function prune(
  { tables }: State,
  below: View,
  { closedBefore, now, limit }: Expiry,
): { readonly batch: Batch; readonly result: number } {
  const batch = emptyBatch(below.sequence);
  const closedBound = closedBefore === undefined ? -Infinity : Date.parse(closedBefore);
  const expiryBound = Date.parse(now);
  let dropped = 0;
  const drop = <T extends ContentTable>(table: T, isOver: (row: Rows[T]) => boolean): void => {
    for (const row of tables[table].values()) {
      if (dropped >= limit) return;
      // A row that an earlier decision of the group replaced is not judged: it just changed.
      if (!isOver(row) || below.find(table, row.id) !== row) continue;
      batch.tables[table].set(row.id, undefined);
      dropped += 1;
    }
  };
  drop('incidents', ({ closedAt = Infinity }) => closedAt < closedBound);
  drop('indicators', ({ expiresAt = Infinity }) => expiresAt <= expiryBound);
  drop('claims', ({ expiresAt = Infinity }) => expiresAt <= expiryBound);
  // Through the batch: a summary goes with the last of its incidents.
  const view = viewOver(below, batch);
  drop(
    'summaries',
    ({ createdAt, keys }) =>
      createdAt <= expiryBound - summaryMs && !keys.some((key) => view.find('incidents', key) !== undefined),
  );
  return { batch, result: dropped };
}
