/** What the simulated service does with a request: answer, hang up, or say nothing. */
export type Answer = Reply | { readonly kind: 'close' } | { readonly kind: 'silence' };

export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** A value is sent as JSON, a text as it stands, nothing as an empty body. */
  readonly body: { readonly json: unknown } | { readonly text: string } | { readonly hugeBytes: number } | undefined;
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return { kind: 'reply', status, headers: { 'content-type': 'application/json', ...headers }, body: { json: value } };
}

/** An error as CONTRACT.md §11.2 has it. */
export function refusal(status: number, message: string, headers: Reply['headers'] = {}): Reply {
  return json(status, { message }, headers);
}

/** 200 and not one byte of body: how the vendor confirms a status change. */
export function emptySuccess(): Reply {
  return { kind: 'reply', status: 200, headers: {}, body: undefined };
}

/** Hangs up without an answer. */
export const CLOSED: Answer = { kind: 'close' };

/** Keeps the connection and never answers. */
export const SILENCE: Answer = { kind: 'silence' };
