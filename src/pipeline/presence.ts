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
