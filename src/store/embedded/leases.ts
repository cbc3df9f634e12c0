import type { Clock } from '../../ports/clock.ts';
import type { Lease } from '../../ports/store.ts';

/** Who has which task. In memory: only one process opens the store, and its leases end with it. */
export interface Leases {
  /** Takes or renews a lease for `ms` from now; false where another token holds it. */
  hold(lease: Lease, ms: number): boolean;
  /** Gives a lease up; nothing happens where it is another's. */
  release(lease: Lease): void;
  /** Whether this very token has the lease now. */
  has(lease: Lease): boolean;
}

/** Leases that run out by `clock`. */
export function createLeases(clock: Clock): Leases {
  const held = new Map<string, { readonly token: string; readonly until: number }>();
  const holderOf = (name: string): string | undefined => {
    const lease = held.get(name);
    return lease === undefined || lease.until <= clock.now().getTime() ? undefined : lease.token;
  };
  return {
    hold: ({ name, token }, ms) => {
      if ((holderOf(name) ?? token) !== token) return false;
      held.set(name, { token, until: clock.now().getTime() + ms });
      return true;
    },
    release: ({ name, token }) => {
      if (held.get(name)?.token === token) held.delete(name);
    },
    has: ({ name, token }) => holderOf(name) === token,
  };
}
