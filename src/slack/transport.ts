import type { webApi } from '@slack/bolt';
import { ProxyAgent } from 'undici';
import type { Metrics } from '../ports/metrics.ts';

type Fetch = webApi.FetchFunction;

export interface TransportOptions {
  readonly apiUrl: string;
  readonly metrics: Metrics;
  /** For one request of a method, from connecting to the last byte. */
  readonly timeoutMs: (method: string) => number;
  readonly proxy?: ProxyAgent;
  /** Called with Slack's word for each outcome: `ok`, an error word, `http_500`, `timeout`, `network`. */
  readonly onOutcome?: (method: string, outcome: string) => void;
  /** Called with the time that an answer tells by its `Date` header. */
  readonly onDate?: (at: Date) => void;
}

/** The dispatcher for everything that goes to Slack, HTTP and WebSocket alike; absent without a proxy. */
export function createProxy(proxyUrl: string | undefined): ProxyAgent | undefined {
  return proxyUrl === undefined ? undefined : new ProxyAgent(proxyUrl);
}

/**
 * A `fetch` that counts each call by Web API method and outcome, gives up after `timeoutMs` and goes through the proxy.
 * It is the global one: undici's own does not know Node's FormData, and uploads would come out empty.
 */
export function createFetch({ apiUrl, metrics, timeoutMs, proxy, onOutcome, onDate }: TransportOptions): Fetch {
  return async (url, init) => {
    const method = methodOf(String(url), apiUrl, init?.body);
    const count = (outcome: string): void => {
      metrics.slackRequest(method, outcome);
      onOutcome?.(method, outcome);
    };
    try {
      const timeout = AbortSignal.timeout(timeoutMs(method));
      const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      // Node's own types know another release of undici than the proxy is of.
      const options: object = { ...init, signal, ...(proxy !== undefined && { dispatcher: proxy }) };
      const response = await fetch(url, options);
      count(await outcomeOf(response));
      tellDate(response, onDate);
      return response;
    } catch (error) {
      count(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'network');
      throw error;
    }
  };
}

function tellDate({ headers }: Response, onDate: TransportOptions['onDate']): void {
  const at = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(at)) onDate?.(new Date(at));
}

function methodOf(url: string, apiUrl: string, body: unknown): string {
  if (url.startsWith(apiUrl)) return url.slice(apiUrl.length).split('?', 1)[0] ?? 'unknown';
  return typeof body === 'string' ? 'response_url' : 'upload_url';
}

async function outcomeOf(response: Response): Promise<string> {
  if (response.status === 429) return 'ratelimited';
  if (!response.ok) return `http_${response.status}`;
  if (!(response.headers.get('content-type') ?? '').includes('json')) return 'ok';
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('ok' in body) || body.ok === true) return 'ok';
  return 'error' in body && typeof body.error === 'string' && /^[a-z0-9_]{1,60}$/.test(body.error)
    ? body.error
    : 'refused';
}
