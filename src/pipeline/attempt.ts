import { randomUUID } from 'node:crypto';
import type { Attempt, NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { Lease, Store } from '../ports/store.ts';

/** The entry is not as this worker read it: another one has it now. Nothing was posted, and nothing must be. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor() {
    super('another worker has this outbox entry');
  }
}

export interface AttemptDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly lease?: Lease;
}

/** From the commit of an attempt to its call; a process that slept longer must not post any more. */
const longestPauseMs = 2000;

/**
 * Writes down that a post is about to go out. From here on it is never repeated before Slack's history was asked.
 * Errors: `OvertakenError` where the entry moved on meanwhile, or where this process stood still for seconds.
 */
export async function beginAttempt(entry: OutboxEntry, deps: AttemptDeps, file?: string): Promise<Attempt> {
  const { store, clock, lease } = deps;
  const startedAt = clock.now().toISOString();
  const attempt: Attempt = { id: randomUUID(), startedAt, looks: 0, ...(file !== undefined && { file }) };
  const begun = await store.transact({ keys: [], entries: [entry.sequence] }, ({ entries }) => {
    const now = entries.get(entry.sequence);
    if (now?.state !== 'waiting' || now.attempts !== entry.attempts) return { result: false };
    return { entries: [{ ...now, state: 'sending', attempt }], ...(lease !== undefined && { lease }), result: true };
  });
  if (!begun || clock.now().getTime() - Date.parse(startedAt) > longestPauseMs) throw new OvertakenError();
  return attempt;
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
