import { InputError } from '../domain/errors.ts';
import {
  type ContentCounts,
  type ContentTable,
  contentTables,
  type CopyMark,
  type StoreContents,
} from '../ports/store-contents.ts';

export interface CopyOptions {
  readonly from: StoreContents;
  readonly to: StoreContents;
  /** Called after each commit, with how many records of all are there. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** How a copy ended. */
export interface CopyReport {
  /** What is in the target now. */
  readonly counts: ContentCounts;
  /** What does not agree; empty where the copy is whole. */
  readonly faults: readonly string[];
}

const pageSize = 500;

/**
 * Copies everything from one store into another that is empty, or goes on with a copy of the same source that was cut
 * off. A copy that does not agree with its source stays marked as one that did not end.
 *
 * Errors: `InputError` where the source holds nothing or the target something else; the signal's reason.
 */
export async function copyStore({ from, to, onProgress, signal }: CopyOptions): Promise<CopyReport> {
  const stamp = await from.stamp();
  const held = await from.counts();
  if (sumOf(held) === 0) throw new InputError([{ path: 'FROM', message: `${from.name} holds nothing to copy.` }]);
  const expected = expectedOf(held, to);
  const begun = await beginning({ from, to, stamp });
  const total = sumOf(expected);
  let done = sumOf(await to.counts());
  for (const table of contentTables.slice(contentTables.indexOf(begun.table))) {
    const mark = table === begun.table ? begun : { source: from.name, stamp, table };
    for await (const copied of copyTable({ from, to, signal, skip: held[table] - expected[table] }, mark)) {
      done += copied;
      onProgress(done, total);
    }
  }
  const counts = await to.counts();
  const faults = faultsOf(expected, counts, (await from.stamp()) === stamp);
  if (faults.length === 0) await to.finish();
  return { counts, faults };
}

/** A target may keep only the newest of a table. */
function expectedOf(held: ContentCounts, { keeps }: StoreContents): ContentCounts {
  const bounded = contentTables.map((table) => [table, Math.min(held[table], keeps[table] ?? Infinity)]);
  return { ...held, ...Object.fromEntries(bounded) };
}

/** Where to begin: at the first table, or where a copy of the very same was cut off. */
async function beginning({
  from,
  to,
  stamp,
}: Pick<CopyOptions, 'from' | 'to'> & { readonly stamp: string }): Promise<CopyMark> {
  const mark = await to.mark();
  const isEmpty = sumOf(await to.counts()) === 0;
  if (mark === undefined && isEmpty) return { source: from.name, stamp, table: 'incidents' };
  if (mark === undefined) throw refusal(to, 'it holds something already');
  if (mark.source !== from.name) throw refusal(to, `it holds a part of a copy of ${mark.source}`);
  if (mark.stamp !== stamp && !isEmpty) throw refusal(to, `it holds a part of a copy of ${from.name} as it was before`);
  return mark.stamp === stamp ? mark : { source: from.name, stamp, table: 'incidents' };
}

function refusal({ name }: StoreContents, reason: string): InputError {
  const message = `${name} cannot be copied into: ${reason}. Give an empty store, or empty this one.`;
  return new InputError([{ path: 'TO', message }]);
}

interface TableCopy extends Omit<CopyOptions, 'onProgress'> {
  /** How many of the oldest stay behind. */
  readonly skip: number;
}

/** Page by page from where `begun` says; gives how many records each brought. */
async function* copyTable({ from, to, signal, skip }: TableCopy, begun: CopyMark): AsyncGenerator<number> {
  const { table } = begun;
  let mark = begun;
  for (;;) {
    signal.throwIfAborted();
    const after = mark.place;
    const page = await from.read(table, { skip, limit: pageSize, ...(after !== undefined && { after }) });
    const place = page.at(-1)?.place;
    if (place === undefined) return;
    mark = { ...mark, place };
    const records = page.map(({ record }) => record);
    await to.load(table, records, mark);
    yield records.length;
  }
}

function sumOf(counts: ContentCounts): number {
  return contentTables.reduce((sum, table) => sum + counts[table], 0);
}

function faultsOf(expected: ContentCounts, counts: ContentCounts, isUnchanged: boolean): readonly string[] {
  const differing = contentTables.filter((table) => counts[table] !== expected[table]);
  return [
    ...(isUnchanged ? [] : ['The source changed while it was copied. Stop the bot, empty the target and copy again.']),
    ...differing.map(
      (table: ContentTable) => `${table}: ${expected[table]} in the source, ${counts[table]} in the target`,
    ),
  ];
}
