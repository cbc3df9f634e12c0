import type { VendorPanel } from '../slack/page-api.ts';
import type { LoggedRequest } from './request-log.ts';
import type { AlarmRecord } from './wire.ts';

const MOST_REQUESTS = 100;

/** What the sandbox's page shows of the vendor: alarms with the highest code first, and the latest requests. */
export function panelOf(alarms: readonly AlarmRecord[], requests: readonly LoggedRequest[]): VendorPanel {
  return {
    name: 'threatmon',
    title: 'ThreatMon',
    records: alarms.map(recordOf).toReversed(),
    requests: requests
      .slice(-MOST_REQUESTS)
      .map(({ at, method, path, status }) => ({ at, method, path, status }))
      .toReversed(),
  };
}

function recordOf(alarm: AlarmRecord): VendorPanel['records'][number] {
  return {
    id: text(alarm.alarmCode),
    title: text(alarm.title),
    severity: text(alarm.severity),
    status: text(alarm.status),
    at: text(alarm.alarmDate),
  };
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
