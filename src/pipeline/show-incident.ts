import type { Incident, MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { Changes, Known } from '../ports/store.ts';
import { again, beginAttempt } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { keepReadable } from './flood.ts';
import type { IncidentEntry } from './flood.ts';
import { firstFiles } from './ingest.ts';
import { withSeenBefore } from './seen-before.ts';

/** Posts an incident's message, or brings it to the incident's newest state. */
export async function showIncident(decided: IncidentEntry, deps: DeliverDeps): Promise<void> {
  const incident = await deps.store.incident(decided.key);
  const entry = incident === undefined ? decided : await keepReadable(decided, incident, deps);
  // It joined its poll's summary.
  if (entry === undefined) return;
  const message = incident === undefined ? undefined : await postOrUpdate(incident, entry, deps);
  await commit(deps, { keys: [entry.key], entries: [entry.sequence] }, (known) => ({
    ...(incident === undefined || message === undefined
      ? { delivered: [entry.sequence] }
      : shown({ entry, incident, message, now: deps.clock.now().toISOString() }, known)),
    result: undefined,
  }));
}

/** A message that cannot be edited any more is an error here: the table of failures says what becomes of it. */
async function postOrUpdate(incident: Incident, entry: IncidentEntry, deps: DeliverDeps): Promise<MessageRef> {
  const { notifier, signal } = deps;
  const { message } = incident;
  const card = await withSeenBefore(deps.present(incident), incident, deps.store);
  if (message === undefined) {
    await notifier.turn('post', entry.channel, signal);
    await beginAttempt(entry, deps);
    return notifier.postIncident(entry.channel, incident, card);
  }
  await notifier.turn('update', message.channelId, signal);
  await notifier.updateIncident(message, incident, card);
  return message;
}

interface Shown {
  readonly entry: IncidentEntry;
  /** As it was shown. */
  readonly incident: Incident;
  /** Where it was shown. */
  readonly message: MessageRef;
  readonly now: string;
}

/** What a message that was posted or edited leaves behind. */
function shown({ entry, incident, message, now }: Shown, { incidents }: Known): Changes {
  const { key, sequence } = entry;
  const current = incidents.get(key);
  // Somebody else posted it while we did: theirs is known already, so ours is the second.
  if (current?.message !== undefined && !same(current.message, incident.message) && !same(current.message, message))
    return { delivered: [sequence], enqueue: [removal(key, message, now)] };
  // What changed while its message was on the way follows, behind this.
  const changed = current !== undefined && current.revision !== incident.revision;
  return {
    ...(current !== undefined && !same(current.message, message) && { incidents: [{ ...current, message }] }),
    delivered: [sequence],
    enqueue: [...firstFiles(current, now), ...(changed ? [again(entry)] : [])],
  };
}

export function same(a: MessageRef | undefined, b: MessageRef | undefined): boolean {
  return a?.channelId === b?.channelId && a?.messageTs === b?.messageTs;
}
