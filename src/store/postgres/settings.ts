import type { ConnectionOptions } from 'node:tls';
import { parse } from 'pg-connection-string';
import { StoreError } from '../../domain/errors.ts';

/** A database URL, read. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly applicationName: string;
  /** `false`: not encrypted. */
  readonly ssl: false | ConnectionOptions;
  /** Nothing is encrypted on the way to another machine, and nobody said that it need not be. */
  readonly isOpen: boolean;
  /** Connections at most. */
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

const modes = ['disable', 'require', 'verify-ca', 'verify-full'];

/**
 * Reads `postgres://user:password@host:port/database` with these parameters, named as libpq names them:
 * - `sslmode`: `disable` (also where it is absent), `require` (encrypted, whoever answers), `verify-ca`, `verify-full`
 * - `sslrootcert`, `sslcert`, `sslkey`: PEM files
 * - `application_name` (`picket`), `connect_timeout` in seconds (5)
 *
 * and two of our own: `pool_size` (10) and `statement_timeout` in milliseconds (15000).
 *
 * Errors: `StoreError` of kind `unreachable`; nothing of the password is in it.
 */
export function readConnectionUrl(url: string): ConnectionSettings {
  const parameters = URL.parse(url)?.searchParams;
  if (parameters === undefined)
    throw fault('it is no URL; characters such as @ or / in a password are written as %40, %2F');
  const mode = parameters.get('sslmode');
  if (mode !== null && !modes.includes(mode)) throw fault(`sslmode is one of ${modes.join(', ')}`);
  const parsed = parsedUrl(url);
  return {
    host: parsed.host || 'localhost',
    port: numberOf(parsed.port ?? '', 5432, 'port'),
    database: parsed.database || parsed.user || 'postgres',
    user: parsed.user || 'postgres',
    password: parsed.password ?? '',
    applicationName: parameters.get('application_name') ?? 'picket',
    ssl: tlsOptions(parsed.ssl),
    isOpen: mode === null && !isHere(parsed.host ?? ''),
    poolSize: numberOf(parameters.get('pool_size'), 10, 'pool_size'),
    connectTimeoutMs: numberOf(parameters.get('connect_timeout'), 5, 'connect_timeout') * 1000,
    statementTimeoutMs: numberOf(parameters.get('statement_timeout'), 15_000, 'statement_timeout'),
  };
}

/** `host:port/database`, for people. */
export function placeOf({ host, port, database }: ConnectionSettings): string {
  return `${host}:${port}/${database}`;
}

function isHere(host: string): boolean {
  return /^(?:$|\/|localhost$|127\.|::1$)/.test(host);
}

function parsedUrl(url: string): ReturnType<typeof parse> {
  try {
    return parse(url, { useLibpqCompat: true });
  } catch (error) {
    if (error instanceof Error && 'path' in error) throw fault(`${String(error.path)} cannot be read`);
    throw fault('sslmode=verify-ca needs the authority in sslrootcert');
  }
}

function tlsOptions(ssl: ReturnType<typeof parse>['ssl']): false | ConnectionOptions {
  if (typeof ssl !== 'object') return false;
  const { cert, ...others } = ssl;
  return { ...others, ...(typeof cert === 'string' && { cert }) };
}

function numberOf(text: string | null, fallback: number, name: string): number {
  if (text === null || text === '') return fallback;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw fault(`${name} is a whole number above zero`);
  return Number(text);
}

function fault(reason: string): StoreError {
  return new StoreError('unreachable', `The database URL cannot be used: ${reason}.`);
}
