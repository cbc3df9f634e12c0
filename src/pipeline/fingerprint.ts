import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type { Json } from '../domain/json.ts';

/**
 * A hash of a vendor's record, whatever the order of its fields. Equal hashes mean that the vendor changed nothing; a
 * changed rule or a new version of Picket is not the vendor's change and touches no message.
 */
export function fingerprint(raw: Json): string {
  return createHash('sha256')
    .update(stringify(raw) ?? '')
    .digest('base64url')
    .slice(0, 22);
}
