import type * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/json.ts';
import { secret } from '../../domain/secret.ts';
import type { HttpRequest, HttpResponse } from '../../ports/http.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { groupIbBase, portalOf } from './base-url.ts';
import { inGroupIbWords } from './failures.ts';
import { Grants, Graph, Hits, Item, Scores, SearchPage, SequenceList, UpdatedPage } from './schema.ts';
import type { Grant, Hit } from './schema.ts';
import type { GroupIbSettings } from './settings.ts';

/** What E3 takes. What is absent, empty, 0 or false is not sent. Source: CONTRACT.md §2.1. */
export interface UpdatedQuery {
  /** Decimal text. */
  readonly seqUpdate?: string | undefined;
  readonly limit?: number | undefined;
  /** `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`. */
  readonly df?: string | undefined;
  readonly dt?: string | undefined;
  readonly q?: string | undefined;
  readonly hunting?: boolean | undefined;
  readonly unique?: boolean | undefined;
  readonly combolist?: boolean | undefined;
  readonly probableCorporateAccess?: boolean | undefined;
}

/** What E4 takes: the first request asks, the following ones name the result. Source: CONTRACT.md §2.2. */
export type SearchQuery =
  | (Pick<UpdatedQuery, 'df' | 'dt' | 'q' | 'limit' | 'hunting'> & { readonly resultId?: undefined })
  | { readonly resultId: string; readonly limit?: number | undefined };

/** The API of CONTRACT.md §2. Every method throws `VendorError` in the contract's words (§3.1). */
export interface GroupIbClient {
  /** The base that is really used, without a slash at its end. */
  readonly baseUrl: string;
  /** The web portal, without a slash at its end. */
  readonly portal: string;
  /** E1 */
  grants(signal: AbortSignal): Promise<readonly Grant[]>;
  /** E2: the cursor from which a collection is read to get all since `date` (`YYYY-MM-DD`); absent where it has none. */
  sequenceAt(
    collection: string,
    options: { readonly date: string; readonly hunting: boolean; readonly signal: AbortSignal },
  ): Promise<string | undefined>;
  /** E3, ascending. */
  updated(collection: string, query: UpdatedQuery, signal: AbortSignal): Promise<UpdatedPage>;
  /** E4, newest first. */
  search(collection: string, query: SearchQuery, signal: AbortSignal): Promise<SearchPage>;
  /** E5. An unknown id is a `refused` 404. */
  item(collection: string, id: string, signal: AbortSignal): Promise<JsonObject>;
  /** E6 */
  globalSearch(query: string, signal: AbortSignal): Promise<readonly Hit[]>;
  /** E7: risk 0 to 100 by address. */
  scores(ips: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, number>>;
  /** E8 */
  ipGraph(ip: string, signal: AbortSignal): Promise<JsonObject | undefined>;
}

/** A client of one account. A redirect is never followed and certificates are verified unless `insecure` (W26). */
export function createClient(settings: GroupIbSettings, { http }: VendorDeps): GroupIbClient {
  const { username, apiKey, pace, url } = settings;
  const baseUrl = groupIbBase(url);
  const basic = (): string => Buffer.from(`${username}:${apiKey.reveal()}`).toString('base64');
  const client = http({
    ...settings,
    baseUrl,
    headers: () => ({ authorization: `Basic ${basic()}`, accept: '*/*', 'user-agent': userAgent(username) }),
    pace: { requests: pace.requests, perMs: pace.per, account: username },
    secrets: [apiKey, secret(basic())],
  });
  const ask = async <T>(schema: z.ZodType<T>, request: HttpRequest): Promise<T> =>
    inGroupIbWords(async () => read(schema, await client.send(request)));
  return {
    baseUrl,
    portal: portalOf(url),
    grants: async (signal) => ask(Grants, { method: 'GET', path: '/user/granted_collections', signal }),
    async sequenceAt(collection, { date, hunting, signal }) {
      const query = sent({ date, collection, apply_hunting_rules: hunting });
      const list = await ask(SequenceList, { method: 'GET', path: '/sequence_list', query, signal });
      const cursor = list.get(collection);
      return cursor === null || cursor === '0' ? undefined : cursor;
    },
    updated: async (collection, query, signal) =>
      ask(UpdatedPage, { method: 'GET', path: `/${collection}/updated`, query: updatedParameters(query), signal }),
    search: async (collection, query, signal) =>
      ask(SearchPage, { method: 'GET', path: `/${collection}`, query: searchParameters(query), signal }),
    item: async (collection, id, signal) => ask(Item, { method: 'GET', path: itemPath(collection, id), signal }),
    globalSearch: async (q, signal) => ask(Hits, { method: 'GET', path: '/search', query: sent({ q }), signal }),
    scores: async (ips, signal) => ask(Scores, { method: 'POST', path: '/scoring', body: { ips }, signal }),
    ipGraph: async (ip, signal) => ask(Graph, { method: 'GET', path: '/utils/graph/ip', query: { ip }, signal }),
  };
}

/** Product metadata as the vendor asks for it, `{type}/{product}/{integration}/{user}/{library}` (CONTRACT.md §1). */
function userAgent(username: string): string {
  return `SOAR/Slack/Picket/${username.replaceAll(/[^\x21-\x7e]/g, '')}/picket`;
}

/** Errors: `refused` for what a URL would not take for a name. */
function itemPath(collection: string, id: string): string {
  if (/^\.{0,2}$/.test(id))
    throw new VendorError('Group-IB has no record of that id.', { kind: 'refused', status: 404 });
  return `/${collection}/${encodeURIComponent(id)}`;
}

type Parameters = { readonly [name: string]: string | number | boolean | undefined };

/** The vendor's client leaves out what is falsy and writes a switch as 1 (CONTRACT.md §2). */
function sent(parameters: Parameters): { [name: string]: string | number } {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined || value === false || value === 0 || value === '') return [];
    return [[name, value === true ? 1 : value] as const];
  });
  return Object.fromEntries(pairs);
}

function updatedParameters({ hunting, probableCorporateAccess, ...query }: UpdatedQuery): Parameters {
  return sent({ ...query, apply_hunting_rules: hunting, probable_corporate_access: probableCorporateAccess });
}

/** The hunting flag is sent here too, though published clients forget it (CONTRACT.md §2.2, W1). */
function searchParameters(query: SearchQuery): Parameters {
  const { resultId, limit } = query;
  if (resultId !== undefined) return sent({ resultId, limit });
  const { hunting, ...first } = query;
  return sent({ ...first, apply_hunting_rules: hunting });
}

function read<T>(schema: z.ZodType<T>, response: HttpResponse): T {
  const parsed = schema.safeParse(response.json());
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new VendorError(`Group-IB's answer has another structure than expected (${where.slice(0, 200)}).`, {
    kind: 'malformed',
    status: response.status,
  });
}
