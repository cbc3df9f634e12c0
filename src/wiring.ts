import { createBackend } from './backend.ts';
import type { Backend } from './backend.ts';
import type { Config } from './config/schema.ts';
import { createHttp } from './http/client.ts';
import { systemProxyUrl } from './http/proxy.ts';
import { syncedClock } from './ops/clock.ts';
import type { SyncedClock } from './ops/clock.ts';
import { createLog } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import type { PrometheusMetrics } from './ops/metrics.ts';
import type { Rules } from './pipeline/rules.ts';
import type { Budget } from './ports/budget.ts';
import type { Health } from './ports/health.ts';
import type { Log } from './ports/log.ts';
import type { Instance } from './ports/vendor.ts';
import { createInstance } from './vendors/index.ts';
import type { InstanceSettings } from './vendors/index.ts';

/** What every command of the command line needs: the configured instances over real HTTP, and what observes them. */
export interface Wiring {
  readonly config: Config<InstanceSettings>;
  readonly rules: Rules;
  readonly instances: readonly Instance[];
  /** Follows Slack's, once Slack was heard. */
  readonly clock: SyncedClock;
  readonly log: Log;
  readonly metrics: PrometheusMetrics;
  readonly backend: Backend;
  /** The backend's. */
  readonly health: Health;
  readonly budget: Budget;
  /** The proxy between us and Slack, as the environment names it (HTTPS_PROXY, NO_PROXY). */
  readonly slackProxyUrl?: string;
}

export interface WiringOptions {
  readonly config: Config<InstanceSettings>;
  readonly rules: Rules;
  readonly env: { readonly [name: string]: string | undefined };
  readonly logLevel: string;
  readonly logTo: (line: string) => void;
}

/** Builds the vendors of a configuration. Nothing is asked or opened yet. */
export async function createWiring({ config, rules, env, logLevel, logTo }: WiringOptions): Promise<Wiring> {
  const log = createLog({ level: logLevel, destination: logTo, secrets: config.secrets });
  const metrics = createMetrics();
  const clock = syncedClock();
  const backend = await createBackend(config.store.url, { log, clock });
  const { health, budget, shared } = backend;
  // One process alone keeps a vendor's pace without asking anybody.
  const http = createHttp({ log, metrics, env, ...(shared !== undefined && { budget: shared.budget }) });
  const instances = config.instances.map((settings) =>
    createInstance(settings, { http, log }, { channel: config.channel }),
  );
  const slackProxyUrl = systemProxyUrl(new URL(config.slack.apiUrl), env);
  return {
    config,
    rules,
    instances,
    clock,
    log,
    metrics,
    backend,
    health,
    budget,
    ...(slackProxyUrl !== undefined && { slackProxyUrl }),
  };
}
