import { onTestFinished } from 'vitest';
import type { EngineDeps, Engine } from '../../src/engine/engine.ts';
import { createPostgresEngine } from '../../src/engine/postgres.ts';
import { createHealth } from '../../src/ops/health.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { compileRules } from '../../src/pipeline/rules.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Instance } from '../../src/ports/vendor.ts';
import type { Chore } from '../../src/ports/work.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { readConnectionUrl } from '../../src/store/postgres/settings.ts';
import { silentLog } from '../support/pipeline.ts';
import { quietNotifier } from '../support/quiet-notifier.ts';

export interface Replica {
  readonly engine: Engine;
  readonly store: Store;
}

export interface ReplicaOptions {
  readonly url: string;
  readonly instances?: readonly Instance[];
  readonly chores?: readonly Chore[];
  readonly notifier?: Partial<Notifier>;
  readonly log?: Log;
}

/** One replica on a database, its own connections to it; stopped with the test. */
export async function replicaOn({
  url,
  instances = [],
  chores = [],
  notifier = {},
  log = silentLog,
}: ReplicaOptions): Promise<Replica> {
  const rules = compileRules([]);
  if ('faults' in rules) throw new Error('no rules are never wrong');
  const clock = systemClock();
  const metrics = createMetrics();
  const store = await openPostgresStore({ url, log });
  const deliver: EngineDeps['deliver'] = {
    store,
    notifier: { ...quietNotifier(), ...notifier },
    clock,
    log,
    metrics,
    present: () => ({ source: 'ThreatMon', facts: [], tables: [], actions: [] }),
    attachment: async () => undefined,
    runPlaybook: async () => undefined,
    fallbackChannel: '#threat-intel',
    slackCommand: '/threat',
  };
  const engine = createPostgresEngine({
    connection: connectionOf(url),
    instances,
    poll: { store, rules, clock, log, metrics, health: createHealth(), burst: 15 },
    deliver,
    chores,
  });
  onTestFinished(async () => {
    // What has no connection any more cannot let go of anything.
    const limit = new Promise<void>((resolve) => void setTimeout(resolve, 3000).unref());
    await Promise.race([engine.stop().then(async () => store.close()), limit]);
  });
  return { engine, store };
}

function connectionOf(url: string): Parameters<typeof createPostgresEngine>[0]['connection'] {
  const { host, port, database, user, password, ssl, connectTimeoutMs } = readConnectionUrl(url);
  return { host, port, database, user, password, ssl, connectionTimeoutMillis: connectTimeoutMs };
}

/** The same database by another port. */
export function throughPort(url: string, port: number): string {
  const other = new URL(url);
  other.port = String(port);
  return other.href;
}
