import { assertNever } from '../domain/errors.ts';
import type { DeliveryError } from '../domain/errors.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { NewOutboxEntry, Notice, OutboxEntry } from '../domain/outbox.ts';
import type { Changes, Known } from '../ports/store.ts';
import { again, withoutAttempt } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { fates } from './failures.ts';
import type { Fate, SlackEffect } from './failures.ts';
import { isUnsettled } from './reconcile.ts';

type SlackEntry = OutboxEntry & { readonly kind: SlackEffect };

interface Failure {
  readonly entry: SlackEntry;
  readonly error: DeliveryError;
  readonly fate: Fate;
  readonly now: Date;
  readonly fallbackChannel: string;
}

/** How long the operator is not told the same again. */
const toldForMs = 86_400_000;

/** How long a deletion is tried in a channel that is lost. */
const tidyForMs = 7 * 86_400_000;

/** What a failed entry becomes, by the one table of failures. Gives whether it was buried. */
export async function setBack(entry: OutboxEntry, error: DeliveryError, deps: DeliverDeps): Promise<boolean> {
  const place = { channel: entry.channel, kind: entry.kind, reason: error.reason, attempts: entry.attempts + 1 };
  if (!isSlackEntry(entry)) {
    deps.log.error(place, 'a playbook command met a failure of Slack');
    return false;
  }
  const failure = failureOf(entry, error, deps);
  const news = newsOf(failure, deps.slackCommand);
  const scope = {
    ...('key' in entry && { keys: [entry.key] }),
    ...(entry.kind === 'summary' && { summaries: [entry.id] }),
    entries: [entry.sequence],
    ...(news !== undefined && { claims: [news.id] }),
  };
  const isNews = await commit(deps, scope, (known) => {
    const fresh = news !== undefined && !known.claims.has(news.id);
    const changes = changesOf(failure, known);
    return { ...changes, ...(fresh && told(news, changes, failure)), result: fresh };
  });
  report(failure, { place, isNews }, deps);
  return failure.fate === 'bury';
}

function isSlackEntry(entry: OutboxEntry): entry is SlackEntry {
  return entry.kind !== 'command';
}

function failureOf(entry: SlackEntry, error: DeliveryError, { clock, fallbackChannel }: DeliverDeps): Failure {
  const byTable = fates[error.kind][entry.kind];
  // The default channel itself: an operator will mend it, and nothing may be lost until then.
  const inPlace = byTable === 'move' && entry.channel === fallbackChannel ? 'again' : byTable;
  const now = clock.now();
  const isOld = entry.kind === 'remove' && now.getTime() - Date.parse(entry.createdAt) > tidyForMs;
  return { entry, error, fate: isOld ? 'drop' : inPlace, now, fallbackChannel };
}

function changesOf(failure: Failure, known: Known): Changes {
  const { entry, error, fate } = failure;
  // A post that began is in the store with its attempt; one that is gone was settled by another worker.
  const stored = known.entries.get(entry.sequence);
  if (stored === undefined) return {};
  // Where no answer came, or only the look for it failed, it is still not known whether the post is there.
  const isOpen = error.kind === 'unknown' || (isUnsettled(entry) && error.kind === 'wait');
  const current = isOpen ? stored : withoutAttempt(stored);
  const tried = { ...current, attempts: stored.attempts + 1, lastError: error.reason };
  switch (fate) {
    case 'again':
      return { entries: [{ ...tried, notBefore: laterThan(failure, tried.attempts) }] };
    case 'bury':
      return { entries: [{ ...tried, state: 'buried' }] };
    case 'drop':
      return { delivered: [entry.sequence] };
    case 'move':
      return anew(failure, known, failure.fallbackChannel);
    case 'repost':
    case 'replace':
      return anew(failure, known, entry.channel);
    default:
      return assertNever(fate);
  }
}

