import { DeliveryError, assertNever } from '../domain/errors.ts';
import type { DeliveryErrorKind } from '../domain/errors.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import type { NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { Card } from '../domain/card.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Notifier, PostedIncident } from '../ports/notifier.ts';
import type { Changes, Store } from '../ports/store.ts';
import { again, beginAttempt, withoutAttempt } from './attempt.ts';
import { isUnsettled, reconcile } from './reconcile.ts';
import { withSeenBefore } from './seen-before.ts';

export interface DeliverDeps {
  readonly store: Store;
  readonly notifier: Notifier;
  readonly present: (incident: Incident) => Card;
  /** A vendor's file; a `DeliveryError` of kind `wait` where the vendor cannot be asked now. */
  readonly attachment: (incident: Incident, id: string, signal: AbortSignal) => Promise<CommandFile | undefined>;
  readonly runPlaybook: (key: string, commandLine: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  /** Where entries go whose own channel cannot be posted to. */
  readonly fallbackChannel: string;
  /** Channels that the operator was told about; kept by the engine. */
  readonly unreachableChannels: Set<string>;
}

/**
 * Works off one channel's outbox in order. Gives the instant (ISO 8601 UTC) before which nothing can be done, absent
 * where the channel is empty or the signal ended the work. Never throws for a failed delivery: the entry waits or is
 * buried, and says why.
 */
export async function drainChannel(channel: string, deps: DeliverDeps): Promise<string | undefined> {
  for (;;) {
    if (deps.signal.aborted) return undefined;
    const entry = await deps.store.nextEntry(channel);
    if (entry === undefined) return undefined;
    if (entry.notBefore !== undefined && entry.notBefore > deps.clock.now().toISOString()) return entry.notBefore;
    await deliverEntry(entry, deps);
  }
}

async function deliverEntry(entry: OutboxEntry, deps: DeliverDeps): Promise<void> {
  const lagSeconds = (deps.clock.now().getTime() - Date.parse(entry.createdAt)) / 1000;
  try {
    if (isUnsettled(entry)) await reconcile(entry, deps);
    else await carryOut(entry, deps);
    deps.metrics.delivered(entry.kind, 'ok', lagSeconds);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const buried = await setBack(entry, error, deps);
    deps.metrics.delivered(entry.kind, buried ? 'buried' : 'retry', lagSeconds);
  }
}

async function carryOut(entry: OutboxEntry, deps: DeliverDeps): Promise<void> {
  switch (entry.kind) {
    case 'incident':
      return showIncident(entry, deps);
    case 'thread':
      return addLine(entry, deps);
    case 'retire':
      return inThread(entry, deps, async (incident) => deps.notifier.retireIncident(entry.message, incident));
    case 'file':
      return addFile(entry, deps);
    case 'notice':
      return addNotice(entry, deps);
    case 'command':
      return runCommand(entry, deps);
    default:
      return assertNever(entry);
  }
}

async function showIncident(entry: OutboxEntry & { kind: 'incident' }, deps: DeliverDeps): Promise<void> {
  const incident = await deps.store.incident(entry.key);
  if (incident === undefined) return confirm(entry, deps);
  const message = await postOrUpdate(incident, entry, deps);
  await deps.store.transact({ keys: [entry.key] }, ({ incidents }) => {
    const now = incidents.get(entry.key);
    // What changed while its message was on the way follows, behind this.
    const changed = now !== undefined && now.revision !== incident.revision;
    return {
      ...(now !== undefined && !sameMessage(now.message, message) && { incidents: [{ ...now, message }] }),
      delivered: [entry.sequence],
      ...(changed && { enqueue: [again(entry)] }),
      result: undefined,
    };
  });
}

async function postOrUpdate(incident: Incident, entry: OutboxEntry, deps: DeliverDeps): Promise<MessageRef> {
  const card = await withSeenBefore(deps.present(incident), incident, deps.store);
  const post = async (): Promise<MessageRef> => {
    await beginAttempt(entry, deps);
    return deps.notifier.postIncident(entry.channel, incident, card);
  };
  if (incident.message === undefined) return post();
  try {
    await deps.notifier.updateIncident(incident.message, incident, card);
    return incident.message;
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind !== 'gone') throw error;
    deps.log.warn({ key: incident.key, reason: error.reason }, 'the message of an incident is gone; it is posted anew');
    return post();
  }
}

function sameMessage(a: MessageRef | undefined, b: MessageRef): boolean {
  return a?.channelId === b.channelId && a.messageTs === b.messageTs;
}

async function addNotice(entry: OutboxEntry & { kind: 'notice' }, deps: DeliverDeps): Promise<void> {
  const { id } = await beginAttempt(entry, deps);
  await deps.notifier.postNotice(entry.channel, entry.notice, { attempt: id });
  await confirm(entry, deps);
}

async function addLine(entry: OutboxEntry & { kind: 'thread' }, deps: DeliverDeps): Promise<void> {
  return inThread(entry, deps, async (incident) => {
    const { id } = await beginAttempt(entry, deps);
    await deps.notifier.postThread(incident, entry.line, { attempt: id });
  });
}

