import type { Answer } from '../simulator/answer.ts';
import { refuseAtDoor } from '../simulator/door.ts';
import { findRoute, type Route } from '../simulator/router.ts';
import { field, header, keyState, type KeyState, type ServedRequest } from '../simulator/request.ts';
import { changeStatus, listAlarms, requestRemoval, requestTakedown } from './alarm-routes.ts';
import { refusal } from './answer.ts';
import { listCves, listSubscribedCves } from './cve-routes.ts';
import { getOldIocs, listIocs, postOldIocs } from './ioc-routes.ts';
import { accountState, listCollections, listObjects } from './taxii-routes.ts';
import type { World } from './world.ts';

/** Where the alarm API lives. Source: CONTRACT.md §1. */
export const ALARM_BASE = '/api/threatmon/external/v1';
/** Where the TAXII server lives. Source: CONTRACT.md §4. */
export const TAXII_BASE = '/taxii';

type Handler = (parameter: string, request: ServedRequest, world: World) => Answer;

const ROUTES: readonly Route<Handler>[] = [
  { method: 'GET', path: below(ALARM_BASE, '/vulnerabilities/([^/]+)'), answer: listAlarms },
  { method: 'PATCH', path: below(ALARM_BASE, '/incident/status'), answer: (_, ...rest) => changeStatus(...rest) },
  { method: 'POST', path: below(ALARM_BASE, '/takedown'), answer: (_, ...rest) => requestTakedown(...rest) },
  { method: 'GET', path: below(ALARM_BASE, '/cve/([^/]+)'), answer: listCves },
  { method: 'GET', path: below(ALARM_BASE, '/cve/subscribed/([^/]+)'), answer: listSubscribedCves },
  { method: 'GET', path: below('/api/daily-ioc-details/'), answer: (_, ...rest) => listIocs(...rest) },
  { method: 'POST', path: below('/api/daily-ioc/'), answer: (_, ...rest) => postOldIocs(...rest) },
  { method: 'GET', path: below('/api/v1/daily_ioc/'), answer: (_, ...rest) => getOldIocs(...rest) },
  { method: 'GET', path: below(TAXII_BASE, '/collections/'), answer: (_, ...rest) => listCollections(...rest) },
  { method: 'GET', path: below(TAXII_BASE, '/collections/([^/]+)/objects/'), answer: listObjects },
];

/** Does what the request asks for and answers it; 404 for a path that is not served, 405 for a method that is not. */
export function route(request: ServedRequest, world: World): Answer {
  if (isRemoval(request, world)) return requestRemoval(request, world);
  const found = findRoute(ROUTES, request);
  if (found.kind === 'found') return found.handler(found.parameter, request, world);
  if (found.kind === 'no-path') return refusal(404, 'There is nothing at this path.');
  return refusal(405, 'This method is not served here.', { allow: found.allow });
}

/**
 * What meets a caller of the alarm API at the door: the address, then the rate limit, then the key. Undefined lets it
 * in. The other surfaces check their own credential.
 */
export function refuseAtTheDoor(request: ServedRequest, world: World): Answer | undefined {
  if (!isAlarmApi(request)) return undefined;
  const { apiKey, keyExpired, ...door } = world.settings();
  const turnedAway = refuseAtDoor(request, { door, rate: world.rate, refuse: refusal });
  if (turnedAway) return turnedAway;
  if (keyState(header(request, 'x-company-api-key'), apiKey) !== 'right') return refusal(401, 'The key is not valid.');
  return keyExpired ? refusal(401, 'The key has expired.') : undefined;
}

/** The state of the credential that the surface asked for wants. */
export function keyOf(request: ServedRequest, world: World): KeyState {
  const { apiKey, ioc } = world.settings();
  if (isAlarmApi(request)) return keyState(header(request, 'x-company-api-key'), apiKey);
  if (isBelow(request.path, TAXII_BASE)) return accountState(request, world);
  const inBody = field(request.body, 'api_token');
  const token = request.query.get('api_token') ?? (typeof inBody === 'string' ? inBody : undefined);
  return keyState(token, ioc.token);
}

function isRemoval({ method, path }: ServedRequest, world: World): boolean {
  const { dataRemoval } = world.settings();
  return dataRemoval !== 'off' && method === 'POST' && path === ALARM_BASE + dataRemoval.path;
}

function isAlarmApi({ path }: ServedRequest): boolean {
  return isBelow(path, ALARM_BASE);
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

function below(base: string, rest = ''): RegExp {
  return new RegExp(`^${base}${rest}$`);
}
