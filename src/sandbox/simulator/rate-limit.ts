export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/** Counts the requests of each calling address in a sliding window. */
export interface RateCounter {
  /** Lets the request through (undefined) or says how many whole seconds to wait. A refused request does not count. */
  readonly admit: (address: string, limit: RateLimit | 'off') => number | undefined;
}

/** A counter that has seen nothing. */
export function createRateCounter(now: () => number = () => performance.now()): RateCounter {
  const admittedAt = new Map<string, readonly number[]>();
  return {
    admit(address, limit) {
      if (limit === 'off') return undefined;
      const at = now();
      const recent = (admittedAt.get(address) ?? []).filter((time) => time > at - limit.windowMs);
      const free = recent.length < limit.limit;
      admittedAt.set(address, free ? [...recent, at] : recent);
      if (free) return undefined;
      const oldest = recent[recent.length - limit.limit] ?? at;
      return Math.max(1, Math.ceil((oldest + limit.windowMs - at) / 1000));
    },
  };
}
