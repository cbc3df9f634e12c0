import { secret } from '../domain/secret.ts';
import type { Secret } from '../domain/secret.ts';

/**
 * Every secret of a configuration, so that logs can be scrubbed of it: all `Secret` settings, the passwords in URLs
 * (a proxy's, a database's), and the contents of files that references named.
 */
export function secretsOf(config: unknown, fromFiles: readonly string[]): readonly Secret[] {
  const values = new Set(fromFiles);
  collect(config, (text) => values.add(text));
  values.delete('');
  return [...values].map((value) => secret(value));
}

function collect(value: unknown, add: (text: string) => void): void {
  if (typeof value === 'string') collectUrl(value, add);
  if (typeof value !== 'object' || value === null) return;
  if (isSecret(value)) {
    add(value.reveal());
    collectUrl(value.reveal(), add);
    return;
  }
  for (const inside of Object.values(value)) collect(inside, add);
}

function isSecret(value: object): value is Secret {
  return 'reveal' in value && typeof value.reveal === 'function';
}

function collectUrl(text: string, add: (text: string) => void): void {
  const password = URL.parse(text)?.password ?? '';
  if (password === '') return;
  add(password);
  try {
    add(decodeURIComponent(password));
  } catch {
    // Not percent-encoded after all: the password as it stands is enough.
  }
}
