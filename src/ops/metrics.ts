import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metrics } from '../ports/metrics.ts';

/** Metrics in Prometheus' text format, in a registry of their own. */
export interface PrometheusMetrics extends Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const slow = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Names and labels of INTERFACE §7. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const fetches = counter('picket_fetch_total', 'Polls by outcome', ['instance', 'outcome']);
  const fetchSeconds = new Histogram({
    name: 'picket_fetch_seconds',
    help: 'How long polls took',
    buckets: slow,
    registers,
  });
  const incidents = counter('picket_incidents_total', 'Records taken in', ['instance', 'change']);
  const deliveries = counter('picket_deliveries_total', 'Slack effects by outcome', ['kind', 'outcome']);
  const lag = new Histogram({
    name: 'picket_delivery_lag_seconds',
    help: 'From the decision to the confirmed Slack call',
    buckets: slow,
    registers,
  });
  const depth = new Gauge({ name: 'picket_outbox_depth', help: 'Slack effects waiting, of all replicas', registers });
  const slackRequests = counter('picket_slack_requests_total', 'Web API calls', ['method', 'outcome']);
  const ack = new Histogram({
    name: 'picket_interaction_ack_seconds',
    help: 'From receipt to acknowledgement',
    labelNames: ['type'],
    buckets: quick,
    registers,
  });
  const vendorRequests = counter('picket_vendor_requests_total', 'Vendor requests', ['instance', 'outcome']);
  return {
    contentType: registry.contentType,
    text: async () => registry.metrics(),
    fetched(instance, outcome, seconds) {
      fetches.inc({ instance, outcome });
      fetchSeconds.observe(seconds);
    },
    ingested: (instance, change, count) => incidents.inc({ instance, change }, count),
    delivered(kind, outcome, lagSeconds) {
      deliveries.inc({ kind, outcome });
      if (outcome === 'ok') lag.observe(lagSeconds);
    },
    outboxDepth: (value) => depth.set(value),
    slackRequest: (method, outcome) => slackRequests.inc({ method, outcome }),
    acknowledged: (type, seconds) => ack.observe({ type }, seconds),
    vendorRequest: (instance, outcome) => vendorRequests.inc({ instance, outcome }),
  };
}
