import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { createActing, createLooking } from './acting.ts';
import { createApi } from './api.ts';
import { type CallLog, createCallLog } from './api-calls.ts';
import type { Core } from './core.ts';
import { type FaultPlan, createFaultPlan } from './faults.ts';
import { createFileRoutes } from './file-routes.ts';
import { createFileStore } from './files.ts';
import { sendText } from './http-body.ts';
import { createHttpMode } from './http-mode.ts';
import { createMessageLog } from './message-log.ts';
import type { SlackOptions } from './options.ts';
import { createPageRoutes } from './page-routes.ts';
import type { Stage } from './people/stage.ts';
import { createRateLimits } from './rate-limits.ts';
import { createResponseEndpoint } from './responses.ts';
import { createResponseUrls } from './response-urls.ts';
import type { SlackSandbox } from './sandbox.ts';
import { type SocketMode, createSocketMode } from './socket-mode.ts';
import { type Timers, type Transport, createTimers } from './transport.ts';
import { createTriggers } from './triggers.ts';
import { createViewBoard } from './views.ts';
import { createWorkspace } from './workspace.ts';

const ACK_TIMEOUT_MS = 3000;
const TRIGGER_LIFE_MS = 3000;
const EVENT_RETRY_MS = [0, 60_000, 300_000];

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

function createCore(options: SlackOptions, origin: () => string): Core {
  const workspace = createWorkspace(options);
  const { now, teamId } = workspace;
  return {
    workspace,
    messages: createMessageLog(workspace),
    views: createViewBoard(workspace),
    triggers: createTriggers({ now, lifeMs: options.triggerLifeMs ?? TRIGGER_LIFE_MS }),
    responseUrls: createResponseUrls(teamId, now),
    files: createFileStore(now),
    origin,
  };
}

function createSockets({ workspace }: Core, timers: Timers): SocketMode {
  const { appId, now, options, emit } = workspace;
  return createSocketMode({
    appId,
    now,
    timers,
    ackTimeoutMs: options.ackTimeoutMs ?? ACK_TIMEOUT_MS,
    pingIntervalMs: options.pingIntervalMs ?? 10_000,
    onCount: (count) => emit({ type: 'connected', connected: count > 0 }),
  });
}

function createTransport(options: SlackOptions, core: Core, sockets: SocketMode): Transport {
  const { requestUrl } = options;
  if (requestUrl === undefined) return sockets;
  return createHttpMode({
    requestUrl: () => (typeof requestUrl === 'string' ? requestUrl : requestUrl()),
    signingSecret: options.signingSecret ?? '',
    ackTimeoutMs: options.ackTimeoutMs ?? ACK_TIMEOUT_MS,
    now: core.workspace.now,
  });
}

async function firstThatServes(routes: readonly Route[], request: IncomingMessage, response: ServerResponse) {
  for (const route of routes) {
    if (await route(request, response)) return;
  }
  sendText(response, 404, 'not found');
}

function listen(server: Server, { port = 0, host = '127.0.0.1' }: SlackOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server, { sockets, timers }: { sockets: SocketMode; timers: Timers }): Promise<void> {
  timers.clear();
  sockets.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function pageRoute({ page }: SlackOptions): Route {
  return async (request, response) => (page === undefined ? false : await page(request, response));
}

function serve(routes: readonly Route[], sockets: SocketMode): Server {
  const server = createServer((request, response) => {
    firstThatServes(routes, request, response).catch(() => {
      if (!response.headersSent) sendText(response, 500, 'the sandbox failed');
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket: Socket, head) => {
    if (!sockets.upgrade(request, socket, head)) socket.destroy();
  });
  return server;
}

interface Parts {
  readonly stage: Stage;
  readonly sockets: SocketMode;
  readonly faults: FaultPlan;
  readonly calls: CallLog;
}

function createParts(options: SlackOptions, origin: () => string): Parts {
  const core = createCore(options, origin);
  const timers = createTimers();
  const sockets = createSockets(core, timers);
  const transport = createTransport(options, core, sockets);
  const stage = { core, transport, timers, eventRetryMs: options.eventRetryMs ?? EVENT_RETRY_MS };
  return { stage, sockets, faults: createFaultPlan(), calls: createCallLog() };
}

function createRoutes(options: SlackOptions, { stage, sockets, faults, calls }: Parts): Route[] {
  const { core } = stage;
  const limits = createRateLimits(options.rateLimits ?? {}, core.workspace.now);
  const openConnection = () => ({ url: `${core.origin().replace('http', 'ws')}${sockets.issueTicket()}` });
  const api = createApi({ core, faults, limits, calls, openConnection });
  const isConnected = () => options.requestUrl !== undefined || sockets.count() > 0;
  return [
    async (request, response) => {
      if (request.url?.startsWith('/api/') !== true) return false;
      await api(request, response);
      return true;
    },
    createResponseEndpoint({ core, faults, limits }),
    createFileRoutes(core),
    createPageRoutes({ stage, isConnected }),
    pageRoute(options),
  ];
}

/** Starts a Slack workspace on this machine: Web API, Socket Mode or signed requests, and what its page needs. */
export async function startSlack(options: SlackOptions): Promise<SlackSandbox> {
  const host = options.host ?? '127.0.0.1';
  let port = 0;
  const origin = () => `http://${host}:${port}`;
  const parts = createParts(options, origin);
  const { stage, sockets, faults, calls } = parts;
  const server = serve(createRoutes(options, parts), sockets);
  port = await listen(server, options);
  return {
    apiUrl: `${origin()}/api/`,
    pageUrl: `${origin()}/`,
    port,
    botUserId: stage.core.workspace.bot.id,
    ...createLooking(stage, calls),
    ...createActing(stage),
    failNext: (method, fault, times) => faults.failNext(method, fault, times),
    disconnectSockets: (reason) => sockets.disconnect(reason),
    clearFaults: () => faults.clear(),
    duplicateEnvelopes: (count, afterMs = 0) => sockets.duplicate(count, afterMs),
    clearDuplicates: () => sockets.clearDuplicates(),
    refuseSockets: (ms) => sockets.refuse(ms),
    sockets: () => sockets.count(),
    close: () => close(server, { sockets, timers: stage.timers }),
  };
}
