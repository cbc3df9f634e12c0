import { DeliveryError } from '../domain/errors.ts';
import type { Attempt, OutboxEntry } from '../domain/outbox.ts';
import { again, withoutAttempt } from './attempt.ts';
import type { DeliverDeps } from './deliver.ts';

/** Slack's clock and ours may differ by so much. */
const clockMarginMs = 120_000;
/** A message may appear a moment after the call that failed: looked for twice, this far apart, unless it is long ago. */
const betweenLooksMs = 4000;
const longAgoMs = 30_000;

type Sending = OutboxEntry & { readonly attempt: Attempt };

/** Whether an entry's last try has an outcome that nobody knows. */
export function isUnsettled(entry: OutboxEntry): entry is Sending {
  return entry.state === 'sending' && entry.attempt !== undefined;
}

/** Finds out what became of a post without an answer: Slack's history decides, nothing is guessed. */
export async function reconcile(entry: Sending, deps: DeliverDeps): Promise<void> {
  const { store, clock, log } = deps;
  const place = { channel: entry.channel, kind: entry.kind, attempt: entry.attempt.id };
  try {
    const found = await look(entry, deps);
    log.info({ ...place, found }, 'a post without an answer was looked up');
    if (found) return;
    const ageMs = clock.now().getTime() - Date.parse(entry.attempt.startedAt);
    const last = entry.attempt.looks > 0 || ageMs > longAgoMs;
    const next = last ? withoutAttempt(entry) : lookAgain(entry, clock.now());
    await store.transact({ keys: [] }, () => ({ entries: [next], result: undefined }));
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind === 'wait' || error.kind === 'unknown') throw error;
    // A duplicate that a person can see is better than a loss that nobody does.
    log.warn(
      { ...place, reason: error.reason },
      'the history of a channel cannot be read; a post is repeated and may stand twice',
    );
    await store.transact({ keys: [] }, () => ({ entries: [withoutAttempt(entry)], result: undefined }));
  }
}

function lookAgain(entry: Sending, now: Date): OutboxEntry {
  const notBefore = new Date(now.getTime() + betweenLooksMs).toISOString();
  return { ...entry, attempt: { ...entry.attempt, looks: entry.attempt.looks + 1 }, notBefore };
}

/** Looks for the post and settles the entry where it is found. */
async function look(entry: Sending, deps: DeliverDeps): Promise<boolean> {
  const since = new Date(Date.parse(entry.attempt.startedAt) - clockMarginMs).toISOString();
  if (entry.kind === 'incident') return lookForIncident({ ...entry, key: entry.key }, since, deps);
  const found = await lookForPost(entry, since, deps);
  if (found) await deps.store.transact({ keys: [] }, () => ({ delivered: [entry.sequence], result: undefined }));
  return found;
}

async function lookForIncident(
  entry: Sending & { readonly key: string },
  since: string,
  deps: DeliverDeps,
): Promise<boolean> {
  const { channel, key, sequence } = entry;
  const found = await deps.notifier.findIncident(channel, key, since);
  if (found === undefined) return false;
  await deps.store.transact({ keys: [key] }, ({ incidents }) => {
    const incident = incidents.get(key);
    const changed = incident !== undefined && incident.revision !== found.revision;
    return {
      ...(incident !== undefined && { incidents: [{ ...incident, message: found.message }] }),
      delivered: [sequence],
      ...(changed && { enqueue: [again(entry)] }),
      result: undefined,
    };
  });
  return true;
}

async function lookForPost(entry: Sending, since: string, { store, notifier }: DeliverDeps): Promise<boolean> {
  const tag = { attempt: entry.attempt.id };
  if (entry.kind === 'notice') return notifier.findPost({ channel: entry.channel }, tag, since);
  if (entry.kind !== 'thread' && entry.kind !== 'file') return false;
  const message = (await store.incident(entry.key))?.message;
  if (message === undefined) return false;
  return notifier.findPost({ message }, entry.kind === 'file' ? { file: entry.attempt.file ?? '' } : tag, since);
}
