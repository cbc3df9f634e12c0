import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHealth } from '../../src/ops/health.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { compileRules } from '../../src/pipeline/rules.ts';
import type { RunPollDeps } from '../../src/pipeline/run-poll.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Feed, FeedPage, FeedRequest, Instance, Vendor } from '../../src/ports/vendor.ts';
import { openEmbeddedStore } from '../../src/store/embedded/store.ts';

/** A clock that stands still until a test moves it. */
export interface SetClock extends Clock {
  set(iso: string): void;
}

export function setClock(iso = '2026-08-04T12:00:00.000Z'): SetClock {
  let now = iso;
  return {
    now: () => new Date(now),
    sleep: async () => undefined,
    set(next) {
      now = next;
    },
  };
}

export const silentLog = createLog({ level: 'silent', destination: () => undefined, secrets: [] });

/** A real store in a folder that goes with the test. */
export async function openTestStore(clock: Clock): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-pipeline-'));
  const store = await openEmbeddedStore({ path: join(folder, 'picket.json'), log: silentLog, clock });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  return store;
}

export async function pollDeps(clock: Clock = setClock()): Promise<RunPollDeps & { readonly store: Store }> {
  const rules = compileRules([]);
  if ('faults' in rules) throw new Error('no rules are never wrong');
  const store = await openTestStore(clock);
  const signal = new AbortController().signal;
  return { store, rules, clock, log: silentLog, metrics: createMetrics(), health: createHealth(), signal, burst: 15 };
}

export function page(over: Partial<FeedPage> = {}): FeedPage {
  return { drafts: [], rejected: [], indicators: [], absent: [], next: 'end', more: false, warnings: [], ...over };
}

/** A feed that answers with `read`. */
export function feed(read: (request: FeedRequest) => Promise<FeedPage> | FeedPage, over: Partial<Feed> = {}): Feed {
  return {
    name: 'alarms',
    schedule: { everyMs: 60_000 },
    primary: true,
    first: { kind: 'now' },
    read: async (request) => read(request),
    ...over,
  };
}

export function instance(feeds: readonly Feed[], over: Partial<Vendor> = {}): Instance {
  return {
    name: 'acme',
    vendorName: 'threatmon',
    vendorTitle: 'ThreatMon',
    url: 'http://127.0.0.1',
    channel: '#threat-intel',
    reliability: 'B',
    insecure: false,
    timeoutMs: 30_000,
    fetchEnabled: true,
    vendor: {
      feeds,
      commands: [],
      statuses: { words: [], command: () => ({ name: 'none', args: {} }) },
      present: () => ({ source: 'ThreatMon', facts: [], tables: [], actions: [] }),
      test: async () => ({ ok: true, text: 'ok', fixes: [] }),
      ...over,
    },
  };
}
