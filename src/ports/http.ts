import type { Json } from '../domain/json.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD';
  /** Below the client's base URL, values already percent-encoded. */
  readonly path: string;
  /** A list is sent as one key a value. Absent values are left out; empty texts, `false` and 0 are sent. */
  readonly query?: { readonly [name: string]: string | number | boolean | readonly string[] | undefined };
  readonly body?: Json;
  readonly headers?: { readonly [name: string]: string };
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly bytes: Uint8Array;
  /** The body as UTF-8. */
  text(): string;
  /** The body as JSON; a `malformed` VendorError where it is none. */
  json(): unknown;
}

/**
 * One vendor account over HTTP: base URL, credentials, timeout, size limit, proxy and pace are inside. Reads (GET, HEAD)
 * are tried again on passing failures; writes never. Gives every 2xx answer; anything else is a `VendorError`.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>;
}
