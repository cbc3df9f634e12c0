import { describe, expect, it } from 'vitest';

import { DEFAULT_SCOPES } from '../../../src/sandbox/slack/options.ts';
import { APP_TOKEN, call, openWorkspace, post } from './workplace.ts';

describe('tokens and scopes', () => {
  it('names the bot and the granted scopes', async () => {
    const slack = await openWorkspace({ scopes: ['chat:write', 'users:read'] });

    const { body, headers } = await call(slack, 'auth.test');

    expect(body).toMatchObject({
      ok: true,
      user_id: slack.botUserId,
      bot_id: expect.stringMatching(/^B/),
      team: 'Sandbox',
    });
    expect(headers.get('x-oauth-scopes')).toBe('chat:write,users:read');
  });

  it.each([
    ['no token', 'auth.test', '', 'not_authed'],
    ['a wrong token', 'auth.test', 'xoxb-wrong', 'invalid_auth'],
    ['the app token for a bot’s method', 'auth.test', APP_TOKEN, 'not_allowed_token_type'],
    ['the bot token for a connection', 'apps.connections.open', undefined, 'not_allowed_token_type'],
    ['a method that does not exist', 'chat.shout', undefined, 'unknown_method'],
  ])('refuses %s', async (...[, method, token, error]) => {
    const slack = await openWorkspace();

    const { body } = await call(slack, method, token === undefined ? {} : { token });

    expect(body).toMatchObject({ ok: false, error });
  });

  it.each([
    ['chat.postMessage', { channel: '#threat-intel', text: 'a' }, 'chat:write'],
    ['conversations.list', { types: 'public_channel,private_channel' }, 'channels:read'],
    ['users.info', { user: 'U0' }, 'users:read'],
    ['usergroups.list', {}, 'usergroups:read'],
    ['files.getUploadURLExternal', { filename: 'a', length: 1 }, 'files:write'],
  ])('says which scope %s lacks', async (method, args, needed) => {
    const slack = await openWorkspace({ scopes: ['commands'] });

    const { body } = await call(slack, method, args);

    expect(body).toEqual({ ok: false, error: 'missing_scope', needed, provided: 'commands' });
  });

  it('asks for the scope of the kind of channel', async () => {
    const slack = await openWorkspace({ scopes: ['channels:history'] });

    const { body } = await call(slack, 'conversations.history', { channel: slack.channel('soc').id });

    expect(body).toMatchObject({ error: 'missing_scope', needed: 'groups:history' });
  });

  it('tolerates team_id and other extra arguments', async () => {
    const slack = await openWorkspace();

    expect((await call(slack, 'auth.test', { team_id: 'T0SANDBOX1', whatever: 1 })).body.ok).toBe(true);
  });

  it('keeps a log of calls without their token', async () => {
    const slack = await openWorkspace();

    await call(slack, 'chat.postMessage', {
      channel: '#threat-intel',
      text: 'a',
      metadata: { event_type: 'x', event_payload: {} },
    });

    const [logged] = slack.calls('chat.postMessage');
    expect(logged).toMatchObject({
      token: 'bot',
      status: 200,
      args: { text: 'a', metadata: { event_type: 'x' } },
      response: { ok: true },
    });
    expect(JSON.stringify(slack.calls())).not.toContain('xoxb');
  });
});

