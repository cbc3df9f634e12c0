import type { JsonObject } from './json.ts';
import type { Delivery } from './model.ts';

/** What is sent to the app, by the names of Socket Mode's envelopes. */
export type EnvelopeKind = 'slash_commands' | 'interactive' | 'events_api';

/** The way to the app: Socket Mode or signed requests. */
export interface Transport {
  /** Sends once and waits for the acknowledgement, as long as the app may take. */
  send(kind: EnvelopeKind, payload: JsonObject, retry?: Retry): Promise<Delivery>;
}

/** Which repetition of an event this is, and why it is repeated. */
export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

/** Runs work later and forgets it when the sandbox closes. */
export interface Timers {
  after(ms: number, work: () => void): void;
  clear(): void;
}

/** Timers that do not keep the process alive. */
export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after: (ms, work) => {
      const timer = setTimeout(() => {
        running.delete(timer);
        work();
      }, ms);
      timer.unref();
      running.add(timer);
    },
    clear: () => {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}

/** What an acknowledgement carried: nothing for an empty one, a bare text as `text`. */
export function ackPayload(payload: unknown): JsonObject | undefined {
  if (typeof payload === 'string') return payload === '' ? undefined : { text: payload };
  const isFilled = typeof payload === 'object' && payload !== null && Object.keys(payload).length > 0;
  return isFilled ? { ...payload } : undefined;
}

/** Sends an event, and again after each wait until it is acknowledged; resolves with the first attempt. */
export async function sendEvent(
  transport: Transport,
  payload: JsonObject,
  { timers, retryMs }: { timers: Timers; retryMs: readonly number[] },
): Promise<Delivery> {
  const attempt = async (number: number, retry?: Retry): Promise<Delivery> => {
    const delivery = await transport.send('events_api', payload, retry);
    const waitMs = retryMs[number];
    if (!delivery.acknowledged && waitMs !== undefined) {
      const next = { attempt: number + 1, reason: delivery.failure ?? 'unknown_error' };
      timers.after(waitMs, () => void attempt(number + 1, next));
    }
    return delivery;
  };
  return await attempt(0);
}
