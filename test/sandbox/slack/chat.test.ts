import { describe, expect, it } from 'vitest';

import { DEFAULT_SCOPES } from '../../../src/sandbox/slack/options.ts';
import { call, openWorkspace, post, section } from './workplace.ts';

const channelOf = (slack: Awaited<ReturnType<typeof openWorkspace>>) => slack.channel('threat-intel').id;

describe('chat.postMessage', () => {
  it.each([
    ['an unknown channel', { channel: '#nowhere' }, 'channel_not_found'],
    ['a public channel without joining', { channel: '#random' }, 'not_in_channel'],
    ['a private channel by name', { channel: 'soc' }, 'channel_not_found'],
    ['an archived channel', { channel: '#old' }, 'is_archived'],
    ['nothing to say', { text: '' }, 'no_text'],
    ['a thread that is not there', { thread_ts: '1.000001' }, 'thread_not_found'],
    ['blocks that are no list', { blocks: 'nonsense' }, 'invalid_blocks'],
    [
      'too much text in blocks',
      { blocks: Array.from({ length: 5 }, () => section('x'.repeat(2700))) },
      'msg_blocks_too_long',
    ],
    ['metadata without a type', { metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
    ['a wrong block in an attachment', { attachments: [{ blocks: [section('')] }] }, 'invalid_attachments'],
  ])('refuses %s', async (_name, args, error) => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'chat.postMessage', { channel: '#threat-intel', text: 'a', ...args });

    expect(body).toMatchObject({ ok: false, error });
  });

  it('names the place of a fault', async () => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'chat.postMessage', {
      channel: '#threat-intel',
      text: 'a',
      blocks: [
        section('fine'),
        { ...section('a'), colour: 'red' },
        { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } },
      ],
    });

    expect(body).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: [
          '[ERROR] invalid additional property: colour [json-pointer:/blocks/1/colour]',
          '[ERROR] must be less than 151 characters [json-pointer:/blocks/2/text/text]',
        ],
      },
    });
  });

  it('posts uninvited into public channels with chat:write.public, not into private ones', async () => {
    const slack = await openWorkspace({ scopes: [...DEFAULT_SCOPES, 'chat:write.public'] });

    await expect(post(slack, { channel: '#random' })).resolves.toBeDefined();
    expect((await call(slack, 'chat.postMessage', { channel: slack.channel('board').id, text: 'a' })).body.error).toBe(
      'channel_not_found',
    );
  });

  it('posts to a person by their id, and answers with the direct message’s', async () => {
    const slack = await openWorkspace();

    const { body } = await call(slack, 'chat.postMessage', { channel: slack.user('ada').id, text: 'hello' });

    expect(body['channel']).toMatch(/^D/);
    expect(slack.messages(String(body['channel']))).toMatchObject([{ text: 'hello' }]);
  });

  it('cuts text beyond 40,000 characters', async () => {
    const slack = await openWorkspace();

    const ts = await post(slack, { text: 'x'.repeat(40_001) });

    expect(slack.message('threat-intel', ts)?.text).toHaveLength(40_000);
  });

  it('keeps text as it was sent, remembers unfurling, and gives ids to blocks', async () => {
    const slack = await openWorkspace();

    const ts = await post(slack, {
      text: 'a &amp; b',
      blocks: [section('a')],
      unfurl_links: false,
      unfurl_media: false,
    });

    expect(slack.message('threat-intel', ts)).toMatchObject({
      text: 'a &amp; b',
      unfurl: { links: false, media: false },
      blocks: [{ block_id: expect.stringMatching(/^.{5}$/) }],
    });
  });

  it('gives every message a timestamp of its own', async () => {
    const slack = await openWorkspace({ now: () => 1_700_000_000_000, rateLimits: false });

    const all = await Promise.all(Array.from({ length: 20 }, () => post(slack)));

    expect(new Set(all).size).toBe(20);
    expect(all[0]).toMatch(/^1700000000\.\d{6}$/);
  });

  it('shows a broadcast reply in the channel as well', async () => {
    const slack = await openWorkspace();
    const parent = await post(slack);
    const quiet = await post(slack, { thread_ts: parent });
    const loud = await post(slack, { thread_ts: parent, reply_broadcast: true });

    expect(slack.thread('threat-intel', parent).map(({ ts }) => ts)).toEqual([quiet, loud]);
    expect(slack.messages('threat-intel').map(({ ts }) => ts)).toEqual([parent, loud]);
  });
});

