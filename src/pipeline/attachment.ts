import type { CommandFile } from '../domain/command.ts';
import { DeliveryError, VendorError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instance } from '../ports/vendor.ts';

/**
 * One file of an incident from its vendor. Absent where the vendor has no such file, or none any more.
 * Errors: `DeliveryError` of kind `wait` where the vendor gave no answer, so that the entry waits.
 */
export async function fetchAttachment(
  incident: Incident,
  id: string,
  { instances, signal }: { readonly instances: readonly Instance[]; readonly signal: AbortSignal },
): Promise<CommandFile | undefined> {
  const instance = instances.find(({ name }) => name === incident.instance);
  try {
    return await instance?.vendor.attachment?.(incident, id, signal);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.kind === 'refused' || error.kind === 'malformed') return undefined;
    throw new DeliveryError('wait', `the vendor did not give the file (${error.kind})`, error.detail.retryAfterMs);
  }
}
