import { DeliveryError } from '../domain/errors.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { IncidentMessage, LookBack, Notifier } from '../ports/notifier.ts';
import type { Lease, Store } from '../ports/store.ts';
import { clockMarginMs } from './reconcile.ts';
import { same } from './show-incident.ts';

export interface RepairDeps {
  readonly store: Store;
  readonly notifier: Pick<Notifier, 'incidentMessages'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly lease?: Lease;
}

/** What one repair found wrong, and put into the outbox to be mended. */
export interface RepairReport {
  readonly open: number;
  /** Messages that are gone or show an old state. */
  readonly stale: number;
  /** Messages that stood beside the live one. */
  readonly doubled: number;
  /** Channels whose history cannot be read. */
  readonly unread: number;
}

/** Above so many open incidents nobody reads whole histories unasked. */
export const mostOpenUnasked = 10_000;

/** A post's answer is stored by then, or looked up. */
const youngMs = 120_000;
/** Incidents and messages looked at in one commit: it locks and loads them. */
const pageSize = 500;

interface Expected {
  readonly key: string;
  readonly message: MessageRef;
  readonly revision: number;
}

/**
 * Compares every open incident with what stands in Slack: a message that a person deleted, or that shows an old state,
 * is shown anew; a second message of an incident is removed. Only the outbox is written to. Errors: the store's.
 */
export async function repair(deps: RepairDeps): Promise<RepairReport> {
  const channels = Map.groupBy(await openMessages(deps), ({ message }) => message.channelId);
  let report: RepairReport = { open: 0, stale: 0, doubled: 0, unread: 0 };
  for (const [channelId, expected] of channels) {
    deps.signal.throwIfAborted();
    const part = await repairChannel(channelId, expected, deps);
    report = {
      open: report.open + expected.length,
      stale: report.stale + part.stale,
      doubled: report.doubled + part.doubled,
      unread: report.unread + part.unread,
    };
  }
  return report;
}

async function openMessages({ store, signal }: RepairDeps): Promise<readonly Expected[]> {
  const found: Expected[] = [];
  for (let after: string | undefined; ;) {
    signal.throwIfAborted();
    const page = await store.openPosted(after, pageSize);
    for (const { key, message, revision } of page) if (message !== undefined) found.push({ key, message, revision });
    after = page.at(-1)?.key;
    if (page.length < pageSize) return found;
  }
}

type Part = Omit<RepairReport, 'open'>;

async function repairChannel(channelId: string, expected: readonly Expected[], deps: RepairDeps): Promise<Part> {
  const wanted = new Map(expected.map((one) => [one.key, one]));
  const current = new Set<string>();
  let others: IncidentMessage[] = [];
  let doubled = 0;
  try {
    for await (const found of deps.notifier.incidentMessages(channelId, backTo(expected, deps))) {
      const one = wanted.get(found.key);
      if (one === undefined || !same(one.message, found.message)) others.push(found);
      else if (found.revision >= one.revision) current.add(found.key);
      if (others.length < pageSize) continue;
      doubled += await removeSeconds(others, deps);
      others = [];
    }
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    deps.log.warn({ channelId, reason: error.reason }, 'a channel cannot be compared with its incidents');
    return { stale: 0, doubled, unread: 1 };
  }
  doubled += await removeSeconds(others, deps);
  const stale = expected.filter(({ key }) => !current.has(key));
  return { stale: await showAnew(stale, deps), doubled, unread: 0 };
}

/** To the oldest of these messages. */
function backTo(expected: readonly Expected[], { signal }: RepairDeps): LookBack {
  const oldest = expected.reduce((ms, { message }) => Math.min(ms, Number(message.messageTs) * 1000), Infinity);
  return { since: new Date(oldest - clockMarginMs).toISOString(), signal };
}

async function showAnew(stale: readonly Expected[], deps: RepairDeps): Promise<number> {
  const createdAt = deps.clock.now().toISOString();
  let shown = 0;
  for (let from = 0; from < stale.length; from += pageSize) {
    deps.signal.throwIfAborted();
    shown += await commitRepair(stale.slice(from, from + pageSize), deps, (incident, { message, revision }) =>
      // What changed meanwhile is in the outbox already.
      same(incident.message, message) && incident.revision === revision
        ? { kind: 'incident', key: incident.key, channel: incident.routing.channel, createdAt }
        : undefined,
    );
  }
  return shown;
}

async function removeSeconds(found: readonly IncidentMessage[], deps: RepairDeps): Promise<number> {
  const now = deps.clock.now();
  // A younger one may be on its way into the store.
  const others = found.filter(({ message }) => now.getTime() - Number(message.messageTs) * 1000 > youngMs);
  if (others.length === 0) return 0;
  const createdAt = now.toISOString();
  return commitRepair(others, deps, ({ key, message, previous }, { message: second }) =>
    // One that is being posted right now is not in the store yet: only where the live one is known is this the second.
    message === undefined || same(message, second) || same(previous, second)
      ? undefined
      : removal(key, second, createdAt),
  );
}

async function commitRepair<T extends { readonly key: string }>(
  found: readonly T[],
  { store, lease }: RepairDeps,
  effectOf: (incident: Incident, found: T) => NewOutboxEntry | undefined,
): Promise<number> {
  return store.transact({ keys: found.map(({ key }) => key) }, ({ incidents }) => {
    const enqueue = found.flatMap((one) => {
      const incident = incidents.get(one.key);
      return incident === undefined ? [] : (effectOf(incident, one) ?? []);
    });
    return { enqueue, ...(lease !== undefined && { lease }), result: enqueue.length };
  });
}
