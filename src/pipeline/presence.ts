import { randomUUID } from 'node:crypto';
import type { Lease, Store } from '../ports/store.ts';

/** Which process this is, for others to see that it lives, and what it is at work on. */
export interface Presence {
  readonly token: string;
  /** Ids of claims. */
  readonly atWork: Set<string>;
  /** Ids of claims whose person is being told at this moment. */
  readonly untold: Set<string>;
}

export function createPresence(): Presence {
  return { token: randomUUID(), atWork: new Set(), untold: new Set() };
}

/** Longer than the store may be slow and the process busy, shorter than a person waits for news of a press. */
const livesMs = 15_000;
const renewMs = 4000;

/** What a process holds while it lives; whoever can take it knows that it is gone. */
export function lifeOf(process: string, holder: string): Lease {
  return { name: `process:${process}`, token: holder };
}

/** Shows from now on that this process lives. Gives what ends it. Errors: the store's, at the first time only. */
export async function showPresence({ token }: Presence, store: Store): Promise<() => Promise<void>> {
  const own = lifeOf(token, token);
  await store.hold(own, livesMs);
  // A renewal that fails is followed by the next one; what happens meanwhile, the claims' states bear.
  const timer = setInterval(() => void store.hold(own, livesMs).catch(() => undefined), renewMs).unref();
  return async () => {
    clearInterval(timer);
    await store.release(own).catch(() => undefined);
  };
}

/** Longer than a living process takes to be seen again, whatever became of the leases meanwhile. */
const betweenLooksMs = 8000;

/** Processes that share the store with this one, each of which may live although it is not to be seen. */
export interface Others {
  /** Which of them are not to be seen at two looks, far enough apart. To be asked at every pass. Errors: the store's. */
  goneOf(processes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Nobody could be seen: what was looked at before says nothing any more. */
  forget(): void;
}

/** A crash of the database takes all leases with it, and during an outage they all run out: one look proves nothing. */
export function createOthers({ token }: Presence, store: Pick<Store, 'hold' | 'release'>): Others {
  let missedSince: ReadonlyMap<string, number> = new Map();
  const isMissed = async (process: string): Promise<boolean> => {
    const life = lifeOf(process, token);
    // Given back at once: a living process has it again at its next renewal.
    if (!(await store.hold(life, 1))) return false;
    await store.release(life);
    return true;
  };
  return {
    async goneOf(processes) {
      const seen = await Promise.all(processes.map(async (process) => ({ process, missed: await isMissed(process) })));
      const now = performance.now();
      const missed = seen.filter((one) => one.missed).map(({ process }) => process);
      missedSince = new Map(missed.map((process) => [process, missedSince.get(process) ?? now]));
      return new Set(missed.filter((process) => now - (missedSince.get(process) ?? now) >= betweenLooksMs));
    },
    forget() {
      missedSince = new Map();
    },
  };
}
