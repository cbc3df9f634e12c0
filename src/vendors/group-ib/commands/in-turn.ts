/**
 * Works on every item, at most `limit` at a time, and gives the results in the items' order, each as soon as it and those
 * before it are there. Throws what the work on an item throws, when its turn comes.
 */
export async function* inTurn<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const one = work(item);
    // Its failure is heard when its turn comes; until then, and where that never comes, it must not end the process.
    one.catch(() => undefined);
    running.push(one);
    const first = running.length < limit ? undefined : running.shift();
    if (first !== undefined) yield await first;
  }
  for (const one of running) yield await one;
}

/** The results of `inTurn` as one list. */
export async function allInTurn<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for await (const result of inTurn(items, limit, work)) results.push(result);
  return results;
}
