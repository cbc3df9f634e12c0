import { VendorError } from '../domain/errors.ts';
import type { HttpResponse } from '../ports/http.ts';
import { excerpt } from './scrub.ts';
import type { Scrub } from './scrub.ts';

/** Deeper nesting than any vendor uses; everything that walks a record recursively stays far from its limit. */
const deepest = 100;

export interface Received {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly bytes: Uint8Array;
  readonly where: string;
  readonly host: string;
  readonly scrub: Scrub;
}

export function responseOf({ status, headers, bytes, where, host, scrub }: Received): HttpResponse {
  const text = (): string => new TextDecoder().decode(bytes);
  const unreadable = (): VendorError =>
    new VendorError(`${host} answered with something that is not usable JSON.`, {
      kind: 'malformed',
      status,
      where,
      body: excerpt(text(), scrub),
    });
  return {
    status,
    headers,
    bytes,
    text,
    json() {
      const value = parsed(text());
      if (value === undefined || isTooDeep(value)) throw unreadable();
      return value;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Walks level by level: recursion is what this guards against. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
