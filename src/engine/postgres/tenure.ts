import { randomUUID } from 'node:crypto';
import { StoreError } from '../../domain/errors.ts';
import type { Lease, Store } from '../../ports/store.ts';

/** A lease that is being kept. */
export interface Tenure {
  readonly lease: Lease;
  /** Aborted where the lease is lost, and with the signal it was taken under. */
  readonly signal: AbortSignal;
  /** Whether another one may have it. */
  isLost(): boolean;
  /** Gives the lease back, so that another may have it at once. Never throws: what is not given back runs out. */
  end(): Promise<void>;
}

export interface TenureDeps {
  readonly store: Pick<Store, 'hold' | 'release'>;
  readonly signal: AbortSignal;
  /** Told at each renewal. Its failure is a failed renewal. */
  readonly onKept?: () => Promise<void>;
}

/** A replica that died is missed after this long. */
const leaseMs = 5000;
const renewMs = 1500;

/**
 * Takes a lease and keeps it until `end`; absent where another has it. Where it cannot be renewed before it runs out,
 * the tenure's signal is aborted with a `StoreError` of kind `lease-lost`. Errors: what the store throws at the taking.
 */
export async function takeLease(name: string, { store, signal, onKept }: TenureDeps): Promise<Tenure | undefined> {
  const lease: Lease = { name, token: randomUUID() };
  let keptUntil = performance.now() + leaseMs;
  if (!(await store.hold(lease, leaseMs))) return undefined;
  const over = new AbortController();
  let isLost = false;
  let renewal: Promise<void> | undefined;

  const lose = (): void => {
    clearInterval(timer);
    isLost = true;
    over.abort(new StoreError('lease-lost', `the lease ${name} was lost; another replica goes on`));
  };
  const renew = async (): Promise<void> => {
    const askedAt = performance.now();
    if (!(await store.hold(lease, leaseMs))) return lose();
    await onKept?.();
    keptUntil = askedAt + leaseMs;
  };
  const tick = (): void => {
    if (performance.now() >= keptUntil) return lose();
    // A database that does not answer now may do so before the lease runs out.
    renewal ??= renew()
      .catch(() => undefined)
      .finally(() => {
        renewal = undefined;
      });
  };
  const timer = setInterval(tick, renewMs);
  // Not `AbortSignal.any`: what still listens to that would be kept until the process ends.
  const stop = (): void => over.abort(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  return {
    lease,
    signal: over.signal,
    isLost: () => isLost,
    async end() {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      // Under way, it would take the lease again.
      await renewal;
      await store.release(lease).catch(() => undefined);
    },
  };
}
