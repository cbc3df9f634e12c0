import type { Config } from './config/schema.ts';
import { createHttp } from './http/client.ts';
import { systemProxyUrl } from './http/proxy.ts';
import { systemClock } from './ops/clock.ts';
import { createHealth } from './ops/health.ts';
import { createLog } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import type { PrometheusMetrics } from './ops/metrics.ts';
import type { Rules } from './pipeline/rules.ts';
import type { Clock } from './ports/clock.ts';
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
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: PrometheusMetrics;
  readonly health: Health;
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
export function createWiring({ config, rules, env, logLevel, logTo }: WiringOptions): Wiring {
  const log = createLog({ level: logLevel, destination: logTo, secrets: config.secrets });
  const metrics = createMetrics();
  const http = createHttp({ log, metrics, env });
  const instances = config.instances.map((settings) =>
    createInstance(settings, { http, log }, { channel: config.channel }),
  );
  const slackProxyUrl = systemProxyUrl(new URL(config.slack.apiUrl), env);
  return {
    config,
    rules,
    instances,
    clock: systemClock(),
    log,
    metrics,
    health: createHealth(),
    ...(slackProxyUrl !== undefined && { slackProxyUrl }),
  };
}
