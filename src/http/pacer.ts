import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Budget } from '../ports/budget.ts';

export interface Pace {
  readonly requests: number;
  readonly perMs: number;
}

/** Whose turn it is at one host. */
export interface Pacer {
  /** Resolves when a request may start. `urgent` ones, which a person waits for, go first. Rejects when aborted. */
  turn(signal: AbortSignal, urgent: boolean): Promise<void>;
  /** Lets nobody start for `ms`: the host asked for it. */
  hold(ms: number): void;
}

interface Host {
  readonly bucket: string;
  pace: Pace | undefined;
  queue: PQueue;
  heldUntilMs: number;
}

/**
 * Gives one pacer a host, whoever asks (CONTRACT §8.1, 12). The strictest pace given for a host holds for all: the one
 * with the fewest requests a second, then the one with the smaller burst. Where a budget is shared, so is the pace.
 */
export function createPacers(budget?: Budget): (host: string, pace: Pace | undefined) => Pacer {
  const hosts = new Map<string, Host>();
  return (name, pace) => {
    const fresh = { bucket: `vendor ${name}`, pace: undefined, queue: new PQueue(), heldUntilMs: 0 };
    const host: Host = hosts.get(name) ?? fresh;
    hosts.set(name, host);
    if (pace !== undefined && isStricter(pace, host.pace)) {
      host.pace = pace;
      host.queue = budget === undefined ? windowOf(pace) : new PQueue({ concurrency: 1 });
    }
    return pacerOf(host, budget);
  };
}

/** Without `strict` the window is fixed, and twice the requests can meet at its edge. */
function windowOf({ requests, perMs }: Pace): PQueue {
  return new PQueue({ intervalCap: requests, interval: perMs, strict: true });
}

function isStricter(a: Pace, b: Pace | undefined): boolean {
  if (b === undefined) return true;
  const difference = a.requests * b.perMs - b.requests * a.perMs;
  return difference < 0 || (difference === 0 && a.requests < b.requests);
}

function pacerOf(host: Host, budget: Budget | undefined): Pacer {
  const { bucket } = host;
  // Within the queue, one at a time: no more than one place is taken ahead of those who are more urgent.
  const takePlace = async (signal: AbortSignal): Promise<void> => {
    const { pace } = host;
    if (budget === undefined || pace === undefined) return;
    const rate = { count: pace.requests, perMs: pace.perMs };
    // A budget that does not answer must not stop what people do: at even distances, the pace holds here at least.
    const waitMs = await budget.take([{ name: bucket, rate }]).catch(() => pace.perMs / pace.requests);
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  };
  return {
    async turn(signal, urgent) {
      do {
        const heldMs = host.heldUntilMs - performance.now();
        if (heldMs > 0) await sleep(heldMs, undefined, { signal });
        await host.queue.add(async () => takePlace(signal), { signal, priority: urgent ? 1 : 0 });
      } while (host.heldUntilMs > performance.now());
    },
    hold(ms) {
      host.heldUntilMs = Math.max(host.heldUntilMs, performance.now() + ms);
      void budget?.hold(bucket, ms).catch(() => undefined);
    },
  };
}
