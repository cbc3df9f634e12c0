import { VendorError } from '../../domain/errors.ts';
import type { Rapid7Client } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { AlertRecord } from './schema.ts';

/** Details asked for at once. The vendor publishes no rate limit; this keeps a first fetch short and one host calm. */
const detailsAtOnce = 8;

/** What became of one alert's details. */
export type Detail =
  | { readonly ok: true; readonly id: string; readonly record: AlertRecord }
  | { readonly ok: false; readonly id: string; readonly error: VendorError };

/** One alert in full. Errors: `VendorError`, `refused` with 404 where it is deleted or hidden. */
export async function readAlert(client: Rapid7Client, id: string, signal: AbortSignal): Promise<AlertRecord> {
  const path = `/v1/data/alerts/get-complete-alert/${encodeURIComponent(id)}`;
  return client.json(AlertRecord, { method: 'GET', path, onlyOk: true, signal });
}

/**
 * The details of several alerts, in their order; one that fails does not touch the others. After an answer that is about
 * the account (401) or asks to wait (429) no further ones are asked for: they fail by it too. Never throws a `VendorError`.
 */
export async function readDetails(
  client: Rapid7Client,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  let stop: VendorError | undefined;
  return inParallel(ids, detailsAtOnce, async (id): Promise<Detail> => {
    if (stop !== undefined) return { ok: false, id, error: stop };
    try {
      return { ok: true, id, record: await readAlert(client, id, signal) };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      if (isOfTheAccount(error)) stop = error;
      return { ok: false, id, error };
    }
  });
}

/**
 * The failure of the service rather than of single alerts: the caller gave up, the account is refused, or several were
 * asked for the first time and none was answered. Absent where the place may move on.
 */
export function serviceFailure(fresh: readonly Detail[], again: readonly Detail[]): VendorError | undefined {
  const decisive = errorsOf([...fresh, ...again]).find(
    ({ detail }) => detail.status === 401 || detail.trouble === 'cancelled',
  );
  if (decisive !== undefined) return decisive;
  const errors = errorsOf(fresh);
  const noneCame = errors.length > 1 && errors.length === fresh.length && errors.every(isOfTheService);
  return noneCame ? errors[0] : undefined;
}

function errorsOf(details: readonly Detail[]): readonly VendorError[] {
  return details.flatMap((detail) => (detail.ok ? [] : [detail.error]));
}

/** Whether it may be over by itself. */
export function isPassing({ kind }: VendorError): boolean {
  return kind === 'unreachable' || kind === 'rate-limited';
}

function isOfTheAccount({ kind, detail }: VendorError): boolean {
  return detail.status === 401 || kind === 'rate-limited' || detail.trouble === 'cancelled';
}

/** A 500 may be the fault of one alert; silence, a gateway's answer and a 429 are not. */
function isOfTheService(error: VendorError): boolean {
  return isPassing(error) && error.detail.status !== 500;
}
