import * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { secret } from '../../domain/secret.ts';
import { createScrub } from '../../http/scrub.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../ports/http.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { failureInside, inContractWords, noContent } from './failures.ts';
import { compact } from './compact.ts';
import type { Rapid7Settings } from './settings.ts';

/** One request below the API root. Source: CONTRACT.md §1, §4. */
export interface Call {
  readonly method: HttpRequest['method'];
  /** Values already percent-encoded: `/v1/data/alerts/close-alert/59490d…`. */
  readonly path: string;
  /** A list is sent as one key a value; absent values and empty lists are left out. Booleans go out in lower case. */
  readonly query?: { readonly [name: string]: string | number | boolean | readonly string[] | undefined };
  /** Sent without its nulls, empty lists and empty objects; empty texts, `false` and 0 stay. */
  readonly body?: JsonObject | readonly Json[];
  /** Sends `body` as it stands. */
  readonly wholeBody?: boolean;
  /** "200 only" of the contract: a 204 is an error. */
  readonly onlyOk?: boolean;
  readonly signal: AbortSignal;
}

/** A Threat Command account. Every method throws `VendorError` in the contract's words (CONTRACT.md §2). */
export interface Rapid7Client {
  /** The API root that is really used. */
  readonly baseUrl: string;
  /** The answer as `schema` reads it; an answer without content is read as null. Errors also: `malformed`. */
  json<T>(schema: z.ZodType<T>, call: Call): Promise<T>;
  /** The answer as text, after a look for an error inside. */
  text(call: Call): Promise<string>;
  /** The answer as it came: for files. */
  raw(call: Call): Promise<HttpResponse>;
}

/** `<server>/public`, whether or not the configured URL names it. */
export function apiRoot(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '').replace(/\/public$/, '')}/public`;
}

export function createClient(settings: Rapid7Settings, { http }: VendorDeps): Rapid7Client {
  const { accountId, apiKey, subAccountId } = settings;
  const baseUrl = apiRoot(settings.url);
  const basic = (): string => Buffer.from(`${accountId}:${apiKey.reveal()}`).toString('base64');
  const secrets = [apiKey, secret(basic())];
  const client = http({
    ...settings,
    baseUrl,
    headers: () => ({
      authorization: `Basic ${basic()}`,
      ...(subAccountId !== undefined && { 'Account-Id': subAccountId }),
    }),
    secrets,
  });
  const scrub = createScrub(secrets);
  const raw = async (call: Call): Promise<HttpResponse> => send(client, call);
  return {
    baseUrl,
    raw,
    async json(schema, call) {
      const response = await raw(call);
      const value = isEmpty(response) ? null : response.json();
      throwInside(value, response, scrub);
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      throw unexpected(response);
    },
    async text(call) {
      const response = await raw(call);
      throwInside(jsonOf(response), response, scrub);
      return response.text();
    },
  };
}

async function send(client: HttpClient, call: Call): Promise<HttpResponse> {
  const { method, path, query, body, wholeBody, onlyOk, signal } = call;
  const request: HttpRequest = {
    method,
    path,
    signal,
    ...(query !== undefined && { query }),
    ...(body !== undefined && { body: wholeBody === true ? body : compact(body) }),
  };
  const response = await client.send(request).catch((error: unknown) => {
    throw error instanceof VendorError ? inContractWords(error) : error;
  });
  if (onlyOk === true && response.status === 204) throw noContent();
  return response;
}

function isEmpty({ status, bytes }: HttpResponse): boolean {
  return status === 204 || bytes.length === 0;
}

/** A write answers with plain text or JSON; only JSON can tell of a failure. */
function jsonOf(response: HttpResponse): unknown {
  if (!/^\s*\{/.test(response.text())) return null;
  try {
    return response.json();
  } catch {
    return null;
  }
}

function throwInside(value: unknown, { status }: HttpResponse, scrub: (text: string) => string): void {
  const failure = failureInside(value, status);
  if (failure !== undefined) throw new VendorError(scrub(failure.message), failure.detail);
}

function unexpected({ status }: HttpResponse): VendorError {
  return new VendorError('Threat Command answered with something else than was asked for.', {
    kind: 'malformed',
    status,
  });
}

/** Any value that came out of `JSON.parse`, but null. */
export const anyJson = z.custom<Json>((value) => value !== undefined && value !== null);

/** A list; no content is an empty one. Its items are asked one by one. */
export const JsonList = z
  .array(anyJson)
  .nullable()
  .transform((list) => list ?? []);

/** An object as it came; no content is an empty one. */
export const JsonRecord = z
  .record(z.string(), z.custom<Json>())
  .nullable()
  .transform((record): JsonObject => record ?? {});
