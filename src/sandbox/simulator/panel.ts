import type { VendorPanel } from '../slack/page-api.ts';
import type { LoggedRequest } from './request-log.ts';

const MOST_REQUESTS = 100;

/** The latest requests as the sandbox's page shows them, newest first. */
export function panelRequests(requests: readonly LoggedRequest[]): VendorPanel['requests'] {
  return requests
    .slice(-MOST_REQUESTS)
    .map(({ at, method, path, status }) => ({ at, method, path, status }))
    .toReversed();
}

/** A field of any type as text; '' where it is absent or null. */
export function panelText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
