import { isAxiosError } from 'axios';
import { unsureSentence, VendorError } from '../domain/errors.ts';
import type { Trouble, VendorErrorDetail } from '../domain/errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a failure is told about: nothing in it is secret. */
export interface Circumstances {
  /** `METHOD host/path` */
  readonly where: string;
  readonly host: string;
  readonly isRead: boolean;
  readonly timeoutMs: number;
  readonly proxied: boolean;
}

/** An answer that is not a 2xx, as the error its status means. `body` is cut and scrubbed already. */
export function statusFailure(
  answer: { readonly status: number; readonly retryAfter: string | undefined; readonly body: string },
  { where, host, isRead }: Circumstances,
): VendorError {
  const { status, body } = answer;
  const waitMs = retryAfterMs(answer.retryAfter, new Date());
  const detail = { where, status, body, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  if (status === 401 || status === 403) {
    return new VendorError(`${host} refused the credentials or this address (${status}).`, {
      ...detail,
      kind: 'unauthorized',
    });
  }
  if (status === 429 || (status === 503 && waitMs !== undefined)) {
    return new VendorError(`${host} asks to wait (${status}).`, { ...detail, kind: 'rate-limited' });
  }
  if (status === 407) return new VendorError('The proxy asks for credentials (407).', proxyDetail(detail));
  if (status >= 500 || status === 408) {
    // A gateway's answer says nothing of what happened behind it.
    const unknown = !isRead && (status === 502 || status === 504);
    const message = unsure(`${host} answered ${status}.`, unknown);
    return new VendorError(message, { ...detail, kind: 'unreachable', trouble: 'server', ...unknownOutcome(unknown) });
  }
  if (status < 400) {
    const message = `${host} answered ${status}; redirects are not followed.`;
    return new VendorError(message, { ...detail, kind: 'malformed' });
  }
  return new VendorError(`${host} refused the request (${status}).`, { ...detail, kind: 'refused' });
}

/** The proxy's own refusal to open a tunnel: its status would read as the vendor's, so it is only told in words. */
export function tunnelFailure(status: number, { where, host }: Circumstances): VendorError {
  return new VendorError(`The proxy did not connect to ${host} (${status}).`, proxyDetail({ where }));
}

function proxyDetail(detail: Omit<VendorErrorDetail, 'kind'>): VendorErrorDetail {
  return { ...detail, kind: 'unreachable', trouble: 'proxy' };
}

/** No usable answer. Takes only the code of `error`: everything else of an axios error may hold the key. */
export function networkFailure(
  error: unknown,
  { cancelled, ...circumstances }: Circumstances & { readonly cancelled: boolean },
): VendorError {
  const { where, isRead } = circumstances;
  if (cancelled) return cancelledFailure(circumstances, !isRead);
  const code = codeOf(error);
  const unreadable = unreadableReason(error, code);
  if (unreadable !== undefined) {
    const message = unsure(`${circumstances.host} ${unreadable}`, !isRead);
    return new VendorError(message, { kind: 'malformed', where, ...unknownOutcome(!isRead) });
  }
  const trouble = troubleOf(code, circumstances.proxied);
  const unknown = !isRead && !neverSent.test(code);
  const message = unsure(troubleText(trouble, code, circumstances), unknown);
  return new VendorError(message, { kind: 'unreachable', trouble, where, ...unknownOutcome(unknown) });
}

/** The caller gave up; `sent` where the request was on its way. */
export function cancelledFailure({ where, host }: Circumstances, sent: boolean): VendorError {
  const message = unsure(`The request to ${host} was cancelled.`, sent);
  return new VendorError(message, { kind: 'unreachable', trouble: 'cancelled', where, ...unknownOutcome(sent) });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function unreadableReason(error: unknown, code: string): string | undefined {
  if (isAxiosError(error) && error.message.startsWith('maxContentLength'))
    return 'answered with more than the size limit.';
  return /^(HPE_|Z_|ERR__ERROR_FORMAT|ERR_BROTLI)/.test(code)
    ? `gave an answer that cannot be read (${code}).`
    : undefined;
}

const timeouts = /^(ECONNABORTED|ETIMEDOUT|ERR_CANCELED)$/;
const names = /^(ENOTFOUND|EAI_\w+)$/;
const certificates =
  /^(CERT_|CRL_|ERR_TLS_|ERR_SSL_|ERR_OSSL|EPROTO$|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH)/;
/** No connection was made, so nothing can have taken effect. */
const neverSent = new RegExp(`${names.source}|${certificates.source}|^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$`);

function troubleOf(code: string, proxied: boolean): Trouble {
  if (timeouts.test(code)) return 'timeout';
  if (certificates.test(code)) return 'tls';
  // Behind a proxy it is the proxy that is looked up and connected to.
  if (proxied) return 'proxy';
  return names.test(code) ? 'dns' : 'connection';
}

function troubleText(trouble: Trouble, code: string, { host, timeoutMs }: Circumstances): string {
  const because = code === '' ? '' : ` (${code})`;
  if (trouble === 'timeout') return `${host} did not answer within ${timeoutMs / 1000} seconds.`;
  if (trouble === 'tls') return `No trusted TLS connection to ${host}${because}.`;
  if (trouble === 'proxy') return `${host} cannot be reached through the proxy${because}.`;
  if (trouble === 'dns') return `The name ${host} cannot be resolved${because}.`;
  return `${host} cannot be reached${because}.`;
}

function unsure(message: string, unknown: boolean): string {
  return unknown ? `${message} ${unsureSentence}` : message;
}

function unknownOutcome(unknown: boolean): { outcomeUnknown?: true } {
  return unknown ? { outcomeUnknown: true } : {};
}
