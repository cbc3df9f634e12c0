/** Those who want to know when something that a watcher could see has changed. */
export interface Listeners {
  readonly changed: () => void;
  /** The answer takes the listener away again. */
  readonly onChange: (listener: () => void) => () => void;
}

/** Nobody listens yet. */
export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    changed() {
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same function, which tells the listeners after each call that did not throw. */
export function telling<Given extends readonly unknown[], T>(
  changed: () => void,
  change: (...given: Given) => T,
): (...given: Given) => T {
  return (...given) => {
    const result = change(...given);
    changed();
    return result;
  };
}
