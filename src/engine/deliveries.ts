import { drainChannel } from '../pipeline/deliver.ts';
import type { DeliverDeps } from '../pipeline/deliver.ts';
import type { Lease } from '../ports/store.ts';
import { createRests } from './rests.ts';

export interface Deliveries {
  /** Something may wait somewhere: every channel that has work and no worker gets one. */
  wake(): void;
  idle(): Promise<void>;
}

/** The right to work on a channel. */
export interface Turn {
  readonly lease: Lease;
  /** Aborted where the right is lost. */
  readonly signal: AbortSignal;
  end(): Promise<void>;
}

export interface DeliveriesDeps extends Omit<DeliverDeps, 'lease'> {
  /** Where others share the outbox: takes a channel; absent where one of them has it. */
  readonly take?: (channel: string) => Promise<Turn | undefined>;
  /** Told of a fault of ours, the store most likely, instead of the log. */
  readonly onFault?: (error: unknown, place: object, message: string) => void;
}

/** How long a channel is left alone after a fault of ours. */
const faultPauseMs = 5000;
/** How soon a channel that another one has is asked for again: it may have died. */
const takenPauseMs = 1000;
/** Counting takes the store as long as the outbox is deep. */
const countEveryMs = 2000;

/** Rests as a channel does, for the sake of the look that follows. */
const nowhere = '';

/** One worker a channel at a time, so that a channel keeps its order and no channel waits for another. */
export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const workers = new Map<string, Promise<void>>();
  const rests = createRests(wake);
  const logFault: DeliveriesDeps['onFault'] = (error, place, message) =>
    deps.log.error({ ...place, error: String(error) }, message);
  const onFault = deps.onFault ?? logFault;
  let looking: Promise<void> | undefined;
  let again = false;
  let wakes = 0;
  let countAt = 0;

  const work = async (channel: string): Promise<void> => {
    const wakesBefore = wakes;
    try {
      const restMs = await drainInTurn(channel, deps);
      if (restMs !== undefined) rest(channel, restMs);
      // What another one put there during our turn was not told to us.
      else if (deps.take !== undefined) wakes += 1;
    } catch (error) {
      onFault(error, { channel }, 'a channel could not be worked on; it is tried again');
      rest(channel, faultPauseMs);
    } finally {
      workers.delete(channel);
      // An entry that came after the last look at this channel found its worker still there.
      if (wakes !== wakesBefore && !rests.has(channel)) wake();
    }
  };
  const rest = (channel: string, ms: number): void => {
    if (!deps.signal.aborted) rests.add(channel, ms);
  };
  const count = async (): Promise<void> => {
    const nowMs = performance.now();
    if (nowMs >= countAt) {
      countAt = nowMs + countEveryMs;
      const depth = await deps.store.outboxDepth();
      deps.metrics.outboxDepth(depth);
      if (depth === 0) return;
    }
    // Again then, also if nothing else wakes us.
    rest(nowhere, countAt - nowMs);
  };
  const look = async (): Promise<void> => {
    do {
      again = false;
      for (const channel of await deps.store.channelsWaiting()) {
        if (!workers.has(channel) && !rests.has(channel)) workers.set(channel, work(channel));
      }
      await count();
    } while (again && !deps.signal.aborted);
  };
  function wake(): void {
    if (deps.signal.aborted) return;
    wakes += 1;
    again = true;
    looking ??= look()
      .catch((error: unknown) => {
        onFault(error, {}, 'the outbox could not be read; it is tried again');
        rest(nowhere, faultPauseMs);
      })
      .finally(() => {
        looking = undefined;
      });
  }
  return {
    wake,
    async idle() {
      rests.clear();
      await looking;
      await Promise.all(workers.values());
    },
  };
}

/** Works off a channel. Gives the milliseconds in which nothing can be done there; absent where it is empty. */
async function drainInTurn(channel: string, { take, ...deps }: DeliveriesDeps): Promise<number | undefined> {
  const turn = await take?.(channel);
  if (take !== undefined && turn === undefined) return takenPauseMs;
  try {
    const held = turn === undefined ? {} : { lease: turn.lease, signal: turn.signal };
    const notBefore = await drainChannel(channel, { ...deps, ...held });
    return notBefore === undefined ? undefined : Date.parse(notBefore) - deps.clock.now().getTime();
  } finally {
    await turn?.end();
  }
}
