import { type Answer, json } from '../simulator/answer.ts';
import { field, type ServedRequest } from '../simulator/request.ts';
import { notFound, wrongRequest } from './refusal.ts';
import type { World } from './world.ts';

/** `GET user/granted_collections`. Source: CONTRACT.md §2 (E1). */
export function listGrants(_request: ServedRequest, world: World): Answer {
  return json(200, world.settings().grants);
}

/** `POST scoring`: addresses without a score are left out. Source: CONTRACT.md §2 (E7). */
export function listScores({ body }: ServedRequest, world: World): Answer {
  const ips = field(body, 'ips');
  if (!isTexts(ips)) return wrongRequest('ips must be a list of texts.');
  const { scores } = world.settings();
  const known = ips.flatMap((ip) => {
    const riskScore = scores[ip];
    return riskScore === undefined ? [] : [[ip, { ip, riskScore }] as const];
  });
  return json(200, { items: Object.fromEntries(known) });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** `GET utils/graph/ip`. Source: CONTRACT.md §2 (E8). */
export function showAddress({ query }: ServedRequest, world: World): Answer {
  return fromGraph(query.get('ip') ?? '', world, (value) => (world.settings().graphShape === 'list' ? [value] : value));
}

/** `GET utils/graph/domain`. Source: CONTRACT.md §2 (E9). */
export function showDomain({ query }: ServedRequest, world: World): Answer {
  return fromGraph(query.get('domain') ?? '', world, (value) => value);
}

function fromGraph(asked: string, world: World, shape: (value: unknown) => unknown): Answer {
  if (asked === '') return wrongRequest('The value to look up is missing.');
  const known = world.settings().graph[asked];
  return known === undefined ? notFound(`record of ${asked}`) : json(200, shape(known));
}
