import { type Answer, json } from '../simulator/answer.ts';
import { basicState, header, type KeyState, type ServedRequest, wholeNumber } from '../simulator/request.ts';
import { refusal } from './answer.ts';
import type { TaxiiCollection, TaxiiObject } from './wire.ts';
import type { World } from './world.ts';

const MEDIA_TYPE = 'application/taxii+json;version=2.1';
const DEFAULT_LIMIT = 250;
const TAXII = { 'content-type': MEDIA_TYPE };

/** `GET /taxii/collections/`. Source: CONTRACT.md §4. */
export function listCollections(request: ServedRequest, world: World): Answer {
  const collections = world.settings().taxii.collections.map(({ id, title }) => ({
    id,
    title,
    can_read: true,
    can_write: false,
    media_types: [MEDIA_TYPE],
  }));
  return refused(request, world) ?? json(200, { collections }, TAXII);
}

/** `GET /taxii/collections/{id}/objects/`. Source: CONTRACT.md §4; `next` and `added_after` as TAXII 2.1 has them. */
export function listObjects(collectionId: string, request: ServedRequest, world: World): Answer {
  const collection = world.settings().taxii.collections.find(({ id }) => id === collectionId);
  return refused(request, world) ?? (collection ? objectsPage(collection, request, world) : noCollection());
}

/** Whether the account that came by HTTP Basic is the right one. */
export function accountState(request: ServedRequest, world: World): KeyState {
  return basicState(request, world.settings().taxii);
}

function refused(request: ServedRequest, world: World): Answer | undefined {
  if (accountState(request, world) !== 'right') {
    return refusal(401, 'The account is not valid.', { 'www-authenticate': 'Basic realm="taxii"' });
  }
  const accept = header(request, 'accept') ?? '*/*';
  if (!/application\/taxii\+json|\*\/\*/i.test(accept)) return refusal(406, `Accept must be ${MEDIA_TYPE}.`);
  return undefined;
}

function noCollection(): Answer {
  return refusal(404, 'There is no such collection.');
}

function objectsPage({ objects }: TaxiiCollection, { query }: ServedRequest, world: World): Answer {
  const limit = wholeNumber(query.get('limit') ?? String(DEFAULT_LIMIT));
  if (!limit) return refusal(400, 'limit must be a whole number above 0.');
  if (world.settings().taxii.paging === 'none') return json(200, { objects: objects.slice(0, limit) }, TAXII);

  const from = wholeNumber(query.get('next') ?? '0');
  if (from === undefined) return refusal(400, 'next is not one that this server gave.');
  const addedAfter = Date.parse(query.get('added_after') ?? '');
  const added = objects
    .filter((object) => !(addedAt(object) <= addedAfter))
    .toSorted((a, b) => addedAt(a) - addedAt(b));
  const more = added.length > from + limit;
  const page = { more, ...(more && { next: String(from + limit) }), objects: added.slice(from, from + limit) };
  return json(200, page, TAXII);
}

function addedAt({ modified, created }: TaxiiObject): number {
  return Date.parse(modified ?? created ?? '') || 0;
}
