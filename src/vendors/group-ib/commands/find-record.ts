import { VendorError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { classifyIndicator } from '../../../indicators/classify.ts';
import type { GroupIbClient } from '../client.ts';
import { isList, isObject } from '../json-path.ts';

export interface WantedRecord {
  readonly collection: string;
  readonly id: string;
  readonly signal: AbortSignal;
}

/** Pages of a search for one record; a search that matches more than these was not by its id. */
const mostPages = 5;

/** What a few collections want their ids to be searched with; the others have a path for each record. */
const searchedBy: { readonly [collection: string]: (id: string) => string } = {
  'osi/public_leak': (id) => `id:${id}`,
  'attacks/phishing_group': (id) => `id:${id}`,
  'suspicious_ip/tor_node': (id) => id,
  'suspicious_ip/open_proxy': (id) => id,
  'suspicious_ip/socks_proxy': (id) => id,
};

/**
 * The record with that id. Source: CONTRACT.md §10.
 * Errors: `refused` with status 404 where there is none, also where a search finds only others (W17).
 */
export async function findRecord(client: GroupIbClient, wanted: WantedRecord): Promise<JsonObject> {
  const queryOf = searchedBy[wanted.collection];
  if (queryOf !== undefined) return searchRecord(client, queryOf(wanted.id), wanted);
  const item = await client.item(wanted.collection, wanted.id, wanted.signal);
  // A body that counts is a page, not a record (CONTRACT.md §2.3).
  if (!isList(item.items)) return wanted.collection === 'compromised/breached' ? asListed(item) : item;
  return item.items.filter(isObject).find((one) => hasId(one, wanted.id)) ?? notFound(wanted);
}

/** A breach asked for by its id has the domains of its addresses in another place than a listed one (CONTRACT.md §5.4). */
function asListed({ emails, ...breach }: JsonObject): JsonObject {
  if (emails === undefined || breach.addInfo !== undefined) return breach;
  return { ...breach, addInfo: { emailDomain: emails } };
}

async function searchRecord(client: GroupIbClient, q: string, wanted: WantedRecord): Promise<JsonObject> {
  let seqUpdate: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const page = await client.updated(wanted.collection, { q, seqUpdate }, wanted.signal);
    const found = page.items.filter(isObject).find((one) => hasId(one, wanted.id));
    if (found !== undefined) return found;
    const isLast = page.count !== undefined && page.count <= page.items.length;
    if (isLast || page.items.length === 0 || page.seqUpdate === undefined || page.seqUpdate === seqUpdate) break;
    seqUpdate = page.seqUpdate;
  }
  return notFound(wanted);
}

/** An address is the same however it is written. */
function hasId({ id }: JsonObject, wanted: string): boolean {
  if (typeof id !== 'string' && typeof id !== 'number') return false;
  const text = String(id).trim();
  return text === wanted || (classifyIndicator(text)?.kind === 'ip' && classifyIndicator(text)?.value === wanted);
}

function notFound({ collection, id }: WantedRecord): never {
  const message = `Status code: 404. Message: Not found. ${collection} has no record with ID ${id}.`;
  throw new VendorError(message, { kind: 'refused', status: 404 });
}
