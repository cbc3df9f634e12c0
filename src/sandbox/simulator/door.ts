import { type Answer, CLOSED, type Reply, SILENCE } from './answer.ts';
import type { RateCounter, RateLimit } from './rate-limit.ts';
import type { ServedRequest } from './request.ts';

/** What stands between a caller and a service. */
export interface Door {
  /** What a caller meets: nothing special, a 403, a closed connection, or no answer ever. */
  readonly address: 'permitted' | 'forbidden' | 'closed' | 'silent';
  /** For each calling address. */
  readonly rateLimit: RateLimit | 'off';
}

interface Doorkeeper {
  readonly door: Door;
  readonly rate: RateCounter;
  /** An error in the vendor's own shape. */
  readonly refuse: (status: number, message: string, headers?: Reply['headers']) => Reply;
}

/** The address first, then the rate limit. Undefined lets the caller on. */
export function refuseAtDoor(request: ServedRequest, { door, rate, refuse }: Doorkeeper): Answer | undefined {
  if (door.address === 'closed') return CLOSED;
  if (door.address === 'silent') return SILENCE;
  if (door.address === 'forbidden') return refuse(403, 'This address is not permitted.');
  const waitSeconds = rate.admit(request.address, door.rateLimit);
  if (waitSeconds === undefined) return undefined;
  return refuse(429, 'Too many requests.', { 'retry-after': String(waitSeconds) });
}
