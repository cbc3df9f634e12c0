import { ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { TLSSocket } from 'node:tls';
import { create } from 'axios';
import type { AxiosProxyConfig, AxiosRequestConfig, AxiosResponse } from 'axios';
import { VendorError } from '../domain/errors.ts';
import type { HttpOptions, HttpRequest, HttpResponse } from '../ports/http.ts';
import { networkFailure, statusFailure, tunnelFailure } from './failure.ts';
import type { Circumstances } from './failure.ts';
import { responseOf } from './response.ts';
import { excerpt } from './scrub.ts';
import type { Scrub } from './scrub.ts';

const maxBytesByDefault = 33_554_432;

export interface ExchangeParts {
  readonly options: HttpOptions;
  readonly proxy: AxiosProxyConfig | undefined;
  readonly scrub: Scrub;
}

/** One request and its answer, once. */
export type Exchange = (request: HttpRequest, circumstances: Circumstances) => Promise<HttpResponse>;

/** Errors: `VendorError` for everything but a 2xx. */
export function createExchange({ options, proxy, scrub }: ExchangeParts): Exchange {
  const client = create();
  const agents = createAgents(options.insecure);
  return async (request, circumstances) => {
    // The deadline is for the whole try: axios's own timeout starts again with each byte.
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(options.timeout)]);
    const config = { ...configOf(request, options), ...agents[circumstances.isRead ? 'reads' : 'writes'], signal };
    try {
      const response = await client.request<Buffer>({ ...config, proxy: proxy ?? false });
      return accepted(response, circumstances, scrub);
    } catch (error) {
      if (error instanceof VendorError) throw error;
      throw networkFailure(error, { ...circumstances, cancelled: request.signal.aborted });
    }
  };
}

/** Writes get a connection of their own: a kept one that the host just closed would leave their outcome unknown. */
function createAgents(insecure: boolean) {
  const agents = (keepAlive: boolean) => ({
    httpAgent: new HttpAgent({ keepAlive }),
    httpsAgent: new HttpsAgent({ keepAlive, rejectUnauthorized: !insecure }),
  });
  return { reads: agents(true), writes: agents(false) };
}

function configOf(request: HttpRequest, options: HttpOptions): AxiosRequestConfig {
  return {
    url: urlOf(request, options),
    method: request.method,
    headers: {
      accept: 'application/json',
      'user-agent': 'picket',
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers?.(),
      ...request.headers,
    },
    ...(request.body !== undefined && { data: Buffer.from(JSON.stringify(request.body)) }),
    responseType: 'arraybuffer',
    timeout: options.timeout,
    maxContentLength: options.maxBytes ?? maxBytesByDefault,
    maxRedirects: 0,
    validateStatus: null,
  };
}

function urlOf({ path, query = {} }: HttpRequest, { baseUrl, query: secretQuery }: HttpOptions): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...secretQuery?.() })) {
    for (const one of [value ?? []].flat()) pairs.append(name, String(one));
  }
  const search = pairs.toString();
  return `${baseUrl.replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`;
}

function accepted(response: AxiosResponse<Buffer>, circumstances: Circumstances, scrub: Scrub): HttpResponse {
  const { status, data } = response;
  if (circumstances.proxied && isProxysOwn(response)) throw tunnelFailure(status, circumstances);
  const headers = headersOf(response);
  const received = responseOf({ ...circumstances, status, headers, bytes: data, scrub });
  if (status >= 200 && status < 300) return received;
  const body = excerpt(received.text(), scrub);
  throw statusFailure({ status, retryAfter: headers['retry-after'], body }, circumstances);
}

/** What a proxy answers to CONNECT is replayed as if the vendor had said it; only the vendor's comes through TLS. */
function isProxysOwn({ request, config }: AxiosResponse): boolean {
  const sent: unknown = request;
  if (config.url?.startsWith('https:') !== true) return false;
  return sent instanceof ClientRequest && !(sent.socket instanceof TLSSocket);
}

function headersOf({ headers }: AxiosResponse): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
