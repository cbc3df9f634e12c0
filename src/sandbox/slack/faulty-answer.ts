import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { type InjectedFault, hasEffect } from './faults.ts';
import { sendJson, sendText } from './http-body.ts';

/** What Slack would answer: a status, headers and a JSON body. */
export interface Outcome {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: { readonly [key: string]: unknown };
}

function send(response: ServerResponse, { status, headers, body }: Outcome): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendJson(response, status, body);
}

/** Answers wrongly; gives the status sent, 0 for none. A late answer is the right one, sent elsewhere. */
function sendFault(response: ServerResponse, fault: Exclude<InjectedFault, { kind: 'slow' }>): number {
  switch (fault.kind) {
    case 'lost-before':
    case 'lost-after':
      response.destroy();
      return 0;
    case 'hang':
      return 0;
    case 'status':
      sendText(response, fault.status, 'upstream connect error');
      return fault.status;
    case 'rate-limited':
      if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(fault.retryAfterSeconds));
      sendJson(response, 429, { ok: false, error: 'ratelimited' });
      return 429;
    case 'error':
      sendJson(response, 200, { ok: false, error: fault.error });
      return 200;
    default:
      return fault satisfies never;
  }
}

/**
 * Answers a request, wrongly where a fault is planned: `run` is what Slack does, and is not called where the fault comes
 * before the effect. Gives the status sent, 0 where no answer was sent, and the answer that the sender saw.
 */
export async function answerWith(
  response: ServerResponse,
  fault: InjectedFault | undefined,
  run: () => Promise<Outcome>,
): Promise<{ status: number; body?: Outcome['body'] }> {
  if (fault && fault.kind !== 'slow' && !hasEffect(fault)) return { status: sendFault(response, fault) };
  const outcome = await run();
  if (fault?.kind === 'slow') await delay(fault.ms);
  else if (fault) return { status: sendFault(response, fault) };
  send(response, outcome);
  return { status: outcome.status, body: outcome.body };
}
