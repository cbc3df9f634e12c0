import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

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
  pace: Pace | undefined;
  queue: PQueue;
  heldUntilMs: number;
}

/**
 * Gives one pacer a host, whoever asks (CONTRACT §8.1, 12). The strictest pace given for a host holds for all: the one
 * with the fewest requests a second, then the one with the smaller burst.
 */
export function createPacers(): (host: string, pace: Pace | undefined) => Pacer {
  const hosts = new Map<string, Host>();
  return (name, pace) => {
    const host = hosts.get(name) ?? { pace: undefined, queue: new PQueue(), heldUntilMs: 0 };
    hosts.set(name, host);
    if (pace !== undefined && isStricter(pace, host.pace)) {
      host.pace = pace;
      // Without `strict` the window is fixed, and twice the requests can meet at its edge.
      host.queue = new PQueue({ intervalCap: pace.requests, interval: pace.perMs, strict: true });
    }
    return pacerOf(host);
  };
}

function isStricter(a: Pace, b: Pace | undefined): boolean {
  if (b === undefined) return true;
  const difference = a.requests * b.perMs - b.requests * a.perMs;
  return difference < 0 || (difference === 0 && a.requests < b.requests);
}

function pacerOf(host: Host): Pacer {
  return {
    async turn(signal, urgent) {
      do {
        const heldMs = host.heldUntilMs - Date.now();
        if (heldMs > 0) await sleep(heldMs, undefined, { signal });
        await host.queue.add(() => undefined, { signal, priority: urgent ? 1 : 0 });
      } while (host.heldUntilMs > Date.now());
    },
    hold(ms) {
      host.heldUntilMs = Math.max(host.heldUntilMs, Date.now() + ms);
    },
  };
}
