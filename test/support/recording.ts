import type { Log } from '../../src/ports/log.ts';
import type { Metrics } from '../../src/ports/metrics.ts';

export interface Line {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: { readonly [name: string]: unknown };
}

/** A log that keeps what it is told. */
export function recordingLog(): { readonly log: Log; readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (bound: object): Log => {
    const write =
      (level: Line['level']) =>
      (data: object, message: string): void => {
        lines.push({ level, message, data: { ...bound, ...data } });
      };
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (data) => at({ ...bound, ...data }),
    };
  };
  return { log: at({}), lines };
}

const nothing = (): void => undefined;

/** Metrics that keep the outcomes of vendor requests and let everything else pass. */
export function recordingMetrics(): { readonly metrics: Metrics; readonly outcomes: string[] } {
  const outcomes: string[] = [];
  return {
    outcomes,
    metrics: {
      fetched: nothing,
      ingested: nothing,
      delivered: nothing,
      outboxDepth: nothing,
      slackRequest: nothing,
      acknowledged: nothing,
      vendorRequest: (instance, outcome) => outcomes.push(`${instance} ${outcome}`),
    },
  };
}
