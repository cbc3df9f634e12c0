import type { IncomingMessage, ServerResponse } from 'node:http';

import type { CallLog } from './api-calls.ts';
import { decodeArgs, textArg } from './args.ts';
import type { Core } from './core.ts';
import { type Outcome, answerWith } from './faulty-answer.ts';
import type { FaultPlan } from './faults.ts';
import { readBody } from './http-body.ts';
import type { JsonObject } from './json.ts';
import { type TokenKind, assertMayCall, tokenKind } from './methods/access.ts';
import { basicMethods } from './methods/basics.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { historyMethods } from './methods/history.ts';
import type { Method, Methods } from './methods/method.ts';
import { peopleMethods } from './methods/people.ts';
import { viewMethods } from './methods/views.ts';
import type { RateLimits } from './rate-limits.ts';
import { SlackError } from './slack-error.ts';
import { findChannel } from './workspace.ts';

export interface ApiParts {
  readonly core: Core;
  readonly faults: FaultPlan;
  readonly limits: RateLimits;
  readonly calls: CallLog;
  /** `apps.connections.open`: an address for one WebSocket. */
  readonly openConnection: Method;
}

interface Call {
  readonly method: string;
  readonly args: JsonObject;
  readonly token: TokenKind;
}

const METHODS: Methods = {
  ...basicMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...peopleMethods,
  ...viewMethods,
  ...fileMethods,
};

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

async function readCall(core: Core, request: IncomingMessage, url: URL): Promise<Call> {
  const contentType = request.headers['content-type'] ?? '';
  const body = (await readBody(request)).toString();
  const { token, ...args } = decodeArgs({ body, contentType, query: url.searchParams });
  const given = bearerOf(request) ?? (typeof token === 'string' ? token : undefined);
  return { method: url.pathname.slice('/api/'.length), args, token: tokenKind(core, given) };
}

function channelKey({ core }: ApiParts, args: JsonObject): string {
  const given = textArg(args, 'channel') ?? '';
  return findChannel(core.workspace, given)?.id ?? given;
}

async function outcomeOf(parts: ApiParts, { method, args, token }: Call): Promise<Outcome> {
  const { core, limits, openConnection } = parts;
  const headers = token === 'bot' ? { 'x-oauth-scopes': [...core.workspace.scopes].join(',') } : {};
  try {
    const run = method === 'apps.connections.open' ? openConnection : METHODS[method];
    if (!run) throw new SlackError('unknown_method', { req_method: method });
    assertMayCall(core, method, token);
    const waitSeconds = limits.overLimit(method, channelKey(parts, args));
    if (waitSeconds !== undefined) {
      const body = { ok: false, error: 'ratelimited' };
      return { status: 429, headers: { ...headers, 'retry-after': String(waitSeconds) }, body };
    }
    return { status: 200, headers, body: { ok: true, ...(await run(core, args)) } };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, headers, body: { ok: false, error: error.error, ...error.extra } };
  }
}

async function readOrRefuse(parts: ApiParts, request: IncomingMessage, url: URL): Promise<Call | Outcome> {
  try {
    return await readCall(parts.core, request, url);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, headers: {}, body: { ok: false, error: error.error } };
  }
}

/** Serves `/api/METHOD`: token, scopes, limits, planned faults, then the method itself. */
export function createApi(parts: ApiParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { core, faults, calls } = parts;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', core.origin());
    const call = await readOrRefuse(parts, request, url);
    if (!('method' in call)) {
      await answerWith(response, undefined, async () => call);
      return;
    }
    const at = core.workspace.now();
    const answer = await answerWith(response, faults.take(call.method), () => outcomeOf(parts, call));
    const { status, body } = answer;
    calls.add({ ...call, at, status, ...(body ? { response: body } : {}) });
  };
}
