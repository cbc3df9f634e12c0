import { setImmediate as otherWork } from 'node:timers/promises';
import type { Incident } from '../../domain/incident.ts';
import { unpack } from './packed.ts';
import type { IncidentRow } from './rows.ts';

/** Parsed in one go: some milliseconds. */
const pageSize = 200;

/** Incidents since an instant (milliseconds since the epoch), newest first; between two pages others have their turn. */
export async function* readSince(order: readonly IncidentRow[], since: number): AsyncGenerator<readonly Incident[]> {
  const first = order.findIndex(({ occurredAt }) => occurredAt >= since);
  if (first === -1) return;
  for (let end = order.length; end > first; end -= pageSize) {
    const page = order.slice(Math.max(first, end - pageSize), end).toReversed();
    yield page.map(({ packed }) => unpack(packed));
    await otherWork();
  }
}
