import type { OpenRequest } from './request-log.ts';

/** Keeps credentials out of what a simulated service remembers. */
export interface Credentials {
  /** These are hidden from now on, wherever they stand. */
  readonly learn: (secrets: readonly string[]) => void;
  readonly redact: (request: OpenRequest) => OpenRequest;
}

const HIDDEN = '[credential]';
const FIELD_NAMES = new Set([
  'api_token',
  'apitoken',
  'apikey',
  'api_key',
  'x-company-api-key',
  'authorization',
  'token',
  'key',
  'password',
]);
/** A shorter one would also hide innocent text. */
const SHORTEST = 4;

/** Knows no credential until it learns one; fields named like one are left out all the same. */
export function createCredentials(): Credentials {
  const known = new Set<string>();
  const hide = (text: string) => [...known].reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  const hideFields = (fields: { readonly [name: string]: string }) => {
    const kept = Object.entries(fields).filter(([name]) => !isFieldName(name));
    return Object.fromEntries(kept.map(([name, value]) => [hide(name), hide(value)]));
  };
  return {
    learn(secrets) {
      for (const secret of secrets) {
        if (secret.length >= SHORTEST) known.add(secret).add(encodeURIComponent(secret));
      }
    },
    redact(request) {
      return {
        ...request,
        path: hide(request.path),
        query: hideFields(request.query),
        ...(request.headers && { headers: hideFields(request.headers) }),
        ...('body' in request && { body: redactValue(request.body, hide) }),
      };
    },
  };
}

function redactValue(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isFieldName(name))
      .map(([name, field]) => [hide(name), redactValue(field, hide)]),
  );
}

function isFieldName(name: string): boolean {
  return FIELD_NAMES.has(name.toLowerCase());
}
