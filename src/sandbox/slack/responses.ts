import type { IncomingMessage, ServerResponse } from 'node:http';

import { flagArg, textArg } from './args.ts';
import { acceptMetadata, keptContent, refuseMessage } from './content.ts';
import type { Core } from './core.ts';
import { type Outcome, answerWith } from './faulty-answer.ts';
import type { FaultPlan } from './faults.ts';
import { readBody } from './http-body.ts';
import { type JsonObject, isObject } from './json.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ResponseTarget } from './response-urls.ts';
import { SlackError } from './slack-error.ts';

function postAnswer(core: Core, target: ResponseTarget, body: JsonObject): void {
  const threadTs = textArg(body, 'thread_ts');
  const metadata = acceptMetadata(body['metadata']);
  core.messages.post({
    channelId: target.channelId,
    userId: core.workspace.bot.id,
    text: textArg(body, 'text') ?? '',
    ...keptContent(body),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(metadata ? { metadata } : {}),
    ...(body['response_type'] === 'in_channel' ? {} : { ephemeralFor: target.userId }),
  });
}

/** Does what an answer to an interaction asks for. Throws a `SlackError` where its content is refused. */
export function applyAnswer(core: Core, target: ResponseTarget, body: JsonObject): void {
  const { channelId, messageTs } = target;
  const original = messageTs === undefined ? undefined : core.messages.find(channelId, messageTs);
  if (original && flagArg(body, 'delete_original') === true) {
    core.messages.remove(original);
    return;
  }
  refuseMessage(body);
  if (original && flagArg(body, 'replace_original') === true) {
    const text = textArg(body, 'text') ?? '';
    core.messages.put({ ...original, text, ...keptContent(body), editedTs: core.messages.nextTs() });
    return;
  }
  postAnswer(core, target, body);
}

interface ResponseParts {
  readonly core: Core;
  readonly faults: FaultPlan;
  readonly limits: RateLimits;
}

function refusal(error: string): Outcome {
  const isWornOut = error === 'expired_url' || error === 'used_url';
  return { status: isWornOut ? 404 : 200, headers: {}, body: { ok: false, error } };
}

async function outcomeOf({ core, limits }: ResponseParts, path: string, text: string): Promise<Outcome> {
  const waitSeconds = limits.responseOverLimit(path);
  if (waitSeconds !== undefined) {
    const headers = { 'retry-after': String(waitSeconds) };
    return { status: 429, headers, body: { ok: false, error: 'rate_limited' } };
  }
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body)) return refusal('invalid_payload');
    applyAnswer(core, core.responseUrls.use(path), body);
    return { status: 200, headers: {}, body: { ok: true } };
  } catch (error) {
    if (error instanceof SlackError) return refusal(error.error);
    if (error instanceof SyntaxError) return refusal('invalid_payload');
    throw error;
  }
}

/** Serves the addresses that interactions carry; false where the path is none of them. */
export function createResponseEndpoint(parts: ResponseParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url ?? '/';
    if (!parts.core.responseUrls.knows(path)) return false;
    const text = (await readBody(request)).toString();
    await answerWith(response, parts.faults.take('response_url'), () => outcomeOf(parts, path, text));
    return true;
  };
}
