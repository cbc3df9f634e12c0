import type { VendorPanel } from '../slack/page-api.ts';
import { panelRequests, panelText } from '../simulator/panel.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { Entry } from './entry.ts';
import type { ItemBook } from './item-book.ts';
import { textAt, valueAt } from './item-fields.ts';

/** More would make the page slow without anybody reading them. */
const MOST_RECORDS = 200;

/** The vendor's own words for its colours. Source: CONTRACT.md §5.0. */
const SEVERITIES: { readonly [color: string]: string } = { green: 'Low', orange: 'Medium', red: 'High' };

/** What the sandbox's page shows of the vendor: what came or changed last, and the latest requests. */
export function panelOf(books: Iterable<ItemBook>, requests: readonly LoggedRequest[]): VendorPanel {
  const latest = [...books]
    .flatMap((book) => book.ascending().map((entry) => ({ book, entry })))
    .toSorted((a, b) => b.entry.placedAt - a.entry.placedAt)
    .slice(0, MOST_RECORDS);
  return {
    name: 'group-ib',
    title: 'Group-IB Threat Intelligence',
    records: latest.map(({ book, entry }) => recordOf(book, entry)),
    requests: panelRequests(requests),
  };
}

function recordOf({ info }: ItemBook, { item, placedAt }: Entry): VendorPanel['records'][number] {
  return {
    id: `${info.name}/${panelText(item.id)}`,
    title: `${info.label}: ${textAt(item, info.titles) ?? panelText(item.id)}`,
    severity: SEVERITIES[panelText(valueAt(item, 'evaluation.severity'))] ?? '',
    status: `TLP:${panelText(valueAt(item, 'evaluation.tlp')).toUpperCase() || 'NONE'}`,
    at: new Date(placedAt).toISOString(),
  };
}
