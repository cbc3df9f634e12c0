import { panelRequests, panelText } from '../simulator/panel.ts';
import { field } from '../simulator/request.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { VendorPanel } from '../slack/page-api.ts';
import { isClosedNow } from './alert-list.ts';
import { detailOf } from './paging.ts';
import type { AlertRecord } from './wire.ts';

/** What the sandbox's page shows of the vendor: alerts with the latest update first, and the latest requests. */
export function panelOf(alerts: readonly AlertRecord[], requests: readonly LoggedRequest[]): VendorPanel {
  return {
    name: 'rapid7-threat-command',
    title: 'Rapid7 Threat Command',
    records: alerts.map(recordOf).toReversed(),
    requests: panelRequests(requests),
  };
}

function recordOf({ _id, ...alert }: AlertRecord): VendorPanel['records'][number] {
  const takedown = panelText(alert.TakedownStatus);
  const isUnderTakedown = !isClosedNow(alert) && takedown !== '' && takedown !== 'NotSent';
  return {
    id: _id,
    title: panelText(field(alert.Details, 'Title')),
    severity: panelText(detailOf(alert, 'Severity')),
    status: `${isClosedNow(alert) ? 'Closed' : 'Open'}${isUnderTakedown ? `, takedown ${takedown}` : ''}`,
    at: panelText(alert.UpdateDate),
  };
}
