import { type Answer, json } from '../simulator/answer.ts';
import { field, keyState, type ServedRequest, wholeNumber } from '../simulator/request.ts';
import { refusal } from './answer.ts';
import type { IocRecord } from './wire.ts';
import type { World } from './world.ts';

const DEFAULT_SIZE = 500;
const OLD_DEFAULT_LIMIT = 10;
const OLD_MOST = 100;
const DATA_TYPES = ['all', 'ip', 'domain', 'url'] as const;
const WRONG_TOKEN = 'The API token is not valid.';

/** `GET /api/daily-ioc-details/`, newest first. Source: CONTRACT.md §3.1. */
export function listIocs({ query }: ServedRequest, world: World): Answer {
  const { token, records, collections } = world.settings().ioc;
  if (keyState(query.get('api_token') ?? undefined, token) !== 'right') return refusal(401, WRONG_TOKEN);
  const size = wholeNumber(query.get('size') ?? String(DEFAULT_SIZE));
  if (size === undefined) return refusal(400, 'size must be a whole number.');
  const dataType = DATA_TYPES.find((known) => known === (query.get('data_type') ?? 'all'));
  if (!dataType) return refusal(400, `data_type must be one of ${DATA_TYPES.join(', ')}.`);

  const wanted = query
    .get('collection_id')
    ?.split(',')
    .map((id) => id.trim());
  const values = wanted?.flatMap((id) => collections[id] ?? []);
  const iocs = records
    .filter((record) => isOfType(record, dataType))
    .filter(({ ioc_value }) => !values || values.includes(String(ioc_value)))
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .slice(0, size);
  return json(200, { iocs: iocs.length === 0 ? null : iocs });
}

/** `POST /api/daily-ioc/`, the older route: token and limit in the body. Source: CONTRACT.md §3.1, last paragraph. */
export function postOldIocs({ body }: ServedRequest, world: World): Answer {
  const { token, records } = world.settings().ioc;
  const given = field(body, 'api_token');
  if (keyState(typeof given === 'string' ? given : undefined, token) !== 'right') return refusal(401, WRONG_TOKEN);
  const limit = Number(field(body, 'limit') ?? OLD_DEFAULT_LIMIT);
  return json(200, { entities: oldEntities(records.slice(0, Math.min(limit, OLD_MOST))) });
}

/** `GET /api/v1/daily_ioc/`, the older route. Source: CONTRACT.md §3.1, last paragraph. */
export function getOldIocs({ query }: ServedRequest, world: World): Answer {
  const { token, records } = world.settings().ioc;
  if (keyState(query.get('api_token') ?? undefined, token) !== 'right') return refusal(401, WRONG_TOKEN);
  return json(200, { entities: oldEntities(records.slice(0, OLD_MOST)) });
}

function oldEntities(records: readonly IocRecord[]) {
  return records.map((record) => ({ hashes: [{ algorithm: oldAlgorithm(record), hash: record.ioc_value }] }));
}

function oldAlgorithm(record: IocRecord): string {
  const value = String(record.extracted_ip ?? record.ioc_value);
  if (isOfType(record, 'domain') || isOfType(record, 'url')) return 'Domain';
  if (isOfType(record, 'ip')) return value.split(':').length > 2 ? 'IPV6' : 'IPV4';
  return { 32: 'MD5', 40: 'SHA-1' }[value.length] ?? 'SHA-256';
}

function isOfType({ ioc_type }: IocRecord, dataType: (typeof DATA_TYPES)[number]): boolean {
  return dataType === 'all' || new RegExp(`\\b${dataType}(v4|v6)?\\b`, 'i').test(String(ioc_type));
}

function timeOf({ created_at, timestamp, updated_at }: IocRecord): number {
  return Date.parse(String(created_at ?? timestamp ?? updated_at)) || 0;
}