/** The message is posted anew in `channel`, and the entry follows behind it. */
function anew(failure: Failure, known: Known, channel: string): Changes {
  const { entry, now } = failure;
  const effect: NewOutboxEntry = { ...again(entry), channel };
  const done = { delivered: [entry.sequence] };
  const summary = entry.kind === 'summary' ? known.summaries.get(entry.id) : undefined;
  if (summary !== undefined) {
    const { message, ...bare } = summary;
    return { ...done, summaries: [bare], enqueue: [effect, ...leftBehind(failure, summary.id, message)] };
  }
  const incident = 'key' in entry ? known.incidents.get(entry.key) : undefined;
  if (incident === undefined) return { ...done, enqueue: [effect] };
  const { key, message } = incident;
  const shown: NewOutboxEntry = { kind: 'incident', key, channel, createdAt: now.toISOString() };
  return {
    ...done,
    incidents: [withoutMessage(incident, channel)],
    enqueue: [...(effect.kind === 'incident' ? [] : [shown]), effect, ...leftBehind(failure, key, message)],
  };
}

/** The old message still stands, in its lost channel, which may come back, or closed to edits: it is deleted. */
function leftBehind({ fate, now }: Failure, key: string, message: MessageRef | undefined): readonly NewOutboxEntry[] {
  return message === undefined || fate === 'repost' ? [] : [removal(key, message, now.toISOString())];
}

/** Its routing follows, so that what is decided from now on goes where its message is. */
function withoutMessage({ message: _message, ...incident }: Incident, channel: string): Incident {
  return { ...incident, routing: { ...incident.routing, channel } };
}

/** What the operator hears, once a day. */
interface News {
  readonly id: string;
  readonly notice?: Notice;
}

function newsOf({ entry, error, fate }: Failure, slackCommand: string): News | undefined {
  const { channel } = entry;
  if (fate === 'move') {
    return {
      id: `told channel ${channel}`,
      notice: {
        tone: 'warning',
        title: `${channel} cannot be posted to (${error.reason})`,
        text: 'Its incidents come here until it can. Invite the bot there, or change the channel in picket.yaml.',
      },
    };
  }
  if (fate === 'bury') {
    return {
      id: `told buried ${error.reason}`,
      notice: {
        tone: 'error',
        title: `Slack refused a message for good (${error.reason})`,
        text: `It was set aside. See what and why, and try it again, with ${slackCommand} outbox.`,
      },
    };
  }
  // Nothing can be posted at all: the log, /readyz and \`picket check\` are what is left to say so.
  if (error.kind === 'installation') return { id: `told installation ${error.reason}` };
  return undefined;
}

function told({ id, notice }: News, { enqueue = [] }: Changes, { now, fallbackChannel }: Failure): Changes {
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + toldForMs).toISOString();
  return {
    claims: [{ id, state: 'done', by: 'picket', at, endedAt: at, expiresAt }],
    enqueue: [
      ...enqueue,
      ...(notice === undefined ? [] : [{ kind: 'notice' as const, channel: fallbackChannel, createdAt: at, notice }]),
    ],
  };
}

function report(
  { error, fate }: Failure,
  { place, isNews }: { readonly place: object; readonly isNews: boolean },
  { log }: DeliverDeps,
): void {
  if (fate === 'bury') log.error(place, 'a delivery was buried; see it with: picket incidents --buried');
  else if (error.kind === 'installation' && isNews)
    log.error(place, 'slack refuses the bot; everything waits until its token and scopes are mended');
  else if (error.kind === 'wait') log.info(place, 'a delivery waits');
  else log.warn(place, 'a delivery failed; it is tried again');
}

/** `Retry-After` where Slack said it; else 2, 4, 8 … seconds, five minutes at most. */
function laterThan({ error, now }: Failure, attempts: number): string {
  const waitMs = error.retryAfterMs ?? Math.min(300_000, 1000 * 2 ** Math.min(attempts, 10));
  return new Date(now.getTime() + waitMs).toISOString();
}
