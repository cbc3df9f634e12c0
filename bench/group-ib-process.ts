/**
 * Group-IB items in a process of its own, so that CPU time and heap are theirs alone. Run as `node --expose-gc
 * group-ib-process.ts poll|store FILE`: `poll` takes items in from a simulator and writes their incidents into FILE,
 * `store` puts those incidents into a store, and nothing else. Prints what it measured as JSON.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Incident } from '../src/domain/incident.ts';
import { show } from '../src/pipeline/ingest.ts';
import type { Instance } from '../src/ports/vendor.ts';
import type { Store } from '../src/ports/store.ts';
import { DEFAULT_SETTINGS } from '../src/sandbox/group-ib/settings.ts';
import { collections } from '../src/vendors/group-ib/collections.ts';
import { groupIbSettings } from '../src/vendors/group-ib/settings.ts';
import { createInstance } from '../src/vendors/index.ts';
import { itemsAtFirst, itemsInAll } from './group-ib-counts.ts';
import type { PollMeasures, StoreMeasures } from './group-ib-counts.ts';
import { pollToEnd, withPolling } from './polling.ts';
import type { Polling } from './polling.ts';
import { startSimulator } from './simulator.ts';

const [mode = '', file = ''] = process.argv.slice(2);
/** None of the 23: only older accounts still have it. */
const gone = 'compromised/mule';
const incidentsAtOnce = 100;

async function measurePolls(): Promise<PollMeasures> {
  const simulator = await startSimulator('group-ib');
  try {
    return await withPolling(async (polling) => {
      const instance = instanceAt(simulator.url, polling);
      await simulator.add(itemsAtFirst, 24 * 60);
      const first = await takeIn(instance, polling);
      // Younger than the first ones, as what comes later is.
      await simulator.add(itemsInAll - itemsAtFirst, 1);
      const later = await takeIn(instance, polling);
      await writeIncidents(polling.deps.store);
      return {
        cpuMs: (first.cpuMs + later.cpuMs) / itemsInAll,
        perSecond: itemsInAll / ((first.wallMs + later.wallMs) / 1000),
        requests: (await simulator.requests()).length,
        heapAtFirstMb: first.heapMb,
        heapInAllMb: later.heapMb,
        collections: instance.vendor.feeds.length,
      };
    });
  } finally {
    await simulator.stop();
  }
}

function instanceAt(url: string, { vendorDeps }: Polling): Instance {
  const { username, apiKey } = DEFAULT_SETTINGS;
  const settings = groupIbSettings.parse({
    name: 'acme',
    vendor: 'group-ib',
    url,
    username,
    apiKey,
    // The simulator's 20 ms are to be what holds it up.
    pace: { requests: 100_000, per: '1 second' },
    fetch: { first: '10 years', collections: collections.map(({ name }) => name).filter((name) => name !== gone) },
  });
  return createInstance(settings, vendorDeps, { channel: '#threat-intel' });
}

/** Every collection to its end, one after the other as the engine does it, and what that took. */
async function takeIn(instance: Instance, { deps }: Polling) {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (const feed of instance.vendor.feeds) await pollToEnd({ instance, feed }, deps);
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000, heapMb: heapMb() };
}

/** A line an incident, those that were taken in first at the beginning. */
async function writeIncidents(store: Store): Promise<void> {
  const { incidents } = await store.incidents({ limit: itemsInAll + 1 });
  if (incidents.length !== itemsInAll) throw new Error(`${incidents.length} of ${itemsInAll} items were taken in`);
  const ordered = incidents.toSorted((a, b) => a.firstSeenAt.localeCompare(b.firstSeenAt));
  const target = await open(file, 'w');
  for (const incident of ordered) await target.write(`${JSON.stringify(incident)}\n`);
  await target.close();
}

async function measureStore(): Promise<StoreMeasures> {
  return withPolling(async ({ deps: { store } }) => {
    let heapAtFirstMb = Number.NaN;
    let count = 0;
    let page: Incident[] = [];
    for await (const line of createInterface({ input: createReadStream(file) })) {
      page.push(JSON.parse(line) as Incident);
      if (page.length < incidentsAtOnce) continue;
      await put(page, store);
      count += page.length;
      page = [];
      if (count === itemsAtFirst) heapAtFirstMb = heapMb();
    }
    return { heapAtFirstMb, heapInAllMb: heapMb() };
  });
}

/** As a poll commits a page, with what waits for Slack. */
async function put(incidents: readonly Incident[], store: Store): Promise<void> {
  await store.transact({ keys: incidents.map(({ key }) => key) }, () => ({
    incidents,
    enqueue: incidents.flatMap((incident) => show(incident, incident.firstSeenAt)),
    result: undefined,
  }));
}

/** What is in use once V8 has given back what it can, with what lies outside its heap. */
function heapMb(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

process.stdout.write(JSON.stringify(mode === 'poll' ? await measurePolls() : await measureStore()));