describe('channels', () => {
  it('lists what the bot may see, a page at a time', async () => {
    const slack = await openWorkspace();
    const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 2 };

    const first = await call(slack, 'conversations.list', args);
    const cursor = (first.body['response_metadata'] as { next_cursor: string }).next_cursor;
    const second = await call(slack, 'conversations.list', { ...args, cursor });

    const names = [first, second].flatMap(({ body }) =>
      (body['channels'] as { name: string }[]).map(({ name }) => name),
    );
    expect(names).toEqual(['threat-intel', 'random', 'soc']);
    expect(second.body['response_metadata']).toEqual({ next_cursor: '' });
  });

  it('hides a private channel that the bot is not in', async () => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'conversations.info', { channel: slack.channel('board').id });

    expect(body).toMatchObject({ error: 'channel_not_found' });
  });

  it('joins a public channel and says when it is in already', async () => {
    const slack = await openWorkspace();
    const channel = slack.channel('random').id;

    expect((await call(slack, 'conversations.join', { channel })).body).toMatchObject({ channel: { is_member: true } });
    expect((await call(slack, 'conversations.join', { channel })).body).toMatchObject({
      warning: 'already_in_channel',
    });
    await expect(post(slack, { channel })).resolves.toMatch(/^\d+\.\d{6}$/);
  });

  it('reads the history only of channels that the bot is in', async () => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'conversations.history', { channel: slack.channel('random').id });

    expect(body).toMatchObject({ ok: false, error: 'not_in_channel' });
  });

  it('gives history newest first, without replies and ephemeral messages, within the times asked for', async () => {
    const slack = await openWorkspace();
    const channel = slack.channel('threat-intel').id;
    const [first, second, third] = [await post(slack), await post(slack), await post(slack)];
    await post(slack, { thread_ts: first });
    await call(slack, 'chat.postEphemeral', { channel, user: slack.user('ada').id, text: 'secret' });

    const all = await call(slack, 'conversations.history', { channel });
    const some = await call(slack, 'conversations.history', { channel, oldest: first, latest: third });
    const tsOf = ({ body }: typeof all) => (body['messages'] as { ts: string }[]).map(({ ts }) => ts);

    expect(tsOf(all)).toEqual([third, second, first]);
    expect(tsOf(some)).toEqual([second]);
    expect((all.body['messages'] as unknown[])[2]).toMatchObject({ thread_ts: first, reply_count: 1 });
  });

  it('gives metadata only when asked', async () => {
    const slack = await openWorkspace();
    const metadata = { event_type: 'picket_incident', event_payload: { key: 'a:1' } };
    const ts = await post(slack, { metadata });
    const channel = slack.channel('threat-intel').id;

    const without = await call(slack, 'conversations.replies', { channel, ts });
    const withIt = await call(slack, 'conversations.replies', { channel, ts, include_all_metadata: true });

    expect(without.body['messages']).toMatchObject([{ ts }]);
    expect((without.body['messages'] as object[])[0]).not.toHaveProperty('metadata');
    expect(withIt.body['messages']).toMatchObject([{ metadata }]);
  });
});

describe('people', () => {
  it('hides addresses without users:read.email', async () => {
    const slack = await openWorkspace();
    const user = slack.user('ada').id;
    const open = await openWorkspace({ scopes: [...DEFAULT_SCOPES, 'users:read.email'] });

    expect((await call(slack, 'users.info', { user })).body['user']).not.toHaveProperty('profile.email');
    expect((await call(slack, 'users.lookupByEmail', { email: 'ada@sandbox.example' })).body.error).toBe(
      'missing_scope',
    );
    expect((await call(open, 'users.lookupByEmail', { email: 'ADA@sandbox.example' })).body).toMatchObject({
      user: { name: 'ada' },
    });
  });

  it('lists user groups with their people', async () => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'usergroups.list', { include_users: true });

    expect(body['usergroups']).toMatchObject([{ handle: 'soc-leads', users: [slack.user('ada').id] }]);
  });
});

describe('rate limits', () => {
  it('holds one channel to one post a second after a burst, and leaves the others alone', async () => {
    let now = Date.now();
    const slack = await openWorkspace({ now: () => now });
    for (let index = 0; index < 5; index += 1) await post(slack);

    const refused = await call(slack, 'chat.postMessage', { channel: slack.channel('threat-intel').id, text: 'a' });
    const elsewhere = await call(slack, 'chat.postMessage', { channel: slack.channel('soc').id, text: 'a' });
    now += Number(refused.headers.get('retry-after')) * 1000;
    const later = await call(slack, 'chat.postMessage', { channel: '#threat-intel', text: 'a' });

    expect(refused).toMatchObject({ status: 429, body: { ok: false, error: 'ratelimited' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect([elsewhere.body.ok, later.body.ok]).toEqual([true, true]);
  });

  it('counts the calls of a method over a minute', async () => {
    let now = Date.now();
    const slack = await openWorkspace({ now: () => now, rateLimits: { perMinute: { 'users.list': 2 } } });
    await call(slack, 'users.list');
    now += 20_000;
    await call(slack, 'users.list');

    const refused = await call(slack, 'users.list');
    now += 40_001;
    const later = await call(slack, 'users.list');

    expect([refused.status, refused.headers.get('retry-after'), later.status]).toEqual([429, '40', 200]);
  });

  it('can be switched off', async () => {
    const slack = await openWorkspace({ rateLimits: false });

    for (let index = 0; index < 30; index += 1) await post(slack);

    expect(slack.messages('threat-intel')).toHaveLength(30);
  });
});
