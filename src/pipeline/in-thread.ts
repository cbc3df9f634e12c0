import type { Incident } from '../domain/incident.ts';
import type { OutboxEntry } from '../domain/outbox.ts';
import type { PostedIncident } from '../ports/notifier.ts';
import { again, postOf } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { same } from './show-incident.ts';

type Keyed = OutboxEntry & { readonly key: string };

/** A line for an incident's thread. */
export async function addLine(entry: Keyed & { readonly kind: 'thread' }, deps: DeliverDeps): Promise<void> {
  return inThread(entry, deps, async (incident) => {
    const { begin } = postOf(entry, { channel: incident.message.channelId }, deps);
    await deps.notifier.postThread(incident, entry.line, begin);
  });
}

/** A vendor's file for an incident's thread. */
export async function addFile(entry: Keyed & { readonly kind: 'file' }, deps: DeliverDeps): Promise<void> {
  return inThread(entry, deps, async (incident) => {
    const file = await deps.attachment(incident, entry.attachment, deps.signal);
    if (file === undefined) return;
    const { begin } = postOf(entry, { call: 'file', channel: incident.message.channelId, file: file.name }, deps);
    await deps.notifier.postFile(incident, file, begin);
  });
}

/** An earlier message becomes a link to the present one. */
export async function retireMessage(entry: Keyed & { readonly kind: 'retire' }, deps: DeliverDeps): Promise<void> {
  const { notifier, signal } = deps;
  return inThread(entry, deps, async (incident) => {
    await notifier.turn('update', entry.message.channelId, signal);
    await notifier.retireIncident(entry.message, incident);
  });
}

/** A second message of an incident goes, unless it became the live one meanwhile. */
export async function removeMessage(entry: Keyed & { readonly kind: 'remove' }, deps: DeliverDeps): Promise<void> {
  const { notifier, signal, store } = deps;
  const incident = await store.incident(entry.key);
  if (!same(incident?.message, entry.message)) {
    await notifier.turn('remove', entry.message.channelId, signal);
    await notifier.removeMessage(entry.message);
  }
  await confirm(entry, deps);
}

async function inThread(
  entry: Keyed,
  deps: DeliverDeps,
  post: (incident: PostedIncident) => Promise<void>,
): Promise<void> {
  const incident = await deps.store.incident(entry.key);
  const message = incident?.message;
  if (incident !== undefined && message !== undefined) {
    await post({ ...incident, message });
    return confirm(entry, deps);
  }
  if (incident === undefined || entry.kind !== 'thread') return confirm(entry, deps);
  return putBehind(entry, incident, deps);
}

/**
 * Its incident's message is still to be posted, or posted anew: the line follows behind it, once. Where there is no
 * message after that, Slack refused it for good, and the line is set aside with it.
 */
async function putBehind(
  entry: Keyed & { readonly kind: 'thread' },
  { routing: { channel } }: Incident,
  deps: DeliverDeps,
): Promise<void> {
  const createdAt = deps.clock.now().toISOString();
  return commit(deps, {}, () => ({
    ...(entry.behind === true
      ? { entries: [{ ...entry, state: 'buried', lastError: 'no_message' }] }
      : {
          delivered: [entry.sequence],
          enqueue: [
            { kind: 'incident', key: entry.key, channel, createdAt },
            { ...again(entry), kind: 'thread', key: entry.key, line: entry.line, channel, behind: true },
          ],
        }),
    result: undefined,
  }));
}

async function confirm({ sequence }: OutboxEntry, deps: DeliverDeps): Promise<void> {
  return commit(deps, {}, () => ({ delivered: [sequence], result: undefined }));
}