describe('chat.update', () => {
  const metadata = { event_type: 'x', event_payload: { key: '1' } };

  it.each([
    ['text alone removes the blocks', { text: 'new' }, { text: 'new', blocks: [], metadata }],
    ['blocks: [] removes them', { text: 'new', blocks: [] }, { text: 'new', blocks: [] }],
    ['neither keeps both', { metadata: {} }, { text: 'old', blocks: [{ text: { text: 'old' } }] }],
    [
      'both replace both',
      { text: 'new', blocks: [section('new')] },
      { text: 'new', blocks: [{ text: { text: 'new' } }] },
    ],
    ['attachments stay when left out', { text: 'new' }, { attachments: [{ color: '#ff0000' }] }],
    ['attachments: [] removes them', { text: 'new', attachments: [] }, { attachments: [] }],
  ])('%s', async (_name, change, expected) => {
    const slack = await openWorkspace();
    const ts = await post(slack, {
      text: 'old',
      blocks: [section('old')],
      metadata,
      attachments: [{ color: '#ff0000' }],
    });

    const { body } = await call(slack, 'chat.update', { channel: channelOf(slack), ts, ...change });

    expect(body.ok).toBe(true);
    expect(slack.message('threat-intel', ts)).toMatchObject(expected);
  });

  it('removes metadata with {}', async () => {
    const slack = await openWorkspace();
    const ts = await post(slack, { metadata });

    await call(slack, 'chat.update', { channel: channelOf(slack), ts, text: 'new', metadata: {} });

    expect(slack.message('threat-intel', ts)).not.toHaveProperty('metadata');
  });

  it('refuses text above 4,000 characters that chat.postMessage took', async () => {
    const slack = await openWorkspace();
    const text = '😀'.repeat(4001);
    const ts = await post(slack, { text });

    const tooLong = await call(slack, 'chat.update', { channel: channelOf(slack), ts, text });
    const fits = await call(slack, 'chat.update', { channel: channelOf(slack), ts, text: '😀'.repeat(4000) });

    expect([tooLong.body.error, fits.body.ok]).toEqual(['msg_too_long', true]);
  });

  it('takes no channel name, no other’s message and no ephemeral one', async () => {
    const slack = await openWorkspace();
    const channel = channelOf(slack);
    const ts = await post(slack);
    const said = await slack.say({ user: 'ada', channel: 'threat-intel', text: 'hi' });
    const whispered = await call(slack, 'chat.postEphemeral', { channel, user: slack.user('ada').id, text: 'psst' });

    const errors = await Promise.all(
      [
        { channel: '#threat-intel', ts },
        { channel, ts: said.message.ts },
        { channel, ts: whispered.body['message_ts'] },
        { channel, ts: '1.000000' },
      ].map(async (at) => (await call(slack, 'chat.update', { ...at, text: 'new' })).body.error),
    );

    expect(errors).toEqual(['channel_not_found', 'cant_update_message', 'message_not_found', 'message_not_found']);
  });

  it('says that a message deleted by a person is not there', async () => {
    const slack = await openWorkspace();
    const ts = await post(slack);
    slack.deleteMessage({ channel: 'threat-intel', ts });

    const { body } = await call(slack, 'chat.update', { channel: channelOf(slack), ts, text: 'new' });

    expect(body.error).toBe('message_not_found');
  });
});

describe('chat.delete', () => {
  it('leaves a stub of a parent with replies', async () => {
    const slack = await openWorkspace();
    const [parent, lone] = [await post(slack), await post(slack)];
    const reply = await post(slack, { thread_ts: parent });

    await call(slack, 'chat.delete', { channel: channelOf(slack), ts: parent });
    await call(slack, 'chat.delete', { channel: channelOf(slack), ts: lone });

    expect(slack.messages('threat-intel')).toMatchObject([
      { ts: parent, tombstone: true, text: 'This message was deleted.' },
    ]);
    expect(slack.thread('threat-intel', parent)).toMatchObject([{ ts: reply }]);
  });
});

describe('reactions', () => {
  it('are set once and taken away once', async () => {
    const slack = await openWorkspace({ scopes: [...DEFAULT_SCOPES, 'reactions:write'] });
    const timestamp = await post(slack);
    const args = { channel: channelOf(slack), timestamp, name: 'eyes' };

    const answers = [];
    for (const method of ['reactions.add', 'reactions.add', 'reactions.remove', 'reactions.remove']) {
      answers.push((await call(slack, method, args)).body.error ?? 'ok');
    }

    expect(answers).toEqual(['ok', 'already_reacted', 'ok', 'no_reaction']);
  });
});
