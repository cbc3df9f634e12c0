import type { Incident, MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { IncidentView } from '../ports/notifier.ts';
import type { Changes, Known } from '../ports/store.ts';
import { again, isUnderAttempt, postOf } from './attempt.ts';
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
  if (incident === undefined) return commit(deps, {}, () => ({ delivered: [entry.sequence], result: undefined }));
  const card = await withSeenBefore(deps.present(incident), incident, deps.store);
  const { message } = incident;
  if (message === undefined) return postMessage(entry, { incident, card }, deps);
  return updateMessage(entry, { incident, card, message }, deps);
}

/** A message that cannot be edited any more is an error here: the table of failures says what becomes of it. */
async function updateMessage(
  entry: IncidentEntry,
  { incident, card, message }: IncidentView & { readonly message: MessageRef },
  deps: DeliverDeps,
): Promise<void> {
  await deps.notifier.turn('update', message.channelId, deps.signal);
  await deps.notifier.updateIncident(message, incident, card);
  const now = deps.clock.now().toISOString();
  await commit(deps, { keys: [entry.key] }, (known) => ({
    ...shown({ entry, incident, message, now }, known),
    delivered: [entry.sequence],
    result: undefined,
  }));
}

async function postMessage(entry: IncidentEntry, view: IncidentView, deps: DeliverDeps): Promise<void> {
  const { attempt, begin } = postOf(entry, entry, deps);
  const message = await deps.notifier.postIncident(entry.channel, view, begin);
  const now = deps.clock.now().toISOString();
  // Not under the lease: who lost it is the only one to know of this message, and to tell that it is a second one.
  await deps.store.transact({ keys: [entry.key], entries: [entry.sequence] }, (known) => ({
    ...shown({ entry, incident: view.incident, message, now }, known),
    ...(isUnderAttempt(known.entries.get(entry.sequence), attempt) && { delivered: [entry.sequence] }),
    result: undefined,
  }));
}

interface Shown {
  readonly entry: IncidentEntry;
  /** As it was shown. */
  readonly incident: Incident;
  /** Where it was shown. */
  readonly message: MessageRef;
  readonly now: string;
}

/** What a message that was posted or edited leaves behind, whoever settles its entry. */
function shown({ entry, incident, message, now }: Shown, { incidents }: Known): Changes {
  const { key } = entry;
  const current = incidents.get(key);
  // Somebody else posted it while we did: theirs is known already, so ours is the second.
  if (current?.message !== undefined && !same(current.message, incident.message) && !same(current.message, message))
    return { enqueue: [removal(key, message, now)] };
  // What changed while its message was on the way follows, behind this.
  const changed = current !== undefined && current.revision !== incident.revision;
  return {
    ...(current !== undefined && !same(current.message, message) && { incidents: [{ ...current, message }] }),
    enqueue: [...firstFiles(current, now), ...(changed ? [again(entry)] : [])],
  };
}

export function same(a: MessageRef | undefined, b: MessageRef | undefined): boolean {
  return a?.channelId === b?.channelId && a?.messageTs === b?.messageTs;
}
