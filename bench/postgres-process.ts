/**
 * Stores on PostgreSQL in a process of its own, so that memory is theirs alone. Run as `node postgres-process.ts
 * DATABASE_URL FIRST_NEW [DATABASE_URL FIRST_NEW …]`; prints what it measured as JSON.
 */
import { createLog } from '../src/ops/log.ts';
import type { Store } from '../src/ports/store.ts';
import { openPostgresStore } from '../src/store/postgres/store.ts';
import { percentile } from './percentile.ts';
import { sampleIncident } from './sample-incident.ts';

const known = 40;
const fresh = 10;
const polls = 300;

interface Subject {
  readonly store: Store;
  /** The first number that is new to it. */
  next: number;
}

/** A page of a feed: the newest that are known already, and some that are new. */
async function poll(store: Store, first: number): Promise<void> {
  const instance = 'vendor-0';
  await store.checkpoint(instance, 'alarms');
  const incidents = Array.from({ length: known + fresh }, (_, index) =>
    sampleIncident(instance, first - known + index),
  );
  const at = new Date().toISOString();
  await store.transact({ keys: incidents.map(({ key }) => key) }, (seen) => {
    const added = incidents.filter(({ key }) => !seen.incidents.has(key));
    return {
      incidents: added,
      enqueue: added.map(({ key }) => ({ kind: 'incident', key, channel: '#bench', createdAt: at })),
      checkpoint: { instance, feed: 'alarms', cursor: { after: first }, at },
      result: undefined,
    };
  });
}

/** As delivery does it: the first of the channel, its message kept, the entry confirmed. */
async function deliver(store: Store, step: number): Promise<void> {
  const entry = await store.nextEntry('#bench');
  if (entry?.kind !== 'incident') throw new Error('the outbox is empty');
  await store.transact({ keys: [entry.key], entries: [entry.sequence] }, ({ incidents }) => ({
    incidents: [...incidents.values()].map((incident) => ({
      ...incident,
      message: { channelId: 'C1', messageTs: `1700000000.${String(step).padStart(6, '0')}` },
    })),
    delivered: [entry.sequence],
    result: undefined,
  }));
}

/** Medians by subject. They take turns, so that what else the machine does meets all of them alike. */
async function timed(times: number, run: (subject: Subject, step: number) => Promise<unknown>): Promise<number[]> {
  const all = subjects.map((): number[] => []);
  for (let step = 0; step < times; step += 1) {
    for (const [index, subject] of subjects.entries()) {
      const startedAt = performance.now();
      await run(subject, step);
      all[index]?.push(performance.now() - startedAt);
    }
  }
  return all.map((one) => percentile(one, 50));
}

/** Incidents a second. */
async function takeIn({ store, next }: Subject): Promise<number> {
  const [pollers, pages, size] = [8, 25, 50];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: pollers }, async (_, number) => {
      for (let page = 0; page < pages; page += 1) {
        const incidents = Array.from({ length: size }, (__, index) =>
          sampleIncident(`taken-${number}`, next + page * size + index),
        );
        await store.transact({ keys: incidents.map(({ key }) => key) }, () => ({
          incidents,
          enqueue: incidents.map(({ key }) => ({ kind: 'incident', key, channel: `#${number}`, createdAt: '' })),
          result: undefined,
        }));
      }
    }),
  );
  return (pollers * pages * size) / ((performance.now() - startedAt) / 1000);
}

const log = createLog({ level: 'silent', destination: () => {}, secrets: [] });
const given = process.argv.slice(2);
const subjects: Subject[] = [];
for (let index = 0; index < given.length; index += 2)
  subjects.push({ store: await openPostgresStore({ url: given[index] ?? '', log }), next: Number(given[index + 1]) });

const pollOnce = async (subject: Subject): Promise<void> => {
  await poll(subject.store, subject.next);
  subject.next += fresh;
};
await timed(polls, pollOnce);
const medians = {
  pollMs: await timed(polls, pollOnce),
  deliverMs: await timed(polls, async ({ store }, step) => deliver(store, step)),
  countsMs: await timed(20, async ({ store }) => store.counts()),
  openMs: await timed(20, async ({ store }) => store.incidents({ open: true, limit: 20 })),
  rareMs: await timed(3, async ({ store }) => store.incidents({ status: 'Reopened', limit: 20 })),
  sinceMs: await timed(5, async ({ store }) => store.incidents({ since: '2026-01-01T00:00:00.000Z', limit: 20 })),
  indicatorMs: await timed(50, async ({ store }, step) =>
    store.incidentsWith({
      indicator: { kind: 'email', value: `user${step * 7}@example.com` },
      limit: 1,
      countTo: 101,
    }),
  ),
};
const residentMb = process.memoryUsage.rss() / 1e6;
const perSecond: number[] = [];
for (const subject of subjects) perSecond.push(await takeIn(subject));
const stores = subjects.map((_, index) =>
  Object.fromEntries(Object.entries({ ...medians, perSecond }).map(([name, values]) => [name, values[index]])),
);
await Promise.all(subjects.map(async ({ store }) => store.close()));
process.stdout.write(JSON.stringify({ stores, residentMb }));
