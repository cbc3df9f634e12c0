import { inspect } from 'node:util';
import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { deliveryErrorFrom, kindOf } from '../../src/slack/errors.ts';

function refused(error: string, more: object = {}) {
  return new webApi.WebAPIPlatformError({ ok: false, error, ...more });
}

describe('kindOf', () => {
  it.each([
    ['ratelimited', 'wait'],
    ['service_unavailable', 'wait'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['channel_not_found', 'channel'],
    ['not_in_channel', 'channel'],
    ['restricted_action_thread_locked', 'channel'],
    ['invalid_blocks', 'message'],
    ['msg_blocks_too_long', 'message'],
    ['invalid_metadata_format', 'message'],
    ['message_not_found', 'gone'],
    ['edit_window_closed', 'locked'],
    ['missing_scope', 'installation'],
    ['account_inactive', 'installation'],
    ['a_word_of_tomorrow', 'wait'],
  ])('says of %s: %s', (word, kind) => {
    expect(kindOf(word)).toBe(kind);
  });
});

describe('deliveryErrorFrom', () => {
  it.each([
    ['a refused connection', requestError('ECONNREFUSED'), { kind: 'wait', reason: 'econnrefused' }],
    ['an unknown host', requestError('ENOTFOUND'), { kind: 'wait', reason: 'enotfound' }],
    ['a connection that broke', requestError('ECONNRESET'), { kind: 'unknown', reason: 'econnreset' }],
    [
      'a timeout',
      new webApi.WebAPIRequestError(new DOMException('late', 'TimeoutError')),
      { kind: 'unknown', reason: 'timeout' },
    ],
    ['a body that is no JSON', refused('<html>proxy</html>'), { kind: 'unknown', reason: 'unreadable_answer' }],
    [
      'a 404 from something before Slack',
      new webApi.WebAPIHTTPError(404, 'Not Found', {}),
      { kind: 'wait', reason: 'http_404' },
    ],
    [
      'a missing scope',
      refused('missing_scope', { needed: 'files:write' }),
      { kind: 'installation', reason: 'missing_scope: files:write' },
    ],
    ['anything else', new Error('odd'), { kind: 'unknown', reason: 'no_answer' }],
  ])('says what to do about %s', (_, error, expected) => {
    expect(deliveryErrorFrom(error)).toMatchObject(expected);
  });

  it('carries nothing of the answer that could hold a secret', () => {
    const error = new webApi.WebAPIHTTPError(500, 'x', { authorization: 'Bearer xoxb-mark' }, 'xoxb-mark');

    const failure = deliveryErrorFrom(error);

    expect(inspect(failure, { depth: null })).not.toContain('xoxb-mark');
  });
});

function requestError(code: string): Error {
  return new webApi.WebAPIRequestError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
  );
}
