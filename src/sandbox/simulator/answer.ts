/** What a simulated service does with a request: answer, hang up, or say nothing. */
export type Answer = Reply | { readonly kind: 'close' } | { readonly kind: 'silence' };

export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: ReplyBody | undefined;
}

/** A value is sent as JSON, a text or bytes as they stand, nothing as an empty body. */
export type ReplyBody =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  /** JSON of this size, with an empty list of this name. */
  | { readonly hugeBytes: number; readonly list: string };

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return { kind: 'reply', status, headers: { 'content-type': 'application/json', ...headers }, body: { json: value } };
}

/** A status and not one byte of body. */
export function empty(status: number): Reply {
  return { kind: 'reply', status, headers: {}, body: undefined };
}

/** Hangs up without an answer. */
export const CLOSED: Answer = { kind: 'close' };

/** Keeps the connection and never answers. */
export const SILENCE: Answer = { kind: 'silence' };