async function addFile(entry: OutboxEntry & { kind: 'file' }, deps: DeliverDeps): Promise<void> {
  return inThread(entry, deps, async (incident) => {
    const file = await deps.attachment(incident, entry.attachment, deps.signal);
    if (file === undefined) return;
    await beginAttempt(entry, deps, file.name);
    await deps.notifier.postFile(incident, file);
  });
}

async function inThread(
  entry: OutboxEntry & { readonly key: string },
  deps: DeliverDeps,
  post: (incident: PostedIncident) => Promise<void>,
): Promise<void> {
  const incident = await deps.store.incident(entry.key);
  const message = incident?.message;
  // Its incident was moved to the default channel and waits there: so does this, behind it.
  if (incident !== undefined && message === undefined && entry.channel !== deps.fallbackChannel) {
    await deps.store.transact({ keys: [] }, () => ({
      delivered: [entry.sequence],
      enqueue: moved(entry, deps),
      result: undefined,
    }));
    return;
  }
  if (incident !== undefined && message !== undefined) await post({ ...incident, message });
  await confirm(entry, deps);
}

/** At most once: the attempt is written down before the command runs, and one that was cut off is not run again. */
async function runCommand(entry: OutboxEntry & { kind: 'command' }, deps: DeliverDeps): Promise<void> {
  if (entry.attempts > 0) {
    deps.log.error({ key: entry.key }, 'a playbook command was cut off; whether it reached the vendor is not known');
    return confirm(entry, deps);
  }
  await deps.store.transact({ keys: [] }, () => ({ entries: [{ ...entry, attempts: 1 }], result: undefined }));
  await deps.runPlaybook(entry.key, entry.commandLine);
  await confirm(entry, deps);
}

async function confirm({ sequence }: OutboxEntry, { store }: DeliverDeps): Promise<void> {
  await store.transact({ keys: [] }, () => ({ delivered: [sequence], result: undefined }));
}

/** What a failed entry becomes. Gives whether it was buried. */
async function setBack(entry: OutboxEntry, error: DeliveryError, deps: DeliverDeps): Promise<boolean> {
  // A post that began is in the store with its attempt.
  const stored = await deps.store.nextEntry(entry.channel);
  const current = stored?.sequence === entry.sequence ? stored : entry;
  // Where no answer came, or only the look for it failed, it is still not known whether the post is there.
  const isOpen = error.kind === 'unknown' || (isUnsettled(entry) && error.kind === 'wait');
  const changes = failedEntry(isOpen ? current : withoutAttempt(current), error, deps);
  const buried = changes.entries?.[0]?.state === 'buried';
  const place = { channel: entry.channel, kind: entry.kind, reason: error.reason, attempts: entry.attempts + 1 };
  if (buried) deps.log.error(place, 'a delivery was buried; see it with: picket incidents --buried');
  else if (error.kind === 'wait') deps.log.info(place, 'a delivery waits');
  else deps.log.warn(place, 'a delivery failed; it is tried again');
  await deps.store.transact({ keys: [] }, () => ({ ...changes, result: undefined }));
  return buried;
}

function failedEntry(entry: OutboxEntry, error: DeliveryError, deps: DeliverDeps): Changes {
  const attempts = entry.attempts + 1;
  const tried = { ...entry, attempts, lastError: error.reason };
  const later = { ...tried, notBefore: new Date(deps.clock.now().getTime() + waitMs(error, attempts)).toISOString() };
  if (entry.kind === 'command' || !isPermanent(error.kind)) return { entries: [later] };
  if (error.kind !== 'channel') return { entries: [{ ...tried, state: 'buried' }] };
  // The default channel itself: an operator will mend it, and nothing may be lost until then.
  if (entry.channel === deps.fallbackChannel) return { entries: [later] };
  return { delivered: [entry.sequence], enqueue: [...moved(entry, deps), ...movedNotice(entry, error, deps)] };
}

function moved(entry: OutboxEntry, { fallbackChannel }: DeliverDeps): readonly NewOutboxEntry[] {
  return [{ ...again(entry), channel: fallbackChannel }];
}

function isPermanent(kind: DeliveryErrorKind): boolean {
  return kind === 'channel' || kind === 'message' || kind === 'gone';
}

/** Told once a channel and process: the operator needs one line, not one for each incident. */
function movedNotice(
  { channel }: OutboxEntry,
  { reason }: DeliveryError,
  deps: DeliverDeps,
): readonly NewOutboxEntry[] {
  if (deps.unreachableChannels.has(channel)) return [];
  deps.unreachableChannels.add(channel);
  const notice = {
    tone: 'warning',
    title: `${channel} cannot be posted to (${reason})`,
    text: 'Its incidents come here until it can. Invite the bot there, or change the channel in picket.yaml.',
  } as const;
  return [{ kind: 'notice', channel: deps.fallbackChannel, createdAt: deps.clock.now().toISOString(), notice }];
}

/** `Retry-After` where Slack said it; else 2, 4, 8 … seconds, five minutes at most. */
function waitMs({ retryAfterMs }: DeliveryError, attempts: number): number {
  return retryAfterMs ?? Math.min(300_000, 1000 * 2 ** Math.min(attempts, 10));
}
