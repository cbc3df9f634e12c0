import { type Answer, empty, json } from '../simulator/answer.ts';
import { field } from '../simulator/request.ts';
import { cursorOf, detailOf, pageOf, placeOf } from './paging.ts';
import { type QueryReader, readQuery, within } from './query.ts';
import type { AlertFields, AlertRecord } from './wire.ts';
import { ALERT_TYPES, NETWORK_TYPES, SEVERITIES, SOURCE_GROUPS, sourceGroupOf } from './vocabulary.ts';
import { type Call, textsIn } from './world.ts';

/** Source: CONTRACT.md §4.2.1. */
const MOST_ON_A_PAGE = 1000;

type Test = (alert: AlertRecord) => boolean;

/** `GET update-alerts`. Source: CONTRACT.md §4.2.1, §5.1. */
export function listUpdates({ request, world }: Call): Answer {
  const query = readQuery(request.query);
  const { fromWithOffset, empty: whenEmpty, nextOffset, isClosedAbsent } = world.settings().alertList;
  const after = query.cursor('offset');
  const isClosed = query.flag('isClosed') ?? (isClosedAbsent === 'open' ? false : undefined);
  const tests = [...testsOf(query), ...when(isClosed, (wanted) => (alert) => isClosedNow(alert) === wanted)];
  const updated = after && fromWithOffset === 'ignored' ? {} : { from: query.instant('lastUpdatedFrom') };
  const isUpdated = within({ ...updated, to: query.instant('lastUpdatedTo') });
  const records = world.alerts
    .all()
    .filter((alert) => isUpdated(alert.UpdateDate) && tests.every((test) => test(alert)));
  const limit = Math.min(query.count('limit') ?? MOST_ON_A_PAGE, MOST_ON_A_PAGE);
  const { page, more } = pageOf({ records, placeOf: placeOfAlert, after, limit });
  const last = page.at(-1);
  if (!last && whenEmpty === 'no-content') return empty(204);
  const names = last && (nextOffset === 'always' || (nextOffset === 'while-more' && more));
  return json(200, {
    content: page.map(({ _id, UpdateDate }) => ({ _id, updateDate: UpdateDate })),
    ...(names && { nextOffset: cursorOfAlert(last) }),
  });
}

/** Where an alert stands in the listing. */
function placeOfAlert({ _id, UpdateDate }: AlertRecord) {
  return placeOf(UpdateDate, _id);
}

function cursorOfAlert({ _id, UpdateDate }: AlertRecord) {
  return cursorOf(UpdateDate, _id);
}

function testsOf(query: QueryReader): readonly Test[] {
  const types = query.list('alertType', Object.keys(ALERT_TYPES));
  const severities = query.list('severity', SEVERITIES);
  const groups = query.list('sourceType', [...Object.keys(SOURCE_GROUPS), 'Others']);
  const networks = query.list('networkType', NETWORK_TYPES);
  const values = query.list('matchedAssetValue');
  const sourceDate = query.window('sourceDateFrom', 'sourceDateTo');
  const foundDate = query.window('foundDateFrom', 'foundDateTo');
  return [
    ...oneOf(types, (alert) => detailOf(alert, 'Type')),
    ...oneOf(severities, (alert) => detailOf(alert, 'Severity')),
    ...oneOf(groups, (alert) => sourceGroupOf(field(detailOf(alert, 'Source'), 'Type'))),
    ...oneOf(networks, (alert) => field(detailOf(alert, 'Source'), 'NetworkType')),
    ...(values.length > 0 ? [(alert: AlertRecord) => assetValues(alert).some((value) => values.includes(value))] : []),
    (alert) => sourceDate(field(detailOf(alert, 'Source'), 'Date')),
    (alert) => foundDate(alert.FoundDate),
    ...when(query.flag('assigned'), (wanted) => (alert) => textsIn(alert, 'Assignees').length > 0 === wanted),
    ...when(query.flag('isFlagged'), (wanted) => (alert) => (alert.IsFlagged === true) === wanted),
    ...when(query.flag('hasIoc'), (wanted) => (alert) => textsIn(alert, 'RelatedIocs').length > 0 === wanted),
  ];
}

function oneOf(allowed: readonly string[], valueOf: (alert: AlertRecord) => unknown): readonly Test[] {
  return allowed.length === 0 ? [] : [(alert) => allowed.some((value) => value === valueOf(alert))];
}

function when(wanted: boolean | undefined, test: (wanted: boolean) => Test): readonly Test[] {
  return wanted === undefined ? [] : [test(wanted)];
}

/** Whether an alert is closed; one that does not say so is open. */
export function isClosedNow({ Closed }: AlertFields): boolean {
  return field(Closed, 'IsClosed') === true;
}

function assetValues({ Assets }: AlertRecord): readonly string[] {
  return Array.isArray(Assets) ? Assets.map((asset: unknown) => String(field(asset, 'Value'))) : [];
}
