import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { VendorError } from '../../../domain/errors.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import type { Rapid7Client } from '../client.ts';
import { pathPart } from './paths.ts';
import { recordIn } from './rows.ts';

/**
 * Where one value stands:
 * - `Done`: `data` is what the vendor knows, its own spelling of the value under `OriginalValue`
 * - `Failed`: the vendor could not enrich it
 * - `QuotaExceeded`: the account's credits of the day are used up
 * - `Error`: the question about it failed
 * - `Waiting`: still being worked on when we stopped asking
 */
export type Enrichment = { readonly value: string } & (
  | { readonly state: 'Done'; readonly data: JsonObject }
  | { readonly state: 'Failed' }
  | { readonly state: 'QuotaExceeded' }
  | { readonly state: 'Error'; readonly error: VendorError }
  /** `status` is the vendor's word; absent where it was not asked at all. */
  | { readonly state: 'Waiting'; readonly status?: string }
);

export interface Pace {
  /** Milliseconds between two rounds of questions, round by round; the last one stays. */
  readonly pausesMs: readonly [number, ...number[]];
  /** Milliseconds after which no further round is begun. */
  readonly timeoutMs: number;
}

/** Values asked about at the same time. */
const mostAtOnce = 5;

/** Where an enrichment stands, and its data once it is done. Source: CONTRACT.md §8.1. */
const Answer = z.object({
  OriginalValue: z.string().nullish(),
  Status: z.string(),
  Data: z.custom<Json>().optional(),
});

/**
 * Enriches values, each result as it comes. The first question starts the work at the vendor, the same question again
 * tells how it stands; only what is unfinished is asked again. Ends with the unfinished ones as `Waiting` where the time
 * is up or `signal` says so. Errors: `VendorError` for what concerns the account or the network; what came before stays.
 * Source: CONTRACT.md §8.1.
 */
export async function* enrichEach(
  client: Rapid7Client,
  values: readonly string[],
  { pausesMs, timeoutMs, signal }: Pace & { readonly signal: AbortSignal },
): AsyncGenerator<Enrichment, void, undefined> {
  const stopAtMs = performance.now() + timeoutMs;
  let open: readonly string[] = [...new Set(values)];
  for (let round = 0; ; round += 1) {
    const unfinished: Enrichment[] = [];
    for await (const one of asTheyCome(open, async (value) => ask(client, value, signal))) {
      if (one.state === 'Waiting') unfinished.push(one);
      else yield one;
    }
    if (unfinished.length === 0) return;
    const pauseMs = pausesMs[round] ?? pausesMs.at(-1) ?? 0;
    if (performance.now() + pauseMs > stopAtMs || !(await waited(pauseMs, signal))) {
      yield* unfinished;
      return;
    }
    open = unfinished.map(({ value }) => value);
  }
}

/**
 * Enriches values and gives all results, in the order asked for. What ends the asking before any result is thrown; after
 * that it is the result of what is left, so that nothing that was paid for is lost.
 */
export async function enrichAll(
  client: Rapid7Client,
  values: readonly string[],
  options: Pace & { readonly signal: AbortSignal },
): Promise<readonly Enrichment[]> {
  const found = new Map<string, Enrichment>();
  try {
    for await (const one of enrichEach(client, values, options)) found.set(one.value, one);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    for (const value of values) if (!found.has(value)) found.set(value, { value, state: 'Error', error });
  }
  const results = [...new Set(values)].flatMap((value) => found.get(value) ?? []);
  const [first] = results;
  if (first?.state === 'Error' && results.every(({ state }) => state === 'Error')) throw first.error;
  return results;
}

async function ask(client: Rapid7Client, value: string, signal: AbortSignal): Promise<Enrichment> {
  try {
    const answer = await client.json(Answer, { method: 'GET', path: `/v1/iocs/enrich/${pathPart(value)}`, signal });
    return enrichmentOf(value, answer);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (signal.aborted) return { value, state: 'Waiting' };
    if (error.kind === 'refused' || error.kind === 'malformed') return { value, state: 'Error', error };
    throw error;
  }
}

function enrichmentOf(value: string, { OriginalValue, Status, Data }: z.output<typeof Answer>): Enrichment {
  if (Status === 'Done') {
    return { value, state: 'Done', data: { ...recordIn(Data), OriginalValue: OriginalValue ?? value } };
  }
  if (Status === 'Failed' || Status === 'QuotaExceeded') return { value, state: Status };
  return { value, state: 'Waiting', status: Status };
}

/** Works on every item, some at a time, and gives each result when it is there. */
async function* asTheyCome<T, R>(items: readonly T[], work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const left = items.entries();
  const running = new Map<number, Promise<{ readonly index: number; readonly result: R }>>();
  const startNext = (): void => {
    const { value: next } = left.next();
    if (next === undefined) return;
    const [index, item] = next;
    const done = work(item).then((result) => ({ index, result }));
    // It may fail while whoever takes the results is busy with one: it is told of at the next.
    done.catch(() => undefined);
    running.set(index, done);
  };
  for (let count = 0; count < mostAtOnce; count += 1) startNext();
  while (running.size > 0) {
    const { index, result } = await Promise.race(running.values());
    running.delete(index);
    startNext();
    yield result;
  }
}

/** False where `signal` ended the wait. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}
