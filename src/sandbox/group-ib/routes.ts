import type { Answer } from '../simulator/answer.ts';
import { refuseAtDoor } from '../simulator/door.ts';
import { basicState, type KeyState, type ServedRequest } from '../simulator/request.ts';
import { findRoute, type Route } from '../simulator/router.ts';
import { runAction, showFile, showItem } from './item-routes.ts';
import { listGrants, listScores, showAddress, showDomain } from './lookup-routes.ts';
import { refusal } from './refusal.ts';
import { listFound, searchEverywhere } from './search-routes.ts';
import { listSequences, listUpdated } from './sequence-routes.ts';
import { API_BASE, type World } from './world.ts';

type Handler = (parameter: string, request: ServedRequest, world: World) => Answer;

const PORTAL_PAGE = '/welcome';
const COLLECTION = '([^/]+/[^/]+)';
const ITEM = '([^/]+/[^/]+/[^/]+)';

/** Source: CONTRACT.md §2. The first that fits is taken: what has a name of its own stands before what has none. */
const ROUTES: readonly Route<Handler>[] = [
  { method: 'GET', path: api('user/granted_collections'), answer: (_, ...rest) => listGrants(...rest) },
  { method: 'GET', path: api('sequence_list'), answer: (_, ...rest) => listSequences(...rest) },
  { method: 'GET', path: api('search'), answer: (_, ...rest) => searchEverywhere(...rest) },
  { method: 'POST', path: api('scoring'), answer: (_, ...rest) => listScores(...rest) },
  { method: 'GET', path: api('utils/graph/ip'), answer: (_, ...rest) => showAddress(...rest) },
  { method: 'GET', path: api('utils/graph/domain'), answer: (_, ...rest) => showDomain(...rest) },
  { method: 'GET', path: api(`${COLLECTION}/updated`), answer: listUpdated },
  { method: 'GET', path: api(COLLECTION), answer: listFound },
  { method: 'GET', path: api(ITEM), answer: showItem },
  { method: 'GET', path: api(`(${ITEM}/file/[^/]+)`), answer: showFile },
  { method: 'GET', path: api(`(${ITEM}/action/[^/]+)`), answer: runAction },
];

/** Does what the request asks for and answers it; 404 for a path that is not served, 405 for a method that is not. */
export function route(request: ServedRequest, world: World): Answer {
  if (request.path === PORTAL_PAGE) return portalPage();
  const found = findRoute(ROUTES, request);
  if (found.kind === 'found') return found.handler(found.parameter, request, world);
  if (found.kind === 'no-path') return refusal(404, 'There is nothing at this path.');
  return refusal(405, 'This method is not served here.', { allow: found.allow });
}

/** What meets a caller of the API at the door: the address, the rate limit of the collection, then the credentials. */
export function refuseAtTheDoor(request: ServedRequest, world: World): Answer | undefined {
  if (request.path === PORTAL_PAGE) return undefined;
  const { address, rateLimit } = world.settings();
  if (address === 'redirected') return redirection();
  // Each collection has a limit of its own.
  const caller = { ...request, address: `${request.address} ${collectionOf(request)}` };
  const turnedAway = refuseAtDoor(caller, { door: { address, rateLimit }, rate: world.rate, refuse: refusal });
  if (turnedAway || keyOf(request, world) === 'right') return turnedAway;
  return refusal(401, 'Bad credentials.', { 'www-authenticate': 'Basic realm="TI"' });
}

/** The state of the pair that came by HTTP Basic. */
export function keyOf(request: ServedRequest, world: World): KeyState {
  const { username, apiKey } = world.settings();
  return basicState(request, { username, password: apiKey });
}

/** The collection that a request is about; the path of one that is about none. */
function collectionOf({ path, query }: ServedRequest): string {
  const [section, name] = path.slice(API_BASE.length + 1).split('/');
  return query.get('collection') ?? `${section}/${name}`;
}

function redirection(): Answer {
  return { kind: 'reply', status: 302, headers: { location: PORTAL_PAGE }, body: undefined };
}

/** Where an address that is not on the allow list ends when it follows. */
function portalPage(): Answer {
  const text = '<!doctype html><title>Threat Intelligence</title><p>Please sign in.</p>';
  return { kind: 'reply', status: 200, headers: { 'content-type': 'text/html' }, body: { text } };
}

function api(path: string): RegExp {
  return new RegExp(`^${API_BASE}/${path}$`);
}
