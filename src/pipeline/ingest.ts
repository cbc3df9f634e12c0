import type { Card } from '../domain/card.ts';
import { incidentKey } from '../domain/incident.ts';
import type { FieldChange, Incident, IncidentChange, RoutedDraft } from '../domain/incident.ts';
import { playbookLane } from '../domain/outbox.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import { compareSeverity } from '../domain/severity.ts';
import { describeChanges } from './describe-changes.ts';
import { fingerprint } from './fingerprint.ts';
import { fillTemplate } from './playbook.ts';

export interface IngestSource {
  readonly instance: string;
  readonly vendor: string;
  /** `ThreatMon`, for thread lines. */
  readonly title: string;
  /** When the page was asked for: what people changed since then is newer than it. */
  readonly readAt: string;
  readonly now: string;
  /** What the incident's message shows: a change of that alone edits it as well. */
  readonly present?: (incident: Incident) => Card;
}

export interface Ingested {
  readonly incidents: readonly Incident[];
  readonly enqueue: readonly NewOutboxEntry[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Drafts against what is known: what to keep, what to show, what to run. Pure; a repeated draft changes nothing. */
export function ingest(
  drafts: readonly RoutedDraft[],
  known: ReadonlyMap<string, Incident>,
  source: IngestSource,
): Ingested {
  const latest = new Map(known);
  const changed = new Map<string, Incident>();
  const enqueue: NewOutboxEntry[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const draft of drafts) {
    const step = ingestOne(draft, latest.get(incidentKey(source.instance, draft.externalId)), source);
    counts[step.outcome] += 1;
    enqueue.push(...step.enqueue);
    if (step.incident === undefined) continue;
    latest.set(step.incident.key, step.incident);
    changed.set(step.incident.key, step.incident);
  }
  return { incidents: [...changed.values()], enqueue, ...counts };
}

interface Step {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly incident?: Incident;
  readonly enqueue: readonly NewOutboxEntry[];
}

function ingestOne(draft: RoutedDraft, before: Incident | undefined, source: IngestSource): Step {
  if (before === undefined) return created(draft, source);
  const print = fingerprint(draft.raw);
  if (before.fingerprint === print && before.absentSince === undefined) return { outcome: 'unchanged', enqueue: [] };
  return updated(draft, { before, print }, source);
}

function created(draft: RoutedDraft, source: IngestSource): Step {
  const incident: Incident = {
    ...draft,
    key: incidentKey(source.instance, draft.externalId),
    instance: source.instance,
    vendor: source.vendor,
    revision: 1,
    fingerprint: fingerprint(draft.raw),
    firstSeenAt: source.now,
    changedAt: source.now,
    ...(draft.closed && { closedAt: source.now }),
  };
  return {
    outcome: 'created',
    incident,
    enqueue: [...show(incident, source.now), ...playbook(incident, ['new'], source)],
  };
}

function updated(draft: RoutedDraft, known: { before: Incident; print: string }, source: IngestSource): Step {
  const { before, print } = known;
  const { absentSince: _absentSince, closedAt: _closedAt, ...kept } = before;
  const settled = settledBy(before, draft, source.readAt);
  // What was overruled is read again: the vendor may have changed it after us, and its page would look known.
  const isOverruled = draft.statusIsOurs !== true && settled.status !== draft.status;
  const merged: Incident = {
    ...kept,
    ...draft,
    ...settled,
    // An incident cannot have happened after it was first seen: such a date is the time of reading.
    occurredAt: draft.occurredAt > before.firstSeenAt ? before.occurredAt : draft.occurredAt,
    fingerprint: isOverruled ? '' : print,
    routing: {
      ...draft.routing,
      channel: before.message === undefined ? draft.routing.channel : before.routing.channel,
    },
  };
  const changes = describeChanges(before, merged);
  if (changes.length === 0) return quietly(withClosing(merged, before, source.now), before, source);
  const incident = withClosing({ ...merged, revision: before.revision + 1, changedAt: source.now }, before, source.now);
  return { outcome: 'updated', ...announce(incident, before, { changes, source }) };
}

/** Nothing that a line could tell changed; a table or the indicators may have, which the message shows. */
function quietly(incident: Incident, before: Incident, source: IngestSource): Step {
  const shows = (one: Incident): string => JSON.stringify([one.indicators, source.present?.(one)]);
  if (incident.routing.onUpdate === 'ignore' || shows(incident) === shows(before)) {
    return { outcome: 'unchanged', incident, enqueue: [] };
  }
  const edited = { ...incident, revision: before.revision + 1, changedAt: source.now };
  return { outcome: 'updated', incident: edited, enqueue: show(edited, source.now) };
}

/** No page is read for longer: what was set later than that before it was set by a clock that was wrong. */
const longestReadMs = 600_000;

/**
 * What a person set through us after the page was asked for stands against that page; where the vendor keeps no status,
 * against every page, but one that posts a closed incident anew.
 */
function settledBy(before: Incident, draft: RoutedDraft, readAt: string): Pick<Incident, 'status' | 'closed'> {
  const aheadMs = Date.parse(before.patchedAt ?? '') - Date.parse(readAt);
  const isNewer = aheadMs >= 0 && aheadMs < longestReadMs;
  const isAnew = before.closed && draft.routing.onUpdate === 'recreate-closed';
  const { status, closed } = isNewer || (draft.statusIsOurs === true && !isAnew) ? before : draft;
  return { status, closed };
}

function withClosing(incident: Incident, before: Incident, now: string): Incident {
  if (!incident.closed) return incident;
  return { ...incident, closedAt: before.closedAt ?? now };
}

function announce(
  incident: Incident,
  before: Incident,
  { changes, source }: { changes: readonly FieldChange[]; source: IngestSource },
): { incident: Incident; enqueue: readonly NewOutboxEntry[] } {
  const happened: readonly IncidentChange[] = incident.closed && !before.closed ? ['updated', 'closed'] : ['updated'];
  const commands = playbook(incident, happened, source);
  if (incident.routing.onUpdate === 'ignore') return { incident, enqueue: commands };
  if (incident.routing.onUpdate === 'recreate-closed' && before.closed && before.message !== undefined) {
    const { message: _message, ...anew } = incident;
    const retire: NewOutboxEntry = {
      kind: 'retire',
      key: anew.key,
      message: before.message,
      channel: anew.routing.channel,
      createdAt: source.now,
    };
    return {
      incident: { ...anew, previous: before.message },
      enqueue: [...show(anew, source.now), retire, ...commands],
    };
  }
  const worse = compareSeverity(incident.severity, before.severity) > 0;
  const reopened = before.closed && !incident.closed;
  const line: NewOutboxEntry = {
    kind: 'thread',
    key: incident.key,
    channel: incident.routing.channel,
    createdAt: source.now,
    line: {
      at: source.now,
      text: reopened ? `${source.title} reopened this` : `${source.title} changed this`,
      changes,
      ...((worse || reopened) && { broadcast: true }),
    },
  };
  const shown = show(incident, source.now);
  if (before.message === undefined) return { incident, enqueue: [...shown, ...commands] };
  const added = files(incident, before.attachments ?? [], source.now);
  return { incident, enqueue: [...shown, ...added, line, ...commands] };
}

/** The incident's message, unless a rule dropped it before it was ever posted. */
export function show(incident: Incident, now: string): readonly NewOutboxEntry[] {
  if (incident.routing.dropped && incident.message === undefined) return [];
  return [{ kind: 'incident', key: incident.key, channel: incident.routing.channel, createdAt: now }];
}

/** Files of the vendor's that the thread does not have yet. An incident without a message has no thread to put them in. */
function files(incident: Incident, known: readonly string[], now: string): readonly NewOutboxEntry[] {
  const { key, routing, attachments = [] } = incident;
  return attachments
    .filter((attachment) => !known.includes(attachment))
    .map((attachment) => ({ kind: 'file', key, channel: routing.channel, createdAt: now, attachment }));
}

/** What a first message of an incident is followed by: every file of the vendor's, into its thread. */
export function firstFiles(incident: Incident | undefined, now: string): readonly NewOutboxEntry[] {
  if (incident === undefined || incident.message !== undefined || incident.previous !== undefined) return [];
  return files(incident, [], now);
}

function playbook(
  incident: Incident,
  changes: readonly IncidentChange[],
  { now }: IngestSource,
): readonly NewOutboxEntry[] {
  return changes
    .flatMap((change) => incident.routing.on[change] ?? [])
    .map((line) => ({
      kind: 'command',
      key: incident.key,
      channel: playbookLane(incident.instance),
      createdAt: now,
      commandLine: fillTemplate(line, incident),
    }));
}
