import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A Slack id: a letter for the kind, then ten letters and digits. */
export function newId(prefix: string): string {
  const tail = [...randomBytes(9)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${prefix}0${tail}`;
}

/** An unguessable token for an address. */
export function newToken(): string {
  return randomBytes(18).toString('base64url');
}

/** Slack's own five characters for a block or an action without an id. */
export function newBlockId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

/**
 * Gives out message timestamps: microseconds as text, each later than the one before.
 *
 * @param now milliseconds since 1970
 */
export function createTimestamps(now: () => number): () => string {
  let last = 0n;
  return () => {
    const current = BigInt(Math.floor(now())) * 1000n;
    last = current > last ? current : last + 1n;
    return `${last / 1_000_000n}.${String(last % 1_000_000n).padStart(6, '0')}`;
  };
}
