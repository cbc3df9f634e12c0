import { secret } from '../../src/domain/secret.ts';
import { VendorError } from '../../src/domain/errors.ts';
import { createHttp } from '../../src/http/client.ts';
import type { HttpClient, HttpOptions } from '../../src/ports/http.ts';
import { recordingLog, recordingMetrics } from '../support/recording.ts';

export const signal = new AbortController().signal;

/** A key that must be found nowhere. */
export const mark = 'MARKED-key/with+odd "signs"';

export function httpUnderTest(env: { readonly [name: string]: string } = {}) {
  const { log, lines } = recordingLog();
  const { metrics, outcomes } = recordingMetrics();
  const http = createHttp({ log, metrics, env });
  const client = (baseUrl: string, over: Partial<HttpOptions> = {}): HttpClient =>
    http({
      name: 'acme',
      baseUrl,
      proxy: 'off',
      insecure: false,
      timeout: 5000,
      headers: () => ({ 'x-api-key': encodeURIComponent(mark) }),
      secrets: [secret(mark)],
      ...over,
    });
  return { client, http, lines, outcomes };
}

/** The error of a call that has to fail. */
export async function failureOf(work: Promise<unknown>): Promise<VendorError> {
  const outcome = await work.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
  if (outcome instanceof VendorError) return outcome;
  throw new Error(`expected a VendorError, got: ${String(outcome)}`);
}
