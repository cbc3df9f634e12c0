import { createHash } from 'node:crypto';
import { VendorError } from '../domain/errors.ts';
import { secret } from '../domain/secret.ts';
import type { Budget } from '../ports/budget.ts';
import type { HttpClient, HttpOptions, HttpRequest, HttpResponse } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { createExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { cancelledFailure } from './failure.ts';
import type { Circumstances } from './failure.ts';
import { createPacers } from './pacer.ts';
import type { Pacer } from './pacer.ts';
import { proxyFor } from './proxy.ts';
import type { Environment } from './proxy.ts';
import { shortWaitMs, withRetries } from './retry.ts';
import { createScrub } from './scrub.ts';

export interface HttpDeps {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where `proxy: system` looks for HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly env: Environment;
  /** Where replicas share what vendors permit. */
  readonly budget?: Budget;
}

/**
 * Gives what makes HTTP clients. All clients of one host, or account there, made by it share the pace.
 * Errors of making a client: `InputError` for a proxy that is not HTTP(S).
 */
export function createHttp(deps: HttpDeps): (options: HttpOptions) => HttpClient {
  const pacerFor = createPacers(deps.budget);
  return (options) => {
    const base = new URL(options.baseUrl);
    const proxy = proxyFor(options.proxy, base, deps.env);
    const proxySecrets = proxy?.auth === undefined ? [] : [secret(proxy.auth.password)];
    const scrub = createScrub([...options.secrets, ...proxySecrets]);
    return clientOf({
      options,
      base,
      proxied: proxy !== undefined,
      exchange: createExchange({ options, proxy, scrub }),
      pacer: pacerFor(permissionOf(base, options), options.pace),
      ...deps,
    });
  };
}

/** Whose pace it is. An account stands in it as a hash: buckets have their names in the store. */
function permissionOf({ host }: URL, { pace }: HttpOptions): string {
  if (pace?.account === undefined) return host;
  return `${host} ${createHash('sha256').update(pace.account).digest('hex').slice(0, 16)}`;
}

interface ClientParts extends HttpDeps {
  readonly options: HttpOptions;
  readonly base: URL;
  readonly proxied: boolean;
  readonly exchange: Exchange;
  readonly pacer: Pacer;
}

function clientOf(parts: ClientParts): HttpClient {
  return {
    async send(request) {
      const circumstances = circumstancesOf(request, parts);
      const once = async (): Promise<HttpResponse> => oneTry(request, circumstances, parts);
      if (!circumstances.isRead) return once();
      return withRetries(once, { signal: request.signal, cancelled: () => cancelledFailure(circumstances, false) });
    },
  };
}

function circumstancesOf({ method, path }: HttpRequest, { options, base, proxied }: ClientParts): Circumstances {
  return {
    where: `${method} ${base.host}${base.pathname.replace(/\/+$/, '')}${path}`,
    host: base.host,
    isRead: method === 'GET' || method === 'HEAD',
    timeoutMs: options.timeout,
    proxied,
  };
}

async function oneTry(request: HttpRequest, circumstances: Circumstances, parts: ClientParts): Promise<HttpResponse> {
  try {
    await parts.pacer.turn(request.signal, !circumstances.isRead);
  } catch {
    throw cancelledFailure(circumstances, false);
  }
  const startedAtMs = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAtMs);
  try {
    const response = await parts.exchange(request, circumstances);
    const { status } = response;
    parts.metrics.vendorRequest(parts.options.name, 'ok');
    parts.log.debug({ ...placeOf(request, parts), status, durationMs: durationMs() }, 'vendor request answered');
    return response;
  } catch (error) {
    if (error instanceof VendorError) report(error, { ...placeOf(request, parts), durationMs: durationMs() }, parts);
    throw error;
  }
}

function placeOf({ method, path }: HttpRequest, { options, base }: ClientParts) {
  return { instance: options.name, host: base.host, method, path: `${base.pathname.replace(/\/+$/, '')}${path}` };
}

function report(error: VendorError, place: object, { log, metrics, options, pacer }: ClientParts): void {
  const { kind, detail } = error;
  const waitMs = shortWaitMs(error);
  if (waitMs !== undefined) pacer.hold(waitMs);
  metrics.vendorRequest(options.name, detail.trouble === 'cancelled' ? 'cancelled' : kind);
  const { where: _where, ...rest } = detail;
  const data = { ...place, ...rest };
  if (detail.trouble === 'cancelled') log.debug(data, 'vendor request cancelled');
  // The vendor understood and said no: whoever asked knows what that means.
  else if (kind === 'refused') log.info(data, 'vendor request refused');
  else log.warn(data, 'vendor request failed');
}
