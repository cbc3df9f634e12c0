import { once as event } from 'node:events';
import { DelegateBackoff, decorrelatedJitterGenerator, handleWhen, retry } from 'cockatiel';
import type { IRetryBackoffContext } from 'cockatiel';
import { VendorError } from '../domain/errors.ts';
import type { Trouble } from '../domain/errors.ts';

/** A wait that a host asks for is kept where it is at most this long; a longer one is the caller's to plan. */
const longestHeldMs = 5000;

const furtherTries = 2;
const backoff = { generator: decorrelatedJitterGenerator, initialDelay: 250, maxDelay: 4000, exponent: 2 };

export interface GivingUp {
  readonly signal: AbortSignal;
  /** The error to give when aborted. */
  readonly cancelled: () => VendorError;
}

/**
 * Tries a read again on passing failures: no answer, 5xx, a short wait asked for. `once` refuses by itself after an
 * abort; the wait between two tries is left at once.
 */
export async function withRetries<T>(once: () => Promise<T>, { signal, cancelled }: GivingUp): Promise<T> {
  const policy = retry(handleWhen(isPassing), { maxAttempts: furtherTries, backoff: new DelegateBackoff(nextDelay) });
  const settled = new AbortController();
  const aborted = event(signal, 'abort', { signal: settled.signal }).then(() => {
    throw cancelled();
  });
  try {
    return await Promise.race([policy.execute(once), aborted]);
  } finally {
    settled.abort();
  }
}

/** How long a host's answer asks everyone to stay away, where that is short enough to wait for. */
export function shortWaitMs(error: unknown): number | undefined {
  if (!(error instanceof VendorError) || error.kind !== 'rate-limited') return undefined;
  const { retryAfterMs } = error.detail;
  return retryAfterMs !== undefined && retryAfterMs <= longestHeldMs ? retryAfterMs : undefined;
}

/** A certificate stays as it is, and whoever waits has waited a whole timeout already. */
const lasting: ReadonlySet<Trouble | undefined> = new Set(['tls', 'timeout', 'cancelled']);

function isPassing(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false;
  if (error.kind === 'rate-limited') return shortWaitMs(error) !== undefined;
  return error.kind === 'unreachable' && !lasting.has(error.detail.trouble);
}

type JitterState = Parameters<typeof decorrelatedJitterGenerator>[0];

function nextDelay({ result }: IRetryBackoffContext<unknown>, state?: JitterState) {
  const asked = 'error' in result ? shortWaitMs(result.error) : undefined;
  const [delay, next] = decorrelatedJitterGenerator(state, backoff);
  return { delay: asked ?? delay, state: next };
}
