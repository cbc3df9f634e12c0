import { StoreError } from '../../domain/errors.ts';

/** Somebody else wrote first what this decision took to be absent, or the database asks to try again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** What an operator can do about it, by the code of node or PostgreSQL (SQLSTATE). */
const hints: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nothing listens there; start it, or mend host and port',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up just now',
  ENOENT: 'its socket does not exist; start it, or mend the path',
  '28P01': 'user or password is wrong',
  '28000': 'this user may not connect (see its pg_hba.conf)',
  '3D000': 'there is no such database; create it first',
  '42501': 'this user lacks a right: it must own the database or the schema `picket`',
  '25006': 'it is read-only, as a standby is',
  '53300': 'it has no connection left; lower `pool_size` or raise its `max_connections`',
  '53100': 'its disk is full',
  '57014': 'a statement ran out of time',
  '57P01': 'it is shutting down',
  '57P03': 'it is starting up',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name it in `sslrootcert`',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody we trust signed its certificate; name its authority in `sslrootcert`',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody we trust signed its certificate; name its authority in `sslrootcert`',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody we trust signed its certificate; name its authority in `sslrootcert`',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

/** What pg says without a code where there is no connection, or none any more. */
const lost = /^Connection terminated|^timeout e|not queryable|^Query read timeout|SSL connections?$|^Client has /;

/** Codes of the way to it: of the system and its resolver, of Node's sockets and TLS, and of OpenSSL about a certificate. */
const ofTheWay = new RegExp(
  [
    '^E(?:CONN|NET|HOST|AI_)',
    '^E(?:PIPE|PROTO|TIMEDOUT|NOTFOUND|NOENT|ACCES|ADDRNOTAVAIL|MFILE|NFILE)$',
    '^ERR_(?:TLS|SSL|SOCKET|STREAM)_',
    '^(?:CERT|CRL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERROR_IN|INVALID)_|^HOSTNAME_MISMATCH$|^PATH_LENGTH_EXCEEDED$',
  ].join('|'),
);

const refusedToWrite = new Set(['25006', '53100', '42501']);

/** Whether to run it again: another commit was faster, holds what is needed, or waits for what we hold. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof Conflict || code === '40001' || code === '40P01' || code === '55P03';
}

/** Whether the connection on which this happened may be used no more. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const code = codeOf(error);
  if (code === undefined) return lost.test(error.message);
  return isSqlState(code) ? /^(?:08|57P)/.test(code) : ofTheWay.test(code);
}

/**
 * What went wrong, as the operator hears it: without the URL's password and without anything of the records, which
 * PostgreSQL repeats in its details.
 */
export function translate(error: unknown, place: string): Error {
  if (!(error instanceof Error) || error instanceof StoreError) return asError(error);
  const code = codeOf(error);
  const about = `The database ${place}`;
  if (error instanceof Conflict)
    return new StoreError('unreachable', `${about} is too busy: others kept changing the same records. Try it again.`);
  if (code === undefined) {
    if (!lost.test(error.message)) return error;
    return new StoreError('unreachable', `${about} does not answer: ${error.message}.`);
  }
  if (!isSqlState(code) && !ofTheWay.test(code)) return new Error(`${about} was not asked: ${code}`);
  const reason = hints[code] ?? (isSqlState(code) ? sqlReason(error, code) : code);
  if (refusedToWrite.has(code)) return new StoreError('unwritable', `${about} refuses: ${reason}.`);
  if (!isSqlState(code) || /^(?:08|28|3D|53|57|40|55P03)/.test(code))
    return new StoreError('unreachable', `${about} does not answer: ${reason}.`);
  return new Error(`${about} refused a statement: ${reason}`);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('an unknown fault');
}

/** Messages of the classes 22 and 23 quote what was given. */
function sqlReason({ message }: Error, code: string): string {
  return /^2[23]/.test(code) ? `SQLSTATE ${code}` : `${message} (SQLSTATE ${code})`;
}

function isSqlState(code: string): boolean {
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
}

/** Several addresses of one host fail together, as one error that holds theirs. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
