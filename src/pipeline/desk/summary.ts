import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import { refusal } from '../authorise.ts';
import type { Listing, Reply, SummaryPlace } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

const pageSize = 15;
/** How long after each look the next one follows: 25 s in all, for a channel where others wait too. */
const looks = [100, 200, 400, 800, 1500, 3000, 6000, 13_000] as const;

/** A page of a summary's incidents, the last one where there are fewer. Those that are not kept any more are left out. */
export async function summaryPage({ id, page }: SummaryPlace, { store }: DeskDeps): Promise<Listing> {
  const summary = await store.summary(id);
  if (summary === undefined) {
    const lines = ['It was dropped with its incidents, all of them closed longer ago than the retention keeps.'];
    return reply(answer('warning', 'Picket does not keep this list any more.', { kind: 'text', lines }));
  }
  const pages = Math.max(1, Math.ceil(summary.keys.length / pageSize));
  const current = Math.min(Math.max(0, page), pages - 1);
  const keys = summary.keys.slice(current * pageSize, (current + 1) * pageSize);
  const found = await Promise.all(keys.map(async (key) => store.incident(key)));
  const incidents = found.filter((incident) => incident !== undefined);
  return { kind: 'summary', summary, page: current, pages, incidents };
}

/** Has a listed incident posted as a message of its own. */
export async function promoteIncident(key: string, actor: Actor, deps: DeskDeps): Promise<Reply> {
  const denial = await refusal(actor, 'respond', deps);
  if (denial !== undefined) return reply(denial);
  const createdAt = deps.clock.now().toISOString();
  await deps.store.transact({ keys: [key] }, ({ incidents }) => {
    const incident = incidents.get(key);
    if (incident === undefined || incident.message !== undefined) return { result: undefined };
    // No `flood` mark: it is posted however many others wait.
    const { channel } = incident.routing;
    return { enqueue: [{ kind: 'incident', key, channel, createdAt }], result: undefined };
  });
  deps.work.wake();
  return { kind: 'done' };
}

/** Resolves when none of these incidents lacks its message, when that takes too long, and when Picket stops. */
export async function untilPosted(keys: readonly string[], { store, clock, signal }: DeskDeps): Promise<Reply> {
  let waiting = keys;
  for (const ms of looks) {
    const found = await Promise.all(waiting.map(async (key) => store.incident(key)));
    waiting = found.flatMap((one) => (one === undefined || one.message !== undefined ? [] : [one.key]));
    if (waiting.length === 0 || signal.aborted) break;
    await clock.sleep(ms, signal).catch(() => undefined);
  }
  return { kind: 'done' };
}
