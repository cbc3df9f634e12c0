import { panelRequests, panelText } from '../simulator/panel.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { VendorPanel } from '../slack/page-api.ts';
import type { AlarmRecord } from './wire.ts';

/** What the sandbox's page shows of the vendor: alarms with the highest code first, and the latest requests. */
export function panelOf(alarms: readonly AlarmRecord[], requests: readonly LoggedRequest[]): VendorPanel {
  return {
    name: 'threatmon',
    title: 'ThreatMon',
    records: alarms.map(recordOf).toReversed(),
    requests: panelRequests(requests),
  };
}

function recordOf(alarm: AlarmRecord): VendorPanel['records'][number] {
  return {
    id: panelText(alarm.alarmCode),
    title: panelText(alarm.title),
    severity: panelText(alarm.severity),
    status: panelText(alarm.status),
    at: panelText(alarm.alarmDate),
  };
}
