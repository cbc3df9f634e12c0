import { randomUUID } from 'node:crypto';
import { incidentKey } from '../domain/incident.ts';
import type { Incident, RoutedDraft } from '../domain/incident.ts';
import type { FloodMark, NewOutboxEntry } from '../domain/outbox.ts';
import { resolveInstant } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Changes, Known, Lease, Store } from '../ports/store.ts';
import type { Feed, FeedPage, Instance } from '../ports/vendor.ts';
import type { PollReport } from '../ports/work.ts';
import { markFlood } from './flood.ts';
import { addReports, nothingRead } from './poll-report.ts';
import { addRemarks } from './remarks.ts';
import { ingest, show } from './ingest.ts';
import type { Ingested } from './ingest.ts';
import { applyRules } from './rules.ts';
import type { Rules } from './rules.ts';

export interface PollDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  /** Under which the instance is polled; a page is refused once it is another's. */
  readonly lease?: Lease;
  /** How many new incidents of a poll a channel gets as messages of their own; the others are summarised. */
  readonly burst: number;
}

export interface PollTarget {
  readonly instance: Instance;
  readonly feed: Feed;
  /** A backfill keeps its own checkpoint under this name, starts at `since`, and posts summaries or nothing. */
  readonly backfill?: { readonly checkpoint: string; readonly since: string; readonly post: boolean };
  readonly onPage?: (soFar: PollReport) => void;
}

/** How long the new incidents of a page wait for the next one. */
const nextPageMs = 1000;

/**
 * One poll of one feed, page by page. Incidents, outbox and checkpoint of a page move in one commit: a crash repeats a
 * page, it loses nothing. Ends at the feed's `max` of new incidents or `pages`; the rest follows in the next poll.
 * Errors: `VendorError` of the vendor; pages committed before it stay.
 */
export async function pollFeed(target: PollTarget, deps: PollDeps): Promise<PollReport> {
  const flood = { poll: randomUUID(), burst: target.backfill === undefined ? deps.burst : 0 };
  let report = nothingRead;
  for (let pages = 1; ; pages += 1) {
    deps.signal.throwIfAborted();
    const budget = (target.feed.max ?? Number.POSITIVE_INFINITY) - report.created;
    const step = await pollPage(target, { budget, flood }, deps);
    report = addReports(report, step);
    target.onPage?.(report);
    if (!step.again) return { ...report, more: step.more };
    if (pages === target.feed.pages) return { ...report, more: true };
  }
}

interface PageStep extends PollReport {
  readonly again: boolean;
}

interface Allowance {
  /** How many new incidents the poll may still take in. */
  readonly budget: number;
  readonly flood: Pick<FloodMark, 'poll' | 'burst'>;
}

async function pollPage(target: PollTarget, { budget, flood }: Allowance, deps: PollDeps): Promise<PageStep> {
  const { store, clock } = deps;
  const { instance, feed } = target;
  const checkpointName = target.backfill?.checkpoint ?? feed.name;
  const readAt = clock.now();
  const checkpoint = await store.checkpoint(instance.name, checkpointName);
  const page = await feed.read({
    ...(checkpoint !== undefined && { cursor: checkpoint.cursor }),
    since: target.backfill?.since ?? resolveInstant(feed.first, readAt),
    openIds: async () => store.openIds(instance.name),
    watchedIds: async () => store.watchedIds(instance.name),
    isKnown: async (id) => (await store.incident(incidentKey(instance.name, id))) !== undefined,
    now: readAt,
    signal: deps.signal,
  });
  const routed = await routePage(page, target, deps);
  const step = await store.transact(scopeOf(page, instance.name), (known) => {
    const taken = withinBudget(routed, { known, instance: instance.name, budget });
    const whole = taken.length === routed.length;
    const source = {
      instance: instance.name,
      vendor: instance.vendorName,
      title: instance.vendorTitle,
      readAt: readAt.toISOString(),
      now: clock.now().toISOString(),
      present: (incident: Incident) => instance.vendor.present(incident),
    };
    const ingested = ingest(taken, known.incidents, source);
    const changes = changesOf({ page, known, ingested, now: source.now, flood }, target);
    const cursor = { instance: instance.name, feed: checkpointName, cursor: page.next, at: source.now };
    return {
      ...changes,
      ...(deps.lease !== undefined && { lease: deps.lease }),
      // A page taken in part is read again from its old place: what is known by then costs nothing.
      ...(whole && { checkpoint: cursor }),
      result: { ...reportOf(page, ingested), whole },
    };
  });
  record(target, { ...page, step }, deps);
  const full = step.created >= budget && (page.more || !step.whole);
  return { ...step, more: full, again: page.more && step.whole && !full };
}

function scopeOf(
  page: FeedPage,
  instance: string,
): { keys: string[]; rejections: { instance: string; ids: string[] } } {
  const ids = [
    ...page.drafts.map(({ externalId }) => externalId),
    ...page.absent,
    ...(page.remarks ?? []).map(({ externalId }) => externalId),
  ];
  return {
    keys: ids.map((id) => incidentKey(instance, id)),
    rejections: { instance, ids: page.rejected.map(({ id }) => id) },
  };
}

