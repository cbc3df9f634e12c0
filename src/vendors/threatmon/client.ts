import type * as z from 'zod';
import { VendorError } from '../../domain/errors.ts';
import { createScrub } from '../../http/scrub.ts';
import type { HttpClient, HttpResponse } from '../../ports/http.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { alarmBase } from './base-url.ts';
import { AlarmsPage, CvesPage, Refusal } from './schema.ts';
import type { ThreatmonSettings } from './settings.ts';

/** Alarms on a page. A page with fewer is the last one. Source: CONTRACT.md §2.1. */
export const alarmsPerPage = 10;

export interface AlarmsRequest {
  /** Starts at 0. */
  readonly page: number;
  /** Alarms after this code; 0 for all. */
  readonly after: number;
  readonly signal: AbortSignal;
}

export interface CvesRequest {
  readonly page: number;
  readonly subscribed: boolean;
  readonly cvss?: string | undefined;
  readonly customerName?: string | undefined;
  readonly signal: AbortSignal;
}

/** A request that the vendor's people work on, about one finding. */
export interface FindingRequest {
  readonly findingId: number;
  readonly finding: string;
}

/** Surface A of CONTRACT.md. Every method throws `VendorError`. */
export interface ThreatmonClient {
  /** The base that is really used. */
  readonly baseUrl: string;
  listAlarms(request: AlarmsRequest): Promise<AlarmsPage>;
  listCves(request: CvesRequest): Promise<CvesPage>;
  setStatus(alarmId: string, status: string, signal: AbortSignal): Promise<void>;
  requestTakedown(request: FindingRequest, signal: AbortSignal): Promise<void>;
  /** At a path that the operator knows from the vendor (CONTRACT.md §2.4). */
  requestRemoval(path: string, request: FindingRequest, signal: AbortSignal): Promise<void>;
}

export function createClient(settings: ThreatmonSettings, { http }: VendorDeps): ThreatmonClient {
  const { apiKey, pace } = settings;
  const baseUrl = alarmBase(settings.url);
  const client = http({
    ...settings,
    baseUrl,
    headers: () => ({ 'X-COMPANY-API-KEY': apiKey.reveal() }),
    pace: { requests: pace.requests, perMs: pace.per },
    secrets: [apiKey],
  });
  const read = createReader(createScrub([apiKey]));
  return {
    baseUrl,
    async listAlarms({ page, after, signal }) {
      const query = { afterAlarmCode: after === 0 ? undefined : after };
      return read(AlarmsPage, await client.send({ method: 'GET', path: `/vulnerabilities/${page}`, query, signal }));
    },
    async listCves({ page, subscribed, cvss, customerName, signal }) {
      const path = subscribed ? `/cve/subscribed/${page}` : `/cve/${page}`;
      return read(CvesPage, await client.send({ method: 'GET', path, query: { cvss, customerName }, signal }));
    },
    async setStatus(alarmId, status, signal) {
      // Success has an empty body: it is not read (CONTRACT.md §2.2).
      const body = { status, alarmIds: [alarmId] };
      await client.send({ method: 'PATCH', path: '/incident/status', body, signal });
    },
    requestTakedown: async (request, signal) => ask(client, { path: '/takedown', request, signal }),
    requestRemoval: async (path, request, signal) => ask(client, { path, request, signal }),
  };
}

async function ask(
  client: HttpClient,
  { path, request, signal }: { path: string; request: FindingRequest; signal: AbortSignal },
): Promise<void> {
  await client.send({ method: 'POST', path, body: { ...request }, signal });
}

/** Reads a 200 answer as what it should be. */
export type Reader = <T>(schema: z.ZodType<T>, response: HttpResponse) => T;

const longestMessage = 300;

/** How an error begins whose answer had a `message` where data belongs; the message follows. */
export const insteadOfData = 'ThreatMon answered with a message instead of data: ';

const unexpectedStructure = 'Unexpected API response structure.';

/**
 * Errors of the reader: `malformed`, with the vendor's own message in `body` where it sent one in place of data
 * (CONTRACT §8.1, 4); `scrub` takes secrets out of it.
 */
export function createReader(scrub: (text: string) => string): Reader {
  return (schema, response) => {
    const { status } = response;
    const value = response.json();
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const refusal = Refusal.safeParse(value);
    if (!refusal.success) throw new VendorError(unexpectedStructure, { kind: 'malformed', status });
    const body = scrub(refusal.data.message).slice(0, longestMessage);
    throw new VendorError(insteadOfData + body, { kind: 'malformed', status, body });
  };
}
