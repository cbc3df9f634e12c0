import type { IncidentPatch } from '../domain/command.ts';
import { incidentKey } from '../domain/incident.ts';
import type { Incident } from '../domain/incident.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import type { Changes, Known } from '../ports/store.ts';
import { show } from './ingest.ts';

/** Who changed incidents of which instance, and when (ISO 8601 UTC); `by` is absent where a rule did. */
export interface PatchedBy {
  readonly instance: string;
  readonly at: string;
  readonly by?: string;
}

/** What a person did to incidents that we know: their new state, their message, a line in their thread. Pure. */
export function patchIncidents(
  patches: readonly IncidentPatch[],
  { incidents }: Pick<Known, 'incidents'>,
  { instance, at, by }: PatchedBy,
): Pick<Changes, 'incidents' | 'enqueue'> {
  const changed: Incident[] = [];
  const enqueue: NewOutboxEntry[] = [];
  for (const patch of patches) {
    const before = incidents.get(incidentKey(instance, patch.externalId));
    if (before === undefined) continue;
    const incident = patched(before, patch, at);
    changed.push(incident);
    const { key, routing } = incident;
    const line = { at, text: patch.did, ...(by !== undefined && { by }) };
    const shown = show(incident, at);
    // A message whose answer was lost stands in Slack although we know of none: the line follows behind it.
    if (shown.length === 0) continue;
    enqueue.push(...shown);
    enqueue.push({ kind: 'thread', key, channel: routing.channel, createdAt: at, line });
  }
  return { incidents: changed, enqueue };
}

function patched(before: Incident, { status, closed, watch }: IncidentPatch, at: string): Incident {
  const { closedAt, ...open } = before;
  const isClosed = closed ?? before.closed;
  return {
    ...open,
    // The vendor's page as it was is no longer known: it may be set back to that by somebody else.
    ...(status !== undefined && { status, fingerprint: '' }),
    ...(watch !== undefined && { watched: watch }),
    closed: isClosed,
    ...(isClosed && { closedAt: closedAt ?? at }),
    patchedAt: at,
    changedAt: at,
    revision: before.revision + 1,
  };
}
