import { VendorError } from '../../domain/errors.ts';

/** What a server-paged list answers. */
export interface ServerPage<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent at the end. */
  readonly next?: string | undefined;
}

export interface PageChoice {
  readonly page: number;
  readonly page_size?: number | undefined;
  readonly limit: number;
}

export type ReadPage<T> = (request: { readonly limit: number; readonly offset?: string }) => Promise<ServerPage<T>>;

/** More is never asked for at once (CONTRACT.md §4.2.1). */
const mostAtOnce = 1000;

/**
 * The records that `page`, `page_size` and `limit` mean: without `page_size` the first `limit`; with it one page, whose
 * start is found by walking over what comes before. Errors: what `read` throws; `refused` where the list ends before.
 * Source: CONTRACT.md §5.2.
 */
export async function readServerPage<T>(choice: PageChoice, read: ReadPage<T>): Promise<ServerPage<T>> {
  const { page, page_size: pageSize, limit } = choice;
  if (pageSize === undefined || page === 1) return collect(pageSize ?? limit, undefined, read);
  const before = await collect((page - 1) * pageSize, undefined, read);
  if (before.next === undefined) throw new VendorError('Error with pagination.', { kind: 'refused' });
  return collect(pageSize, before.next, read);
}

async function collect<T>(count: number, start: string | undefined, read: ReadPage<T>): Promise<ServerPage<T>> {
  const items: T[] = [];
  let next = start;
  while (items.length < count) {
    const limit = Math.min(count - items.length, mostAtOnce);
    const page: ServerPage<T> = await read({ limit, ...(next !== undefined && { offset: next }) });
    items.push(...page.items.slice(0, limit));
    next = page.items.length === 0 ? undefined : page.next;
    // What fits into one request takes one: a short page is the server's answer to it.
    if (next === undefined || count <= mostAtOnce) break;
  }
  return { items, next };
}

/** The first `limit` of a list that came whole, or all of it. */
export function cut<T>(items: readonly T[], limit: number, all: 'true' | 'false'): readonly T[] {
  return all === 'true' ? items : items.slice(0, limit);
}
