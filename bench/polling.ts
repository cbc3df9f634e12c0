import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp } from '../src/http/client.ts';
import { systemClock } from '../src/ops/clock.ts';
import { createLog } from '../src/ops/log.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { pollFeed } from '../src/pipeline/poll.ts';
import type { PollDeps, PollTarget } from '../src/pipeline/poll.ts';
import { compileRules } from '../src/pipeline/rules.ts';
import { openEmbeddedStore } from '../src/store/embedded/store.ts';
import type { VendorDeps } from '../src/vendors/vendor-module.ts';

/** What polls need: a real store in a folder of its own, two rules, and HTTP. */
export interface Polling {
  readonly deps: PollDeps;
  readonly vendorDeps: VendorDeps;
}

const longestMs = 120_000;

/** Does `work` with an empty store; the store is gone afterwards. */
export async function withPolling<T>(work: (polling: Polling) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-bench-poll-'));
  const clock = systemClock();
  const log = createLog({ level: 'silent', destination: () => undefined, secrets: [] });
  const metrics = createMetrics();
  const rules = compileRules([
    { when: 'severity in ["high", "critical"]', channel: '#soc' },
    { when: 'type = "x"', drop: true },
  ]);
  if ('faults' in rules) throw new Error('the rules are wrong');
  const store = await openEmbeddedStore({ path: join(folder, 'picket.json'), log, clock });
  try {
    return await work({
      deps: { store, rules, clock, log, metrics, signal: AbortSignal.timeout(longestMs), burst: 15 },
      vendorDeps: { http: createHttp({ log, metrics, env: {} }), log },
    });
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Polls a feed until nothing is left; gives how many polls that took and how many incidents they made. */
export async function pollToEnd(
  target: PollTarget,
  deps: PollDeps,
): Promise<{ readonly polls: number; readonly created: number }> {
  let created = 0;
  for (let polls = 1; ; polls += 1) {
    const report = await pollFeed(target, deps);
    created += report.created;
    if (!report.more) return { polls, created };
  }
}
