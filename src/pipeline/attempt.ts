import { randomUUID } from 'node:crypto';
import { DeliveryError } from '../domain/errors.ts';
import type { Attempt, NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { BeginPost } from '../ports/notifier.ts';
import type { DeliverDeps } from './delivery-deps.ts';

/** The entry is not as this worker read it: another one has it now. Nothing was posted, and nothing must be. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor() {
    super('another worker has this outbox entry');
  }
}

/** From the commit of an attempt to its call: others rely on it (see `reconcile.ts`). */
const longestPauseMs = 2000;

/** Where a post goes, and by which name a file is found again. */
interface Destination {
  readonly call?: 'post' | 'file';
  readonly channel: string;
  readonly file?: string;
}

/** A post that is being prepared; `attempt` is the id that it will have once it began. */
export interface Post {
  readonly attempt: string;
  readonly begin: BeginPost;
}

/**
 * What posts an entry once: its turn at Slack is waited for, then the attempt is written down under the lease. From there
 * on it is never repeated before Slack's history was asked. Errors of beginning: the store's, the signal's reason, and
 * `OvertakenError` where the entry moved on meanwhile, or where this process stood still for seconds.
 */
export function postOf(
  entry: OutboxEntry,
  { call = 'post', channel, file }: Destination,
  deps: Pick<DeliverDeps, 'notifier' | 'store' | 'clock' | 'signal' | 'lease'>,
): Post {
  const { notifier, store, clock, signal, lease } = deps;
  const id = randomUUID();
  const isLate = (since: string): boolean => clock.now().getTime() - Date.parse(since) > longestPauseMs;
  const begin: BeginPost = async () => {
    await notifier.turn(call, channel, signal);
    const startedAt = clock.now().toISOString();
    const attempt: Attempt = { id, startedAt, looks: 0, ...(file !== undefined && { file }) };
    const begun = await store.transact({ keys: [], entries: [entry.sequence] }, ({ entries }) => {
      const now = entries.get(entry.sequence);
      if (now?.state !== 'waiting' || now.attempts !== entry.attempts) return { result: false };
      return { entries: [{ ...now, state: 'sending', attempt }], ...(lease !== undefined && { lease }), result: true };
    });
    if (!begun || isLate(startedAt)) throw new OvertakenError();
    return {
      attempt: id,
      check() {
        // Whoever has the channel now may have looked for it already.
        if (signal.aborted || isLate(startedAt)) throw new DeliveryError('wait', 'too_late');
      },
    };
  };
  return { attempt: id, begin };
}

/** Whether the entry is still where this attempt brought it: whoever made the attempt settles it, with a lease or not. */
export function isUnderAttempt(entry: OutboxEntry | undefined, attempt: string): boolean {
  return entry?.attempt?.id === attempt;
}

/** The entry as it was before its attempt. */
export function withoutAttempt({ attempt: _attempt, ...entry }: OutboxEntry): OutboxEntry {
  return { ...entry, state: 'waiting' };
}

/** The entry's effect, to be enqueued once more. */
export function again(entry: OutboxEntry): NewOutboxEntry {
  const {
    sequence: _sequence,
    state: _state,
    attempt: _attempt,
    attempts: _attempts,
    notBefore: _notBefore,
    lastError: _lastError,
    ...effect
  } = entry;
  return effect;
}
