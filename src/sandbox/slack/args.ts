import { type JsonObject, isObject } from './json.ts';
import { SlackError } from './slack-error.ts';

/** Arguments that carry JSON inside a form. */
const JSON_ARGS = new Set(['attachments', 'blocks', 'files', 'message', 'metadata', 'unfurls', 'view']);

function decoded(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !JSON_ARGS.has(name)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}

function fromJson(body: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isObject(parsed)) return parsed;
  } catch {
    throw new SlackError('invalid_json');
  }
  throw new SlackError('json_not_object');
}

/** The arguments of a call: a form with JSON inside it, a JSON body, or a query. */
export function decodeArgs({
  body,
  contentType,
  query,
}: {
  body: string;
  contentType: string;
  query: URLSearchParams;
}) {
  const raw: JsonObject = contentType.startsWith('application/json')
    ? fromJson(body)
    : Object.fromEntries(new URLSearchParams(body));
  const given = { ...Object.fromEntries(query), ...raw };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, decoded(name, value)]));
}

/** A text argument; `undefined` where it is absent or empty. */
export function textArg(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text argument that the method cannot do without. */
export function requiredArg(args: JsonObject, name: string): string {
  const value = textArg(args, name);
  if (value !== undefined) return value;
  const messages = [`[ERROR] missing required field: ${name}`];
  throw new SlackError('invalid_arguments', { response_metadata: { messages } });
}

/** A switch, as forms and JSON write it; `undefined` where it is absent. */
export function flagArg(args: JsonObject, name: string): boolean | undefined {
  const value = args[name];
  if (value === undefined) return undefined;
  return value === true || value === 1 || value === 'true' || value === '1';
}

/** A number of entries to give back, between 1 and `max`. */
export function limitArg(args: JsonObject, { fallback, max }: { fallback: number; max: number }): number {
  const given = args['limit'];
  if (given === undefined || given === '') return fallback;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 0) throw new SlackError('invalid_limit');
  return Math.min(limit === 0 ? fallback : limit, max);
}
