import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody, sendJson } from './http-body.ts';
import { PageAction, runPageAction } from './page-actions.ts';
import type { PageEvent } from './page-api.ts';
import { pageState } from './page-state.ts';
import type { Stage } from './people/stage.ts';
import { ActionRefused } from './slack-error.ts';

const KEEP_ALIVE_MS = 15_000;

export interface PageParts {
  readonly stage: Stage;
  readonly isConnected: () => boolean;
}

type Route = (parts: PageParts, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

function streamEvents({ stage, isConnected }: PageParts, _request: IncomingMessage, response: ServerResponse): void {
  const { core } = stage;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: PageEvent) => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  send({ type: 'state', state: pageState(core, isConnected()) });
  const stop = core.workspace.listen(send);
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS).unref();
  response.on('close', () => {
    clearInterval(keepAlive);
    stop();
  });
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

async function takeAction({ stage }: PageParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page of another origin cannot send this type without asking first, and nobody answers it.
  if (request.headers['content-type']?.startsWith('application/json') !== true) {
    sendJson(response, 415, { ok: false, error: 'send application/json' });
    return;
  }
  const action = PageAction.safeParse(parsed((await readBody(request)).toString()));
  if (!action.success) {
    sendJson(response, 400, { ok: false, error: action.error.issues.map(({ message }) => message).join('; ') });
    return;
  }
  try {
    await runPageAction(stage, action.data);
    sendJson(response, 200, { ok: true });
  } catch (error) {
    if (!(error instanceof ActionRefused)) throw error;
    sendJson(response, 200, { ok: false, error: error.message });
  }
}

function listVendors({ stage }: PageParts, _request: IncomingMessage, response: ServerResponse): void {
  sendJson(response, 200, stage.core.workspace.options.vendors?.() ?? []);
}

const ROUTES: { readonly [route: string]: Route } = {
  'GET /sandbox/events': streamEvents,
  'POST /sandbox/actions': takeAction,
  'GET /sandbox/vendors': listVendors,
};

/** Serves what the sandbox's page asks for; false where the path is none of it. */
export function createPageRoutes(parts: PageParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = new URL(request.url ?? '/', parts.stage.core.origin()).pathname;
    const route = ROUTES[`${request.method} ${path}`];
    if (!route) return false;
    await route(parts, request, response);
    return true;
  };
}
