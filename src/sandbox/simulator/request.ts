/** A request read whole. */
export interface ServedRequest {
  readonly method: string;
  /** As it came: not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The calling address. */
  readonly address: string;
  readonly bodyText: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

/** Whether the credential of the surface that was asked was right. An expired key is the right one. */
export type KeyState = 'right' | 'wrong' | 'absent';

/** Compares a credential that came with the one expected; an empty one is absent. */
export function keyState(given: string | undefined, expected: string): KeyState {
  if (given === undefined || given === '') return 'absent';
  return given === expected ? 'right' : 'wrong';
}

/** The state of an account that comes by HTTP Basic. */
export function basicState(request: ServedRequest, { username, password }: BasicAccount): KeyState {
  const given = /^basic\s+(\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  return keyState(given && Buffer.from(given, 'base64').toString('utf8'), `${username}:${password}`);
}

interface BasicAccount {
  readonly username: string;
  readonly password: string;
}

/** A header's value; the first one where it came more than once. */
export function header(request: ServedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** A whole number ≥ 0 written in digits, else undefined. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A field of a JSON object; undefined for anything that is not one. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
