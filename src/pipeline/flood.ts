import type { Incident } from '../domain/incident.ts';
import type { FloodMark, NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import { compareFlood, joinSummary, summaryId } from '../domain/summary.ts';
import type { Summary } from '../domain/summary.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';

/** An outbox entry that shows an incident. */
export type IncidentEntry = Extract<OutboxEntry, { readonly kind: 'incident' }>;
type Marked = IncidentEntry & { readonly flood: FloodMark };

/**
 * The effects of a poll's page, those that would post an incident for the first time marked as one of many. One that
 * continues an earlier message is not: its old thread leads to the new one. Pure.
 */
export function markFlood(
  enqueue: readonly NewOutboxEntry[],
  incidents: ReadonlyMap<string, Incident>,
  { poll, burst, notBefore }: Pick<FloodMark, 'poll' | 'burst'> & { readonly notBefore?: string },
): readonly NewOutboxEntry[] {
  return enqueue.map((effect) => {
    const incident = effect.kind === 'incident' ? incidents.get(effect.key) : undefined;
    if (effect.kind !== 'incident' || incident === undefined) return effect;
    if (incident.message !== undefined || incident.previous !== undefined) return effect;
    const { instance, severity, type, occurredAt } = incident;
    const mark: FloodMark = { poll, burst, instance, severity, type, occurredAt };
    return { ...effect, flood: mark, ...(notBefore !== undefined && { notBefore }) };
  });
}

/** Of what waits of a poll, the `left` worst go singly, in any order; all others go together. Pure. */
export function splitFlood<T extends { readonly flood: FloodMark; readonly sequence: number }>(
  waiting: readonly T[],
  left: number,
): { readonly singly: readonly T[]; readonly together: readonly T[] } {
  const room = Math.max(0, left);
  if (waiting.length <= room) return { singly: waiting, together: [] };
  const worst = waiting.toSorted((a, b) => compareFlood(a.flood, b.flood) || a.sequence - b.sequence);
  return { singly: worst.slice(0, room), together: worst.slice(room) };
}

type FloodDeps = Pick<DeliverDeps, 'store' | 'clock' | 'present' | 'lease'>;

/**
 * Before an incident is posted for the first time: whether it is, or joins its poll's summary. Decided over all that
 * waits of the poll in the channel at that instant, in the commit that counts it, so that neither pages that come later
 * nor a crash make more than `burst` messages of a poll. Gives the entry to post; undefined where it joined.
 */
export async function keepReadable(
  entry: IncidentEntry,
  incident: Incident,
  deps: FloodDeps,
): Promise<IncidentEntry | undefined> {
  const { channel, flood } = entry;
  if (flood === undefined || incident.message !== undefined) return entry;
  const id = summaryId(channel, flood.poll);
  const fresh = newSummary(id, entry, { instance: flood.instance, ...sourceOf(incident, deps) });
  return commit(deps, { summaries: [id], flood: { channel, poll: flood.poll } }, (known) => {
    const waiting = known.flood.filter(isMarked);
    const head = waiting.find(({ sequence }) => sequence === entry.sequence);
    // Another one has it meanwhile, or it is none of many any more: the attempt finds out which.
    if (head === undefined) return { result: entry };
    const summary = known.summaries.get(id) ?? fresh;
    const { singly, together } = splitFlood(waiting, flood.burst - summary.single);
    const alone = singly.includes(head) ? unmarked(head) : undefined;
    const joined = joinSummary(summary, together);
    return {
      entries: alone === undefined ? [] : [alone],
      delivered: together.map(({ sequence }) => sequence),
      summaries: [alone === undefined ? joined : { ...joined, single: joined.single + 1 }],
      enqueue: together.length === 0 ? [] : [{ kind: 'summary', id, channel, createdAt: entry.createdAt }],
      result: alone,
    };
  });
}

function newSummary(
  id: string,
  { channel }: IncidentEntry,
  from: Pick<Summary, 'instance' | 'source' | 'createdAt'>,
): Summary {
  return { id, channel, ...from, single: 0, keys: [], severities: {}, types: {}, revision: 0 };
}

function sourceOf(incident: Incident, { present, clock }: FloodDeps): Pick<Summary, 'source' | 'createdAt'> {
  return { source: present(incident).source, createdAt: clock.now().toISOString() };
}

function isMarked(entry: OutboxEntry): entry is Marked {
  return entry.kind === 'incident' && entry.flood !== undefined;
}

function unmarked({ flood: _flood, ...entry }: Marked): IncidentEntry {
  return entry;
}