async function routePage(
  page: FeedPage,
  { instance, feed }: PollTarget,
  deps: PollDeps,
): Promise<readonly RoutedDraft[]> {
  const source = { instance: instance.name, vendor: instance.vendorName, channel: feed.channel ?? instance.channel };
  const routed: RoutedDraft[] = [];
  for (const draft of page.drafts) {
    const result = await applyRules(deps.rules, draft, source);
    for (const trouble of result.troubles) {
      deps.log.warn({ instance: instance.name, ...trouble }, 'a rule could not be evaluated; it was skipped');
    }
    routed.push(result.routed);
  }
  return routed;
}

function withinBudget(
  drafts: readonly RoutedDraft[],
  { known, instance, budget }: { known: Known; instance: string; budget: number },
): readonly RoutedDraft[] {
  const fresh = new Set<string>();
  return drafts.filter(({ externalId }) => {
    if (known.incidents.has(incidentKey(instance, externalId))) return true;
    if (!fresh.has(externalId) && fresh.size >= budget) return false;
    fresh.add(externalId);
    return true;
  });
}

interface PageTaken extends Pick<Allowance, 'flood'> {
  readonly page: FeedPage;
  readonly known: Known;
  readonly ingested: Ingested;
  readonly now: string;
}

function changesOf(
  { page, known, ingested, now, flood }: PageTaken,
  { instance, feed, backfill }: PollTarget,
): Changes {
  // What this page changed already stands over what was known before it.
  const current = new Map([...known.incidents, ...ingested.incidents.map((one) => [one.key, one] as const)]);
  const said = addRemarks(page.remarks ?? [], current, { instance: instance.name, now });
  const missing = markAbsent(page.absent, known, { instance: instance.name, now });
  const unseen = page.rejected.filter(({ id }) => !known.rejections.has(id));
  const silent = backfill !== undefined && !backfill.post;
  return {
    incidents: [...ingested.incidents, ...said.incidents, ...missing.incidents],
    enqueue: silent
      ? []
      : [
          ...markFlood([...ingested.enqueue, ...missing.enqueue], current, { ...flood, ...untilNextPage(page, now) }),
          ...said.enqueue,
          ...rejectionNotice(unseen.length, instance, now),
        ],
    rejected: { instance: instance.name, feed: feed.name, at: now, records: page.rejected },
    indicators: page.indicators,
  };
}

/** The next pages may bring worse ones: where there are any, nothing is posted before most of them are known. */
function untilNextPage({ more }: FeedPage, now: string): { readonly notBefore?: string } {
  return more ? { notBefore: new Date(Date.parse(now) + nextPageMs).toISOString() } : {};
}

/** An open incident that the vendor's list should have held and did not: marked, never deleted. */
function markAbsent(
  ids: readonly string[],
  known: Known,
  { instance, now }: { instance: string; now: string },
): Required<Pick<Changes, 'incidents' | 'enqueue'>> {
  const incidents = ids.flatMap((id) => {
    const incident = known.incidents.get(incidentKey(instance, id));
    if (incident === undefined || incident.closed || incident.absentSince !== undefined) return [];
    return [{ ...incident, absentSince: now, revision: incident.revision + 1, changedAt: now }];
  });
  return { incidents, enqueue: incidents.flatMap((incident) => show(incident, now)) };
}

function rejectionNotice(count: number, instance: Instance, now: string): readonly NewOutboxEntry[] {
  if (count === 0) return [];
  const records = count === 1 ? '1 record' : `${count} records`;
  const notice = {
    tone: 'warning',
    title: `${records} from ${instance.vendorTitle} could not be read`,
    text: `Kept, not posted (instance ${instance.name}). See them with: picket incidents --rejected --instance ${instance.name}`,
  } as const;
  return [{ kind: 'notice', channel: instance.channel, createdAt: now, notice }];
}

function reportOf(page: FeedPage, { created, updated, unchanged }: Ingested): PollReport {
  const { rejected, indicators, more } = page;
  return { created, updated, unchanged, rejected: rejected.length, indicators: indicators.length, more };
}

function record(
  { instance, feed }: PollTarget,
  { rejected, warnings, step }: FeedPage & { readonly step: PollReport },
  { log, metrics }: PollDeps,
): void {
  const place = { instance: instance.name, feed: feed.name };
  for (const warning of warnings) log.warn({ ...place, warning }, 'the vendor feed needs attention');
  for (const { id, reason } of rejected) log.warn({ ...place, id, reason }, 'a record could not be read; it is kept');
  metrics.ingested(instance.name, 'new', step.created);
  metrics.ingested(instance.name, 'updated', step.updated);
  metrics.ingested(instance.name, 'unchanged', step.unchanged);
  metrics.ingested(instance.name, 'rejected', step.rejected);
}
