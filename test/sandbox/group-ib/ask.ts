import { onTestFinished } from 'vitest';
import type { GroupIbOptions, GroupIbSandbox } from '../../../src/sandbox/group-ib/sandbox.ts';
import { startGroupIb } from '../../../src/sandbox/group-ib/server.ts';
import type { Item, NewItem, Placing } from '../../../src/sandbox/group-ib/wire.ts';
import { fieldOf, fixture, listIn, parsed } from '../json.ts';

export { fieldOf, fixture, listIn };

/** A running service, closed when the test ends. */
export async function started(options: GroupIbOptions = {}): Promise<GroupIbSandbox> {
  const sandbox = await startGroupIb(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export interface Question {
  readonly method?: string;
  /** The right one unless given; null sends none. */
  readonly token?: string | null;
  readonly headers?: { readonly [name: string]: string };
  /** Text goes as it stands, anything else as JSON. */
  readonly body?: unknown;
  readonly redirect?: 'follow' | 'manual';
  readonly signal?: AbortSignal;
}

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

/** Asks for a path below the base, or for a full URL. */
export async function ask(sandbox: GroupIbSandbox, path: string, question: Question = {}): Promise<Heard> {
  const { username, apiKey } = sandbox.settings();
  const { method = 'GET', token = apiKey, headers = {}, body, redirect = 'follow', signal } = question;
  const basic = Buffer.from(`${username}:${token}`).toString('base64');
  const response = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
    method,
    redirect,
    headers: { ...(token !== null && { Authorization: `Basic ${basic}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return { status: response.status, headers: response.headers, bytes, text, json: parsed(text) };
}

/** The ids of a page. */
export async function idsOf(sandbox: GroupIbSandbox, path: string): Promise<unknown[]> {
  return listIn((await ask(sandbox, path)).json, 'items').map((item) => fieldOf(item, 'id'));
}

/** Items of one collection, to start with. */
export function held(collection: string, items: readonly Item[], placing: Placing = {}): NewItem[] {
  return items.map((item) => ({ collection, item, ...placing }));
}

/** Items `a1`, `a2`, … at the places 10, 20, … */
export function numbered(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({ id: `a${index + 1}`, seqUpdate: (index + 1) * 10 }));
}

/** A captured page, its items to start with. */
export function captured(collection: string): { readonly page: unknown; readonly items: NewItem[] } {
  const page = fixture(`group-ib/${collection.replace('/', '_')}.json`);
  const items = listIn(page, 'items').map((item): Item => ({ ...(typeof item === 'object' ? item : {}) }));
  return { page, items: held(collection, items) };
}
