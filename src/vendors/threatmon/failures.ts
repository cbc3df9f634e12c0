import { VendorError } from '../../domain/errors.ts';
import type { VendorErrorKind } from '../../domain/errors.ts';

const longestBody = 300;

/**
 * Runs a command's request so that its failure reaches people in the contract's words (CONTRACT.md §9). `say` may give
 * the whole message for a failure; without it, or where it gives nothing, the usual prefix and reason stand.
 */
export async function inThreatmonWords<T>(
  work: () => Promise<T>,
  say: (error: VendorError) => VendorError | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw say(error) ?? withReason(error, error.message);
  }
}

/** The same failure, with the message that every failed command has. */
export function withReason({ detail }: VendorError, reason: string): VendorError {
  return new VendorError(`Error in Threatmon integration: ${reason}`, detail);
}

/** The same failure with a message of its own, and another kind where the status means another thing here. */
export function reworded({ detail }: VendorError, message: string, kind: VendorErrorKind = detail.kind): VendorError {
  return new VendorError(message, { ...detail, kind });
}

/** What stands for a status that has no words of its own; absent where there was no answer. */
export function apiError({ detail }: VendorError): string | undefined {
  if (detail.status === undefined || detail.outcomeUnknown === true) return undefined;
  return `API Error: ${detail.status} - ${detail.body?.slice(0, longestBody) ?? ''}`;
}
