import { setTimeout as wait } from 'node:timers/promises';

/** Does something so many times a minute, evenly spaced; 0 never does it. Resolves when the signal aborts. */
export async function atPace(perMinute: number, signal: AbortSignal, act: () => void): Promise<void> {
  const pauseMs = Math.min(60_000 / perMinute, 2 ** 31 - 1);
  while (await elapsed(pauseMs, signal)) act();
}

async function elapsed(pauseMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(pauseMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
