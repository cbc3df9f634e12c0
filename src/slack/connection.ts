/** Whether Slack reaches us, and who wants to hear of changes. */
export interface Connection {
  get(): boolean;
  set(connected: boolean): void;
  /** Calls `listener` with each change; gives a function that ends it. */
  listen(listener: (connected: boolean) => void): () => void;
}

export function createConnection(): Connection {
  let connected = false;
  const listeners = new Set<(connected: boolean) => void>();
  return {
    get: () => connected,
    set(now) {
      if (now === connected) return;
      connected = now;
      for (const listener of listeners) listener(now);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
