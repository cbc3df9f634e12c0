import { webApi } from '@slack/bolt';
import { DeliveryError, type DeliveryErrorKind } from '../domain/errors.ts';

const reasons: { readonly [kind in DeliveryErrorKind]: readonly string[] } = {
  wait: [
    'ratelimited',
    'rate_limited',
    'accesslimited',
    'message_limit_exceeded',
    'service_unavailable',
    'request_timeout',
    'update_failed',
  ],
  // Slack says of both that a part of the operation may have succeeded.
  unknown: ['internal_error', 'fatal_error'],
  channel: [
    'channel_not_found',
    'not_in_channel',
    'user_not_in_channel',
    'is_archived',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'posting_to_channel_denied',
    'messages_tab_disabled',
    'app_access_restricted',
    'access_denied',
    'ekm_access_denied',
    'team_not_found',
    'invalid_channel',
  ],
  message: [
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_attachments',
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'too_many_attachments',
    'attachment_payload_limit_exceeded',
    'metadata_too_large',
    'markdown_text_conflict',
    'block_mismatch',
    'invalid_arguments',
    'invalid_form_data',
    'invalid_json',
  ],
  gone: ['message_not_found', 'thread_not_found', 'cannot_reply_to_message'],
  locked: ['cant_update_message', 'cant_delete_message', 'edit_window_closed', 'is_inactive'],
  installation: [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'missing_scope',
    'not_allowed_token_type',
    'no_permission',
    'org_login_required',
    'team_access_not_granted',
    'enterprise_is_restricted',
    'two_factor_setup_required',
    'unknown_method',
  ],
};

const kinds: ReadonlyMap<string, DeliveryErrorKind> = new Map(
  (Object.keys(reasons) as DeliveryErrorKind[]).flatMap((kind) => reasons[kind].map((word) => [word, kind] as const)),
);

/** What to do about Slack's error word (PLATFORM §3.1). A word we do not know was refused: waiting repeats nothing twice. */
export function kindOf(word: string): DeliveryErrorKind {
  return kinds.get(word) ?? (word.startsWith('invalid_metadata') ? 'message' : 'wait');
}

// Nothing was sent where no connection came about: repeating cannot post twice.
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Whatever the Slack client threw, as a `DeliveryError`. Carries no cause: the client's errors may hold headers and
 * bodies.
 */
export function deliveryErrorFrom(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new DeliveryError('wait', 'ratelimited', error.retryAfter * 1000);
  }
  if (error instanceof webApi.WebAPIPlatformError) return fromPlatform(error.data);
  if (error instanceof webApi.WebAPIHTTPError) return fromStatus(error.statusCode);
  if (error instanceof webApi.WebAPIRequestError) return fromNetwork(error.original);
  // A 429 without a readable Retry-After is thrown by the client as a plain error.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return new DeliveryError('wait', 'ratelimited');
  return new DeliveryError('unknown', 'no_answer');
}

function fromPlatform({ error: word, response_metadata: metadata, ...rest }: webApi.WebAPIPlatformError['data']) {
  // The client puts a body that is no JSON where Slack's word should be.
  if (typeof word !== 'string' || !/^[a-z0-9_]{1,80}$/i.test(word))
    return new DeliveryError('unknown', 'unreadable_answer');
  const needed = 'needed' in rest && typeof rest.needed === 'string' ? `: ${rest.needed.slice(0, 200)}` : '';
  const retryAfter = metadata?.retryAfter;
  const kind = kindOf(word);
  return new DeliveryError(
    kind,
    kind === 'installation' ? `${word}${needed}` : word,
    kind === 'wait' && retryAfter !== undefined ? retryAfter * 1000 : undefined,
  );
}

function fromStatus(status: number): DeliveryError {
  return new DeliveryError(status >= 500 ? 'unknown' : 'wait', `http_${status}`);
}

function fromNetwork(original: Error): DeliveryError {
  const code = codeOf(original) ?? codeOf(original.cause);
  if (code !== undefined && neverSent.has(code)) return new DeliveryError('wait', code.toLowerCase());
  return new DeliveryError(
    'unknown',
    original.name === 'TimeoutError' ? 'timeout' : (code ?? 'no_answer').toLowerCase(),
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
