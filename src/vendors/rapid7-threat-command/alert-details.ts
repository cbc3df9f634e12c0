import { VendorError } from '../../domain/errors.ts';
import { alertPath } from './alert-command.ts';
import type { Rapid7Client } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { AlertRecord } from './schema.ts';

/** Details asked for at once. The vendor publishes no rate limit; this keeps a first fetch short and one host calm. */
const detailsAtOnce = 5;
/** One 429 among answers is a hiccup; this many in a row are a limit. */
const mostWaits = 3;

/** What became of one alert's details; `asked` is false where others' failures made it useless to ask. */
export type Detail =
  | { readonly ok: true; readonly id: string; readonly record: AlertRecord }
  | { readonly ok: false; readonly id: string; readonly error: VendorError; readonly asked: boolean };

/** One alert in full. Errors: `VendorError`, `refused` with 404 where it is deleted or hidden. */
export async function readAlert(client: Rapid7Client, id: string, signal: AbortSignal): Promise<AlertRecord> {
  const path = alertPath('get-complete-alert', id);
  return client.json(AlertRecord, { method: 'GET', path, onlyOk: true, signal });
}

/**
 * The details of several alerts, in their order; one that fails does not touch the others. After an answer that is about
 * the account, or several in a row that ask to wait, no further ones are asked for. Never throws a `VendorError`.
 */
export async function readDetails(
  client: Rapid7Client,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  let stop: VendorError | undefined;
  let waitsInARow = 0;
  return inParallel(ids, detailsAtOnce, async (id): Promise<Detail> => {
    if (stop !== undefined) return { ok: false, id, error: stop, asked: false };
    try {
      const record = await readAlert(client, id, signal);
      waitsInARow = 0;
      return { ok: true, id, record };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      waitsInARow = error.kind === 'rate-limited' ? waitsInARow + 1 : 0;
      if (isDecisive(error) || waitsInARow >= mostWaits || error.detail.retryAfterMs !== undefined) stop = error;
      return { ok: false, id, error, asked: true };
    }
  });
}

/**
 * The failure of the service rather than of single alerts: the caller gave up, the account is refused, or several were
 * asked for the first time and nothing was answered at all. Absent where the place may move on.
 */
export function serviceFailure(fresh: readonly Detail[], again: readonly Detail[]): VendorError | undefined {
  const all = [...again, ...fresh];
  const errors = all.flatMap((detail) => (detail.ok ? [] : [detail.error]));
  const decisive = errors.find(isDecisive);
  if (decisive !== undefined) return decisive;
  return fresh.length > 1 && errors.length === all.length && errors.every(isOfTheService) ? errors[0] : undefined;
}

function isDecisive({ detail }: VendorError): boolean {
  return detail.status === 401 || detail.trouble === 'cancelled';
}

/** Whether it may be over by itself. */
export function isPassing({ kind }: VendorError): boolean {
  return kind === 'unreachable' || kind === 'rate-limited';
}

/** A 500 may be the fault of one alert; silence, a gateway's answer and a 429 are not. */
function isOfTheService(error: VendorError): boolean {
  return isPassing(error) && error.detail.status !== 500;
}
