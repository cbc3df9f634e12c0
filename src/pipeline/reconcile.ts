import { DeliveryError } from '../domain/errors.ts';
import type { MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { Attempt, OutboxEntry } from '../domain/outbox.ts';
import type { IncidentMessage, LookBack } from '../ports/notifier.ts';
import { again, withoutAttempt } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { firstFiles } from './ingest.ts';
import { same } from './show-incident.ts';

/** Slack's clock and ours may differ by so much. */
export const clockMarginMs = 120_000;
/** A message may appear a moment after the call that failed: looked for twice, this far apart, unless it is long ago. */
const betweenLooksMs = 4000;
const longAgoMs = 30_000;
/** A call of another replica has ended by then, and what it did shows: its pause before the call and its timeout. */
const othersEndedMs = 8500;

type Sending = OutboxEntry & { readonly attempt: Attempt };

/** Whether an entry's last try has an outcome that nobody knows. */
export function isUnsettled(entry: OutboxEntry): entry is Sending {
  return entry.state === 'sending' && entry.attempt !== undefined;
}

/** Finds out what became of a post without an answer: Slack's history decides, nothing is guessed. */
export async function reconcile(entry: Sending, deps: DeliverDeps): Promise<void> {
  const place = { channel: entry.channel, kind: entry.kind, attempt: entry.attempt.id };
  try {
    const found = await look(entry, deps);
    deps.log.info({ ...place, found }, 'a post without an answer was looked up');
    if (!found) await settle(entry, lookedInVain(entry, deps), deps);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind === 'wait' || error.kind === 'unknown') throw error;
    // A duplicate that a person can see, and that the next repair removes, is better than a loss that nobody does.
    deps.log.warn(
      { ...place, reason: error.reason },
      'the history of a channel cannot be read; a post is repeated and may stand twice',
    );
    await settle(entry, withoutAttempt(entry), deps);
  }
}

/** What an entry becomes whose post does not stand in Slack. */
function lookedInVain(entry: Sending, { clock, othersMayPost }: DeliverDeps): OutboxEntry {
  const ageMs = clock.now().getTime() - Date.parse(entry.attempt.startedAt);
  const isCertain = othersMayPost === true ? ageMs > othersEndedMs : entry.attempt.looks > 0 || ageMs > longAgoMs;
  if (isCertain) return withoutAttempt(entry);
  const notBefore = new Date(clock.now().getTime() + betweenLooksMs).toISOString();
  return { ...entry, attempt: { ...entry.attempt, looks: entry.attempt.looks + 1 }, notBefore };
}

/** Replaces the entry, unless its attempt was settled by somebody else meanwhile. */
async function settle({ sequence, attempt }: Sending, next: OutboxEntry, deps: DeliverDeps): Promise<void> {
  await commit(deps, { entries: [sequence] }, ({ entries }) => ({
    ...(entries.get(sequence)?.attempt?.id === attempt.id && { entries: [next] }),
    result: undefined,
  }));
}

/** Looks for the post and settles the entry where it is found. */
async function look(entry: Sending, deps: DeliverDeps): Promise<boolean> {
  const since = new Date(Date.parse(entry.attempt.startedAt) - clockMarginMs).toISOString();
  const back: LookBack = { since, signal: deps.signal };
  if (entry.kind === 'incident') return lookForIncident({ ...entry, key: entry.key }, back, deps);
  const found = await lookForPost(entry, back, deps);
  if (found === undefined) return false;
  await commit(deps, { ...(entry.kind === 'summary' && { summaries: [entry.id] }) }, ({ summaries }) => ({
    delivered: [entry.sequence],
    summaries: [...summaries.values()].map((summary) => ({ ...summary, message: found })),
    // It may have grown since it was posted.
    ...(entry.kind === 'summary' && { enqueue: [again(entry)] }),
    result: undefined,
  }));
  return true;
}

async function lookForIncident(
  entry: Sending & { readonly key: string },
  back: LookBack,
  deps: DeliverDeps,
): Promise<boolean> {
  const { channel, key, sequence } = entry;
  const before = (await deps.store.incident(key))?.message;
  const found = await messagesOf(key, before, { channel, back, deps });
  const first = found.at(-1);
  if (first === undefined) return false;
  const createdAt = deps.clock.now().toISOString();
  const others = [...found.slice(0, -1).map(({ message }) => message), ...(before ? [before] : [])];
  await commit(deps, { keys: [key] }, ({ incidents }) => {
    const incident = incidents.get(key);
    const changed = incident !== undefined && incident.revision !== first.revision;
    return {
      ...(incident !== undefined && { incidents: [{ ...incident, message: first.message }] }),
      delivered: [sequence],
      enqueue: [
        ...firstFiles(incident, createdAt),
        ...(changed ? [again(entry)] : []),
        ...others.map((message) => removal(key, message, createdAt)),
      ],
      result: undefined,
    };
  });
  return true;
}

/** The messages of a key but the one that was known before, newest first. */
async function messagesOf(
  key: string,
  before: MessageRef | undefined,
  { channel, back, deps }: { readonly channel: string; readonly back: LookBack; readonly deps: DeliverDeps },
): Promise<readonly IncidentMessage[]> {
  const found: IncidentMessage[] = [];
  for await (const one of deps.notifier.incidentMessages(channel, back)) {
    if (one.key === key && !same(one.message, before)) found.push(one);
  }
  return found;
}

async function lookForPost(
  entry: Sending,
  back: LookBack,
  { store, notifier }: DeliverDeps,
): Promise<MessageRef | undefined> {
  const tag = { attempt: entry.attempt.id };
  if (entry.kind === 'notice' || entry.kind === 'summary')
    return notifier.findPost({ channel: entry.channel }, tag, back);
  if (entry.kind !== 'thread' && entry.kind !== 'file') return undefined;
  const message = (await store.incident(entry.key))?.message;
  if (message === undefined) return undefined;
  return notifier.findPost({ message }, entry.kind === 'file' ? { file: entry.attempt.file ?? '' } : tag, back);
}
