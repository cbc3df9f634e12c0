import { type Answer, empty, json } from '../simulator/answer.ts';
import { code, invalid } from './answer.ts';
import type { IocHolding } from './holdings.ts';
import { iocTypeOf } from './ioc-kinds.ts';
import { comparePlaces, pageOf, placeOf } from './paging.ts';
import { bareTimePlace, type QueryReader, readQuery } from './query.ts';
import { IOC_TYPES, KILL_CHAIN_PHASES } from './vocabulary.ts';
import type { Call } from './world.ts';

const DEFAULT_LIMIT = 50;
const MOST_ON_A_PAGE = 1000;

/** `GET /v3/iocs`: oldest update first, its cursor a bare time. Source: CONTRACT.md §4.7. */
export function listIocs({ request, world }: Call): Answer {
  const query = readQuery(request.query);
  if (query.text('lastUpdatedFrom') === undefined)
    return invalid('lastUpdatedFrom is required', '/query/lastUpdatedFrom');
  const passes = filterOf(query);
  const records = world.holdings.iocs
    .all()
    .filter((holding) => passes(holding))
    .toSorted((a, b) => comparePlaces(placeOfIoc(a), placeOfIoc(b)));
  const after = bareTimePlace(query.instant('offset'), world.settings().iocCursor);
  const limit = Math.min(query.count('limit') ?? DEFAULT_LIMIT, MOST_ON_A_PAGE);
  const { page, more } = pageOf({ records, placeOf: placeOfIoc, after, limit });
  const content = page.map(({ record }) => record);
  return json(200, { content, nextOffset: more ? content.at(-1)?.lastUpdateDate : null });
}

function placeOfIoc({ record }: IocHolding) {
  return placeOf(record.lastUpdateDate, record.value);
}

function filterOf(query: QueryReader): (holding: IocHolding) => boolean {
  const status = query.choice('status', ['Active', 'Retired']);
  const types = query.list('type', IOC_TYPES);
  const severities = query.list('severity', ['High', 'Medium', 'Low', 'PendingEnrichment']);
  const whitelisted = query.flag('whitelisted');
  const sources = query.list('sourceIds');
  const phases = query.list('killChainPhases', KILL_CHAIN_PHASES);
  const updated = query.window('lastUpdatedFrom', 'lastUpdatedTo');
  const lastSeen = query.window('lastSeenFrom', 'lastSeenTo');
  const firstSeen = query.window('firstSeenFrom', 'firstSeenTo');
  return ({ record, phases: known = [] }) =>
    (status ?? record.status) === record.status &&
    (whitelisted ?? record.whitelisted) === record.whitelisted &&
    (types.length === 0 || types.includes(record.type)) &&
    (severities.length === 0 || severities.includes(record.severity)) &&
    (sources.length === 0 || (record.reportedFeeds ?? []).some(({ id }) => sources.includes(id))) &&
    (phases.length === 0 || known.some((phase) => phases.includes(phase))) &&
    updated(record.lastUpdateDate) &&
    lastSeen(record.lastSeen) &&
    firstSeen(record.firstSeen);
}

/** `GET /v3/iocs/ioc-by-value`; mail addresses are not supported. */
export function iocByValue({ request, world }: Call): Answer {
  const value = readQuery(request.query).text('iocValue') ?? '';
  const type = iocTypeOf(value);
  if (type === undefined || type === 'Emails') return invalid('IOC value is not supported', '/query/iocValue');
  const holding = world.holdings.iocs.find(value);
  if (holding) return json(200, holding.record);
  return world.settings().unknownIoc === 'no-content' ? empty(204) : code('IocDoesNotExist');
}
