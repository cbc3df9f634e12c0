import { changeStatus, listAlarms, requestRemoval, requestTakedown } from './alarm-routes.ts';
import { type Answer, CLOSED, refusal, SILENCE } from './answer.ts';
import { listCves, listSubscribedCves } from './cve-routes.ts';
import { getOldIocs, listIocs, postOldIocs } from './ioc-routes.ts';
import type { KeyState } from './request-log.ts';
import { accountState, listCollections, listObjects } from './taxii-routes.ts';
import { field, header, keyState, type ServedRequest, type World } from './world.ts';

/** Where the alarm API lives. Source: CONTRACT.md §1. */
export const ALARM_BASE = '/api/threatmon/external/v1';
/** Where the TAXII server lives. Source: CONTRACT.md §4. */
export const TAXII_BASE = '/taxii';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (parameter: string, request: ServedRequest, world: World) => Answer;
}

const ROUTES: readonly Route[] = [
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
  const onPath = ROUTES.filter(({ path }) => path.test(request.path));
  const found = onPath.find(({ method }) => method === request.method);
  if (found) return found.answer(found.path.exec(request.path)?.[1] ?? '', request, world);
  if (onPath.length === 0) return refusal(404, 'There is nothing at this path.');
  return refusal(405, 'This method is not served here.', { allow: onPath.map(({ method }) => method).join(', ') });
}

/**
 * What meets a caller of the alarm API at the door: the address, then the rate limit, then the key. Undefined lets it
 * in. The other surfaces check their own credential.
 */
export function refuseAtTheDoor(request: ServedRequest, world: World): Answer | undefined {
  if (!isAlarmApi(request)) return undefined;
  const { address, apiKey, keyExpired, rateLimit } = world.settings();
  if (address === 'closed') return CLOSED;
  if (address === 'silent') return SILENCE;
  if (address === 'forbidden') return refusal(403, 'This address is not permitted.');
  const waitSeconds = world.rate.admit(request.address, rateLimit);
  if (waitSeconds !== undefined) return refusal(429, 'Too many requests.', { 'retry-after': String(waitSeconds) });
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
