import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

const lookEveryMs = 250;
/** Requests to the vendor, and milliseconds, that must pass with nothing left to do. */
const quiet = { requests: 4, ms: 2000 } as const;

/**
 * Waits until nothing is wrong any more (`isDone`), the outbox is empty and stays so while the vendor is read a few
 * times; or for `longestMs`. Gives whether it came to that.
 */
export async function settle(
  world: World,
  { isDone, longestMs }: { readonly isDone: () => boolean; readonly longestMs: number },
): Promise<boolean> {
  const startedAt = performance.now();
  let quietSince = Number.POSITIVE_INFINITY;
  while (performance.now() - startedAt < longestMs) {
    const isQuiet = isDone() && (await outboxDepth(world)) === 0;
    quietSince = isQuiet ? Math.min(quietSince, Date.now()) : Number.POSITIVE_INFINITY;
    if (Date.now() - quietSince >= quiet.ms && requestsSince(world, quietSince) >= quiet.requests) return true;
    await wait(lookEveryMs);
  }
  return false;
}

function requestsSince({ threatmon }: World, sinceMs: number): number {
  return threatmon.requests().filter(({ at }) => Date.parse(at) > sinceMs).length;
}

/** What waits in the store, by the first replica that answers. */
async function outboxDepth({ metrics }: World): Promise<number | undefined> {
  for (const address of metrics) {
    try {
      const text = await (await fetch(address)).text();
      const found = /^picket_outbox_depth (\d+)/m.exec(text)?.[1];
      if (found !== undefined) return Number(found);
    } catch {
      // Not up (yet): the next one may be.
    }
  }
  return undefined;
}
