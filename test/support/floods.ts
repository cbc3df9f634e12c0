import type { Incident } from '../../src/domain/incident.ts';
import type { FloodMark } from '../../src/domain/outbox.ts';
import { severities } from '../../src/domain/severity.ts';
import { summaryId } from '../../src/domain/summary.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { DeliverDeps } from '../../src/pipeline/deliver.ts';
import { markFlood } from '../../src/pipeline/flood.ts';
import { show } from '../../src/pipeline/ingest.ts';
import type { Store } from '../../src/ports/store.ts';
import { at } from './delivery.ts';
import { incident } from './drafts.ts';

/** Incidents `from` to `to`; each severity comes once in five. */
export function incidentsOf(from: number, to: number, over: Partial<Incident> = {}): readonly Incident[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const number = from + index;
    const severity = severities[number % severities.length] ?? 'unknown';
    return incident({ externalId: String(number), severity, ...over });
  });
}

/** What a page of a poll commits for incidents that it found. */
export async function takeIn(
  store: Store,
  found: readonly Incident[],
  flood: Pick<FloodMark, 'poll' | 'burst'> = { poll: 'p1', burst: 15 },
): Promise<void> {
  const known = new Map(found.map((one) => [one.key, one]));
  await store.transact({ keys: [] }, () => ({
    incidents: found,
    enqueue: markFlood(
      found.flatMap((one) => show(one, at)),
      known,
      flood,
    ),
    result: undefined,
  }));
}

/** Works a lane off to its end. */
export async function drain(deps: DeliverDeps, channel = '#threat-intel'): Promise<void> {
  await drainChannel(channel, deps);
}

/** What became of incidents 1 to `count` of the poll p1: posted singly, or listed by its summary. */
export async function fateOf(
  { store }: DeliverDeps,
  count: number,
): Promise<{ single: string[]; listed: readonly string[] }> {
  const all = await Promise.all(incidentsOf(1, count).map(async ({ key }) => store.incident(key)));
  const single = all.flatMap((one) => (one?.message === undefined ? [] : one.key));
  return { single, listed: (await store.summary(summaryId('#threat-intel', 'p1')))?.keys ?? [] };
}
