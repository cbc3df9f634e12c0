import { drainChannel } from '../pipeline/deliver.ts';
import type { DeliverDeps } from '../pipeline/deliver.ts';

export interface Deliveries {
  /** Something may wait somewhere: every channel that has work and no worker gets one. */
  wake(): void;
  idle(): Promise<void>;
}

/** How long a channel is left alone after a fault of ours: the store, most likely. */
const faultPauseMs = 5000;

/** One worker a channel at a time, so that a channel keeps its order and no channel waits for another. */
export function createDeliveries(deps: Omit<DeliverDeps, 'unreachableChannels'>): Deliveries {
  const workers = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const drainDeps: DeliverDeps = { ...deps, unreachableChannels: new Set() };
  let looking: Promise<void> | undefined;
  let again = false;
  let wakes = 0;

  const work = async (channel: string): Promise<void> => {
    const wakesBefore = wakes;
    try {
      const notBefore = await drainChannel(channel, drainDeps);
      if (notBefore !== undefined) later(channel, Date.parse(notBefore) - deps.clock.now().getTime());
    } catch (error) {
      deps.log.error({ channel, error: String(error) }, 'a channel could not be worked on; it is tried again');
      later(channel, faultPauseMs);
    } finally {
      workers.delete(channel);
      // An entry that came after the last look at this channel found its worker still there.
      if (wakes !== wakesBefore) wake();
    }
  };
  const later = (channel: string, ms: number): void => {
    if (deps.signal.aborted) return;
    clearTimeout(timers.get(channel));
    timers.set(channel, setTimeout(wake, Math.max(ms, 1)));
  };
  const look = async (): Promise<void> => {
    do {
      again = false;
      for (const channel of await deps.store.channelsWaiting()) {
        if (!workers.has(channel)) workers.set(channel, work(channel));
      }
      deps.metrics.outboxDepth(await deps.store.outboxDepth());
    } while (again && !deps.signal.aborted);
  };
  function wake(): void {
    if (deps.signal.aborted) return;
    wakes += 1;
    again = true;
    looking ??= look()
      .catch((error: unknown) => {
        deps.log.error({ error: String(error) }, 'the outbox could not be read; it is tried again');
        later('', faultPauseMs);
      })
      .finally(() => {
        looking = undefined;
      });
  }
  return {
    wake,
    async idle() {
      for (const timer of timers.values()) clearTimeout(timer);
      await looking;
      await Promise.all(workers.values());
    },
  };
}
