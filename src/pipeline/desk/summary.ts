import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import { refusal } from '../authorise.ts';
import type { Listing, SummaryPage, SummaryPlace } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

const pageSize = 15;
/** How long somebody waits for the message of an incident that they asked for, to see its link. */
const patience = { times: 10, everyMs: 200 } as const;

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

/** Gives a listed incident a message of its own, and the page that shows so. Asked twice, it is posted once. */
export async function promoteIncident(
  place: SummaryPlace & { readonly key: string },
  actor: Actor,
  deps: DeskDeps,
): Promise<Listing> {
  const { key } = place;
  const denial = await refusal(actor, 'respond', deps);
  if (denial !== undefined) return withMore(await summaryPage(place, deps), { notice: denial });
  const createdAt = deps.clock.now().toISOString();
  await deps.store.transact({ keys: [key] }, ({ incidents }) => {
    const incident = incidents.get(key);
    if (incident === undefined || incident.message !== undefined) return { result: undefined };
    // No `flood` mark: it is posted however many others wait.
    const { channel } = incident.routing;
    return { enqueue: [{ kind: 'incident', key, channel, createdAt }], result: undefined };
  });
  deps.work.wake();
  await untilPosted(key, deps);
  return withMore(await summaryPage(place, deps), { posting: key });
}

async function untilPosted(key: string, { store, clock, signal }: DeskDeps): Promise<void> {
  for (let times = 0; times < patience.times; times += 1) {
    const incident = await store.incident(key);
    if (incident === undefined || incident.message !== undefined || signal.aborted) return;
    await clock.sleep(patience.everyMs);
  }
}

function withMore(listing: Listing, more: Pick<SummaryPage, 'notice' | 'posting'>): Listing {
  return listing.kind === 'summary' ? { ...listing, ...more } : listing;
}
