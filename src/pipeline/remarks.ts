import { incidentKey } from '../domain/incident.ts';
import type { Incident } from '../domain/incident.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import type { Remark } from '../ports/vendor.ts';

/** What the vendor's people said, as lines in the threads of incidents that we know: each once, by its id. Pure. */
export function addRemarks(
  remarks: readonly Remark[],
  known: ReadonlyMap<string, Incident>,
  { instance, now }: { readonly instance: string; readonly now: string },
): { readonly incidents: readonly Incident[]; readonly enqueue: readonly NewOutboxEntry[] } {
  const changed = new Map<string, Incident>();
  const enqueue: NewOutboxEntry[] = [];
  for (const { externalId, id, at, author, text } of remarks) {
    const key = incidentKey(instance, externalId);
    const before = changed.get(key) ?? known.get(key);
    if (before === undefined || before.remarks?.includes(id)) continue;
    changed.set(key, { ...before, remarks: [...(before.remarks ?? []), id] });
    const line = { at, text: `${author}: ${text}` };
    enqueue.push({ kind: 'thread', key, channel: before.routing.channel, createdAt: now, line });
  }
  return { incidents: [...changed.values()], enqueue };
}
