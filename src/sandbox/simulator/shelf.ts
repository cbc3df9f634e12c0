/** Records by their identity, in the order in which they first came. */
export interface Shelf<T> {
  readonly all: () => readonly T[];
  readonly find: (id: string) => T | undefined;
  /** Adds the record, or puts it in the place of the one with the same identity. */
  readonly put: (record: T) => void;
  /** Whether there was one. */
  readonly remove: (id: string) => boolean;
  readonly replace: (records: readonly T[]) => void;
}

/** An empty shelf. */
export function createShelf<T>(idOf: (record: T) => string): Shelf<T> {
  const records = new Map<string, T>();
  const put = (record: T) => void records.set(idOf(record), record);
  return {
    all: () => [...records.values()],
    find: (id) => records.get(id),
    put,
    remove: (id) => records.delete(id),
    replace(given) {
      records.clear();
      for (const record of given) put(record);
    },
  };
}
