import { onTestFinished } from 'vitest';
import type { Rapid7Options, Rapid7Sandbox } from '../../../src/sandbox/rapid7/sandbox.ts';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import { fieldOf, listIn, parsed } from '../json.ts';

/** A running service, closed when the test ends. */
export async function started(options: Rapid7Options = {}): Promise<Rapid7Sandbox> {
  const sandbox = await startRapid7(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** An id whose last digits are these. */
export function idOf(digits: number | string): string {
  return String(digits).padStart(24, '0');
}

/** As many usual alerts with the ids 1, 2, … , updated one minute after the other. */
export function alertsFrom1(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    _id: idOf(index + 1),
    FoundDate: '2026-05-01T08:00:00.000Z',
    UpdateDate: new Date(Date.UTC(2026, 5, 1, 8, index)).toISOString(),
    Details: { Title: `Alert ${index + 1}`, Type: 'Phishing', Severity: 'High', Tags: [], Images: [] },
    Assignees: [],
    TakedownStatus: 'NotSent',
    Closed: { IsClosed: false },
  }));
}

export interface Question {
  readonly method?: string;
  /** The right account and key unless given; null sends none. */
  readonly basic?: string | null;
  readonly headers?: { readonly [name: string]: string };
  /** Text goes as it stands, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

/** Asks for a path below `/public`. */
export async function ask(sandbox: Rapid7Sandbox, path: string, question: Question = {}): Promise<Heard> {
  const { accountId, apiKey } = sandbox.settings();
  const { method = 'GET', basic = `${accountId}:${apiKey}`, headers = {}, body, signal } = question;
  const response = await fetch(`${sandbox.url}/public${path}`, {
    method,
    headers: {
      ...(basic !== null && { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  return { status: response.status, headers: response.headers, bytes, text, json: parsed(text) };
}

/** The last digits of the ids that a listing of alerts gives. */
export async function listed(sandbox: Rapid7Sandbox, query = ''): Promise<readonly number[]> {
  const { json } = await ask(sandbox, `/v1/data/alerts/update-alerts${query}`);
  return listIn(json, 'content').map((alert) => Number(fieldOf(alert, '_id')));
}

/** Does something to the alert with the id 1 at one of its addresses. */
export function act(sandbox: Rapid7Sandbox, deed: string, body?: unknown, method = 'PATCH'): Promise<Heard> {
  return ask(sandbox, `/v1/data/alerts/${deed}/${idOf(1)}`, { method, body });
}
