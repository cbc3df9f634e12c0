import { randomUUID } from 'node:crypto';
import type { Attempt, NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/** Writes down that a post is about to go out. From here on it is never repeated before Slack's history was asked. */
export async function beginAttempt(
  entry: OutboxEntry,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  file?: string,
): Promise<Attempt> {
  const startedAt = clock.now().toISOString();
  const attempt: Attempt = { id: randomUUID(), startedAt, looks: 0, ...(file !== undefined && { file }) };
  await store.transact({ keys: [] }, () => ({ entries: [{ ...entry, state: 'sending', attempt }], result: undefined }));
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
