import type * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { createScrub, excerpt } from '../../http/scrub.ts';
import type { Scrub } from '../../http/scrub.ts';
import type { HttpResponse } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import { Refusal } from './schema.ts';

/** Reads a 200 answer as what it should be. Errors: `malformed`. */
export type Reader = <T>(schema: z.ZodType<T>, response: HttpResponse) => T;

export interface ReaderParts {
  /** The instance, for the log. */
  readonly name: string;
  /** Taken out of what the vendor says. */
  readonly secrets: readonly Secret[];
  readonly log: Log;
}

/** A reader that logs the first part of an answer that it cannot read. */
export function createReader({ name, secrets, log }: ReaderParts): Reader {
  const scrub = createScrub(secrets);
  return (schema, response) => {
    try {
      return readAnswer(schema, response, scrub);
    } catch (error) {
      const { status } = response;
      log.warn({ instance: name, status, body: excerpt(response.text(), scrub) }, 'vendor answer could not be read');
      throw error;
    }
  };
}

const longestMessage = 300;

/** How an error begins whose answer had a `message` where data belongs; the message follows. */
export const insteadOfData = 'ThreatMon answered with a message instead of data: ';

/** 200 with a `message` and no data is an error, not an empty page (CONTRACT §8.1, 4). */
function readAnswer<T>(schema: z.ZodType<T>, response: HttpResponse, scrub: Scrub): T {
  const { status } = response;
  const value = response.json();
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const refusal = Refusal.safeParse(value);
  if (!refusal.success) {
    throw new VendorError('Unexpected API response structure.', { kind: 'malformed', status });
  }
  const body = scrub(refusal.data.message).slice(0, longestMessage);
  throw new VendorError(insteadOfData + body, { kind: 'malformed', status, body });
}
