import { type Logger, webApi } from '@slack/bolt';
import type { ProxyAgent } from 'undici';
import type { Metrics } from '../ports/metrics.ts';
import { createFetch, createProxy } from './transport.ts';

/** Web API clients of the bot token. */
export interface Clients {
  /** For whatever must not happen twice: tries once, and throws a rate limit at once for the outbox to wait it out. */
  readonly posting: webApi.WebClient;
  /** For reads: tries again, waits out rate limits. */
  readonly reading: webApi.WebClient;
  /**
   * For modals and the App Home, for which a person waits and which do no harm twice, since a trigger opens one view
   * only: tries once more at once, where a connection was closed while it lay idle; throws a rate limit.
   */
  readonly showing: webApi.WebClient;
  readonly fetch: webApi.FetchFunction;
  readonly proxy: ProxyAgent | undefined;
  /** Options of the posting client, an object of its own each time: Bolt and its receivers write into theirs. */
  options(): webApi.WebClientOptions;
  /** What Slack said last to a method: `ok` or an error word. */
  lastOutcome(method: string): string | undefined;
  close(): Promise<void>;
}

const timeoutMs = 15_000;
/** A post without an answer is looked up, and another replica must not wait longer for it than for a fail-over. */
const postTimeoutMs = 6000;
const posts: ReadonlySet<string> = new Set(['chat.postMessage', 'files.completeUploadExternal']);

export function createClients({
  apiUrl,
  botToken,
  metrics,
  logger,
  proxyUrl,
  onDate,
}: {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly proxyUrl: string | undefined;
  readonly onDate?: ((at: Date) => void) | undefined;
}): Clients {
  const proxy = createProxy(proxyUrl);
  const outcomes = new Map<string, string>();
  const fetch = createFetch({
    apiUrl,
    metrics,
    timeoutMs: (method) => (posts.has(method) ? postTimeoutMs : timeoutMs),
    onOutcome: (method, outcome) => outcomes.set(method, outcome),
    ...(proxy !== undefined && { proxy }),
    ...(onDate !== undefined && { onDate }),
  });
  const options = (): webApi.WebClientOptions => ({
    slackApiUrl: apiUrl,
    logger,
    fetch,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return {
    posting: new webApi.WebClient(botToken, options()),
    reading: new webApi.WebClient(botToken, {
      ...options(),
      retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2000 },
      rejectRateLimitedCalls: false,
    }),
    showing: new webApi.WebClient(botToken, { ...options(), retryConfig: { retries: 1, minTimeout: 0 } }),
    fetch,
    proxy,
    options,
    lastOutcome: (method) => outcomes.get(method),
    async close() {
      await proxy?.destroy();
    },
  };
}
