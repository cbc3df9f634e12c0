import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { PrometheusMetrics } from './metrics.ts';

export interface OpsServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly ready: () => Promise<{ readonly ok: boolean; readonly reasons: readonly string[] }>;
  readonly metrics: Pick<PrometheusMetrics, 'contentType' | 'text'>;
  /** In HTTP mode: Slack's own requests. */
  readonly slackEvents?: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface OpsServer {
  readonly port: number;
  /** Ends idle connections, and after a second those that still wait for their answer. */
  close(): Promise<void>;
}

const graceMs = 1000;
/** Below the five seconds after which a prober would take the process itself for dead. */
const readyDeadlineMs = 4000;

/** How far ahead Slack's clock may be; Bolt itself checks only for the past. */
const mostAheadSeconds = 300;

/** `/healthz`, `/readyz`, `/metrics` and, in HTTP mode, `/slack/events`. Errors: the port is taken or refused. */
export async function startOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  let closing = false;
  const server = createServer((request, response) => {
    // Node leaves a connection open that becomes idle only after `close()`.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    void route(request, response, options).catch(() => answer(response, { status: 500, text: 'failed' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(listenFault(error, options))));
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(impatience);
    },
  };
}

async function route(request: IncomingMessage, response: ServerResponse, options: OpsServerOptions): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0];
  if (path === '/slack/events' && options.slackEvents !== undefined)
    return slackEvent(request, response, options.slackEvents);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, { status: 405, text: 'method not allowed' });
  if (path === '/healthz') return answer(response, { status: 200, text: 'ok' });
  if (path === '/readyz') {
    const { ok, reasons } = await readiness(options.ready);
    return answer(response, { status: ok ? 200 : 503, text: ok ? 'ready' : reasons.join('\n') });
  }
  if (path === '/metrics')
    return answer(response, {
      status: 200,
      text: await options.metrics.text(),
      contentType: options.metrics.contentType,
    });
  return answer(response, { status: 404, text: 'not found' });
}

/** A check that fails or hangs is an answer, too: not ready. */
async function readiness(ready: OpsServerOptions['ready']): ReturnType<OpsServerOptions['ready']> {
  const deadline = new AbortController();
  const late = delay(readyDeadlineMs, { ok: false, reasons: ['the check did not end in time'] }, deadline);
  try {
    return await Promise.race([ready(), late]);
  } catch {
    return { ok: false, reasons: ['the check itself failed'] };
  } finally {
    deadline.abort();
    await late.catch(() => undefined);
  }
}

function slackEvent(
  request: IncomingMessage,
  response: ServerResponse,
  slackEvents: NonNullable<OpsServerOptions['slackEvents']>,
): void {
  const timestamp = Number(request.headers['x-slack-request-timestamp']);
  if (timestamp > Date.now() / 1000 + mostAheadSeconds)
    return answer(response, { status: 401, text: 'timestamp in the future' });
  return slackEvents(request, response);
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
}

function answer(response: ServerResponse, { status, text, contentType = 'text/plain; charset=utf-8' }: Reply): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(`${text}
`);
}

function listenFault({ code }: NodeJS.ErrnoException, { host, port }: OpsServerOptions): string {
  if (code === 'EADDRINUSE')
    return `http.port: ${host}:${port} is taken by another process. Stop it, or choose another port.`;
  return `http: cannot listen on ${host}:${port} (${code ?? 'unknown fault'}).`;
}
