/** Runs what shares a name one after another, in the order in which it came; everything else at once. */
export interface Lanes {
  run<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
}

/**
 * Lanes of this process. Decisions on the same records would wait for each other in the database anyway, each on a
 * connection of its own and in no certain order.
 */
export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: async (names, work) => {
      const before = names.flatMap((name) => last.get(name) ?? []);
      const result = before.length === 0 ? work() : Promise.allSettled(before).then(work);
      for (const name of names) last.set(name, result);
      try {
        return await result;
      } finally {
        for (const name of names) if (last.get(name) === result) last.delete(name);
      }
    },
  };
}
