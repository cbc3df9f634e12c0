import type { Json } from '../domain/json.ts';
import type { Secret } from '../domain/secret.ts';

/** How one host is asked by one set of credentials. */
export interface HttpOptions {
  /** The instance, for metrics and logs. */
  readonly name: string;
  readonly baseUrl: string;
  /** `off`, `system` (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), or a proxy's URL. */
  readonly proxy: string;
  /** Trusts any certificate. */
  readonly insecure: boolean;
  /** Milliseconds for one try, from connecting to the last byte. */
  readonly timeout: number;
  /** Sent with every request; values are made at sending, so that no credential stands in a plain object before. */
  readonly headers?: () => { readonly [name: string]: string };
  /** Sent with every request and never logged. */
  readonly query?: () => { readonly [name: string]: string };
  /**
   * At most `requests` starts in any window of `perMs`, shared by all clients of the same host, and of the same
   * `account` where the vendor counts by account. Shared by all replicas, too, where the store is.
   */
  readonly pace?: { readonly requests: number; readonly perMs: number; readonly account?: string };
  /** Scrubbed from every error text. */
  readonly secrets: readonly Secret[];
  readonly maxBytes?: number;
}

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
