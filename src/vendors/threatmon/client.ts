import type { HttpClient, HttpOptions } from '../../ports/http.ts';
import type { VendorDeps } from '../vendor-module.ts';
import { alarmBase } from './base-url.ts';
import { createReader } from './reader.ts';
import { AlarmsPage, CvesPage } from './schema.ts';
import type { ThreatmonSettings } from './settings.ts';

/** Alarms on a page. A page with fewer is the last one. Source: CONTRACT.md §2.1. */
export const alarmsPerPage = 10;

interface AlarmsRequest {
  /** Starts at 0. */
  readonly page: number;
  /** Alarms after this code; 0 for all. */
  readonly after: number;
  readonly signal: AbortSignal;
}

interface CvesRequest {
  readonly page: number;
  readonly subscribed: boolean;
  readonly cvss?: string | undefined;
  readonly customerName?: string | undefined;
  readonly signal: AbortSignal;
}

/** A request that the vendor's people work on, about one finding. */
interface FindingRequest {
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

/** How any host of an instance is reached. The limit of requests is the caller's address's, so all hosts keep to it. */
export function connectionOf({
  name,
  proxy,
  insecure,
  timeout,
  pace,
}: ThreatmonSettings): Pick<HttpOptions, 'name' | 'proxy' | 'insecure' | 'timeout' | 'pace'> {
  return { name, proxy, insecure, timeout, pace: { requests: pace.requests, perMs: pace.per } };
}

export function createClient(settings: ThreatmonSettings, { http, log }: VendorDeps): ThreatmonClient {
  const { name, apiKey } = settings;
  const baseUrl = alarmBase(settings.url);
  const client = http({
    ...connectionOf(settings),
    baseUrl,
    headers: () => ({ 'X-COMPANY-API-KEY': apiKey.reveal() }),
    secrets: [apiKey],
  });
  const read = createReader({ name, secrets: [apiKey], log });
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
