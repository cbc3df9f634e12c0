import { onTestFinished } from 'vitest';
import type { ThreatmonOptions, ThreatmonSandbox } from '../../../src/sandbox/threatmon/sandbox.ts';
import { fieldOf, listIn, parsed } from '../json.ts';
import { startThreatmon } from '../../../src/sandbox/threatmon/server.ts';

/** A running service without a rate limit (unless asked for), closed when the test ends. */
export async function started(options: ThreatmonOptions = {}): Promise<ThreatmonSandbox> {
  const sandbox = await startThreatmon({ rateLimit: 'off', ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** As many usual alarms with the codes 101, 102, … */
export function alarmsFrom101(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    alarmCode: 101 + index,
    title: 'Phishing Domain Detected',
    status: 'Open',
  }));
}

export interface Question {
  readonly method?: string;
  /** The right one unless given; null sends none. */
  readonly key?: string | null;
  readonly headers?: { readonly [name: string]: string };
  /** Text goes as it stands, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

/** Asks the alarm API for a path below its base, or any surface for a full URL. */
export async function ask(sandbox: ThreatmonSandbox, path: string, question: Question = {}): Promise<Heard> {
  const { method = 'GET', key = sandbox.settings().apiKey, headers = {}, body, signal } = question;
  const response = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
    method,
    headers: { ...(key !== null && { 'X-COMPANY-API-KEY': key }), 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** The codes on a page of the listing. */
export async function codesOn(sandbox: ThreatmonSandbox, page: number, after?: number): Promise<unknown[]> {
  const query = after === undefined ? '' : `?afterAlarmCode=${after}`;
  const { json } = await ask(sandbox, `/vulnerabilities/${page}${query}`);
  return listIn(json, 'data').map((alarm) => fieldOf(alarm, 'alarmCode'));
}

export { fieldOf, listIn };
