/**
 * One store in a process of its own, so that memory is its alone. Run as `node --expose-gc store-process.ts fill|start
 * FILE SIZE`; prints what it measured as JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import type { Store } from '../src/ports/store.ts';
import { openEmbeddedStore } from '../src/store/embedded/store.ts';
import { sampleIncident } from './sample-incident.ts';

const pageSize = 50;
const pollers = 20;
const commitsMeasured = 40;

const [mode = '', file = '', sizeText = ''] = process.argv.slice(2);
const size = Number(sizeText);

async function measureFill(): Promise<{ readonly [name: string]: number }> {
  const store = await open();
  const intake = await watched(() => fill(store));
  const commits = await watched(() => commitOneByOne(store));
  await emptyOutbox(store);
  const memory = measureMemory();
  await store.close();
  const times = commits.value.toSorted((a, b) => a - b);
  return {
    perSecond: size / (intake.ms / 1000),
    intakeBlockedMs: intake.blockedMs,
    commitP50Ms: quantile(times, 0.5),
    commitP99Ms: quantile(times, 0.99),
    commitBlockedMs: commits.blockedMs,
    ...memory,
  };
}

async function measureStart(): Promise<{ readonly [name: string]: number }> {
  const start = await watched(() => open());
  const memory = measureMemory();
  const query = await watched(() => start.value.incidents({ open: true, limit: 20 }));
  await start.value.close();
  return { startMs: start.ms, queryMs: query.ms, ...memory };
}

async function fill(store: Store): Promise<void> {
  let next = 0;
  const poller = async (number: number): Promise<void> => {
    while (next < size) {
      const first = next;
      next += pageSize;
      await takeIn(store, { instance: `vendor-${number}`, first, count: Math.min(pageSize, size - first) });
    }
  };
  await Promise.all(Array.from({ length: pollers }, (_, number) => poller(number)));
}

interface Page {
  readonly instance: string;
  readonly first: number;
  readonly count: number;
}

function takeIn(store: Store, { instance, first, count }: Page): Promise<number> {
  const incidents = Array.from({ length: count }, (_, index) => sampleIncident(instance, first + index));
  const at = new Date().toISOString();
  return store.transact({ keys: incidents.map(({ key }) => key) }, (known) => {
    const fresh = incidents.filter(({ key }) => !known.incidents.has(key));
    return {
      incidents: fresh,
      enqueue: fresh.map(({ key }) => ({ kind: 'incident', key, channel: '#bench', createdAt: at })),
      checkpoint: { instance, feed: 'alarms', cursor: { after: first + count }, at },
      result: fresh.length,
    };
  });
}

/** As delivery does it: one incident replaced, one entry gone. Gives each commit's time in ms. */
async function commitOneByOne(store: Store): Promise<readonly number[]> {
  const times: number[] = [];
  for (let step = 0; step < commitsMeasured; step += 1) {
    const entry = await store.nextEntry('#bench');
    if (entry?.kind !== 'incident') throw new Error(`the outbox is empty at ${size}`);
    const startedAt = performance.now();
    await store.transact({ keys: [entry.key] }, ({ incidents }) => ({
      incidents: [...incidents.values()].map((incident) => ({
        ...incident,
        message: { channelId: 'C1', messageTs: `1700000000.${String(step).padStart(6, '0')}` },
      })),
      delivered: [entry.sequence],
      result: undefined,
    }));
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function emptyOutbox(store: Store): Promise<void> {
  for (let entry = await store.nextEntry('#bench'); entry !== undefined; entry = await store.nextEntry('#bench')) {
    const { sequence } = entry;
    const delivered = Array.from({ length: 1000 }, (_, index) => sequence + index);
    await store.transact({ keys: [] }, () => ({ delivered, result: undefined }));
  }
}

interface Watched<T> {
  readonly value: T;
  readonly ms: number;
  /** The longest that the event loop stood still. */
  readonly blockedMs: number;
}

async function watched<T>(run: () => Promise<T>): Promise<Watched<T>> {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const startedAt = performance.now();
  const value = await run();
  const ms = performance.now() - startedAt;
  delay.disable();
  return { value, ms, blockedMs: Math.max(0, delay.max / 1e6 - resolution) };
}

/**
 * `neededMb` is what the process holds once V8 has given back what it keeps in hand, as it does where memory is short;
 * `residentMb` is what it held before. In MB.
 */
function measureMemory(): { readonly heapMb: number; readonly residentMb: number; readonly neededMb: number } {
  const residentMb = process.memoryUsage.rss() / 1e6;
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / 1e6, residentMb, neededMb: rss / 1e6 };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function open(): Promise<Store> {
  return openEmbeddedStore({ path: file, log: silent, clock: systemClock });
}

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

const measured = mode === 'fill' ? await measureFill() : await measureStart();
process.stdout.write(JSON.stringify(measured));
