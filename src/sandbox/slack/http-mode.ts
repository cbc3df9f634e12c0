import { createHmac } from 'node:crypto';

import { type JsonObject, isObject } from './json.ts';
import type { Delivery } from './model.ts';
import { type EnvelopeKind, type Retry, type Transport, ackPayload } from './transport.ts';

interface HttpModeOptions {
  readonly requestUrl: () => string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  readonly now: () => number;
}

/** A request's signature, version 0. `timestamp` is in seconds. */
function sign(signingSecret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encode(kind: EnvelopeKind, payload: JsonObject): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const contentType = 'application/x-www-form-urlencoded';
  if (kind === 'interactive') {
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), contentType };
  }
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return { body: new URLSearchParams(fields).toString(), contentType };
}

interface Answer {
  readonly ok: boolean;
  readonly text: string;
  readonly failure?: string;
}

function unanswered(error: unknown): Answer {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return { ok: false, text: '', failure: isLate ? 'http_timeout' : 'connection_failed' };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : text;
  } catch {
    return text;
  }
}

/** Sends what happens as signed requests to the app's address. */
export function createHttpMode({ requestUrl, signingSecret, ackTimeoutMs, now }: HttpModeOptions): Transport {
  function headersFor({ body, contentType }: { body: string; contentType: string }, retry?: Retry) {
    const timestamp = String(Math.floor(now() / 1000));
    return {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(signingSecret, timestamp, body),
      ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
    };
  }

  async function post(kind: EnvelopeKind, payload: JsonObject, retry?: Retry): Promise<Answer> {
    const encoded = encode(kind, payload);
    const response = await fetch(requestUrl(), {
      method: 'POST',
      headers: headersFor(encoded, retry),
      body: encoded.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ackTimeoutMs),
    });
    const endsRetries = kind === 'events_api' && response.headers.get('x-slack-no-retry') === '1';
    const ok = response.status === 200 || endsRetries;
    return { ok, text: await response.text(), ...(ok ? {} : { failure: 'http_error' }) };
  }

  return {
    send: async (kind, payload, retry): Promise<Delivery> => {
      const startedAt = performance.now();
      const answer = await post(kind, payload, retry).catch(unanswered);
      const filled = answer.ok ? ackPayload(parsed(answer.text)) : undefined;
      const ackMs = performance.now() - startedAt;
      const { ok: acknowledged, failure } = answer;
      return { acknowledged, ackMs, ...(filled ? { payload: filled } : {}), ...(failure ? { failure } : {}) };
    },
  };
}
