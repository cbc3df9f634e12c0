import { describe, expect, it } from 'vitest';

import { DEFAULT_EVENTS, DEFAULT_SCOPES } from '../../../src/sandbox/slack/options.ts';
import { type BareApp, connect } from './bare-app.ts';
import { button, call, openWorkspace, post, section, textField } from './workplace.ts';

const last = (app: BareApp) => app.envelopes().at(-1)?.payload;
const overflow = {
  type: 'overflow',
  action_id: 'set:more',
  options: ['Ignore', 'False Positive'].map((text) => ({
    text: { type: 'plain_text', text },
    value: text.toLowerCase(),
  })),
};
const actions = (...elements: object[]) => ({ type: 'actions', elements });

describe('a press', () => {
  it.each([
    ['its action_id', 'open:1', 'open:1'],
    ['the command in its action_id', 'open', 'open:1'],
    ['its label', 'Open', 'open:1'],
    ['the label of an overflow’s option', 'Ignore', 'set:more'],
  ])('finds an element by %s', async (_name, find, expected) => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const ts = await post(slack, { blocks: [section('a'), actions(button('open:1', 'Open'), overflow)] });

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find });

    expect(last(app)).toMatchObject({ type: 'block_actions', actions: [{ action_id: expected }] });
  });

  it('says which option was chosen', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const ts = await post(slack, { blocks: [actions(overflow)] });

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'set', choose: 'False Positive' });

    expect(last(app)).toMatchObject({
      actions: [{ type: 'overflow', selected_option: { value: 'false positive', text: { text: 'False Positive' } } }],
    });
  });

  it('carries the state of the inputs around it', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const ts = await post(slack, { blocks: [textField('why'), actions(button('go', 'Go'))] });
    const state = { why: { text: { type: 'plain_text_input', value: 'because' } } };

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Go', state });

    expect(last(app)).toMatchObject({ state: { values: state } });
  });

  it('in an attachment says so, and finds its blocks there', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const ts = await post(slack, { attachments: [{ color: '#ff0000', blocks: [actions(button('go', 'Go'))] }] });

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Go' });

    expect(last(app)).toMatchObject({
      container: { type: 'message_attachment', attachment_id: 1, message_ts: ts },
      message: { attachments: [{ id: 1, color: 'ff0000', blocks: [{ type: 'actions' }] }] },
    });
  });

  it('in an ephemeral message brings no message, and only its reader can do it', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const channel = slack.channel('threat-intel').id;
    const blocks = [actions(button('go', 'Go'))];
    await call(slack, 'chat.postEphemeral', { channel, user: slack.user('ada').id, text: 'a', blocks });
    const ts = slack.ephemerals('ada')[0]?.ts ?? '';

    await slack.press({ user: 'ada', channel, ts, find: 'Go' });

    expect(last(app)).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
    expect(last(app)).not.toHaveProperty('message');
    await expect(slack.press({ user: 'lin', channel, ts, find: 'Go' })).rejects.toThrow('sees no message');
  });

  it('by a person of another company says so', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const ts = await post(slack, { blocks: [actions(button('go', 'Go'))] });

    await slack.press({ user: 'guest', channel: 'threat-intel', ts, find: 'Go' });

    expect(last(app)).toMatchObject({ user: { team_id: 'T0OTHERCO' }, team: { id: 'T0SANDBOX1' } });
  });

  it('on nothing is refused with what there is', async () => {
    const slack = await openWorkspace();
    const ts = await post(slack, { blocks: [actions(button('go', 'Go'))] });

    await expect(slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Stop' })).rejects.toThrow(
      'there are: Go',
    );
  });
});

describe('what people write', () => {
  it('has its links made live and its entities escaped', async () => {
    const slack = await openWorkspace();

    const { message } = await slack.say({
      user: 'ada',
      channel: 'random',
      text: 'see https://evil.example/a?b=1, evil.example & <me>',
    });

    expect(message.text).toBe('see <https://evil.example/a?b=1>, <http://evil.example|evil.example> &amp; &lt;me&gt;');
    expect(message.blocks).toMatchObject([
      { type: 'rich_text', elements: [{ elements: [{ text: 'see ' }, { type: 'link' }, {}, {}, {}] }] },
    ]);
  });

  it('reaches the app where it subscribed, may read, and is in the channel', async () => {
    const options = { events: ['message.channels', 'app_mention'], scopes: [...DEFAULT_SCOPES, 'app_mentions:read'] };
    const slack = await openWorkspace(options);
    const app = await connect(slack);

    await slack.say({ user: 'ada', channel: 'random', text: 'not here' });
    await slack.say({ user: 'ada', channel: 'threat-intel', text: `<@${slack.botUserId}> hello` });

    const events = app.envelopes().map(({ payload }) => payload?.['event']);
    expect(events).toMatchObject([
      { type: 'app_mention', text: `<@${slack.botUserId}> hello` },
      { type: 'message', channel_type: 'channel', user: slack.user('ada').id },
    ]);
  });
});

describe('the workspace', () => {
  it('tells of the home tab, with the view once there is one', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    await slack.openHome({ user: 'ada' });
    const first = last(app)?.['event'];
    await call(slack, 'views.publish', {
      user_id: slack.user('ada').id,
      view: { type: 'home', blocks: [section('a')] },
    });

    await slack.openHome({ user: 'ada' });

    expect(first).toMatchObject({ type: 'app_home_opened', tab: 'home', user: slack.user('ada').id });
    expect(first).not.toHaveProperty('view');
    expect(last(app)?.['event']).toMatchObject({ view: { type: 'home', blocks: [{ text: { text: 'a' } }] } });
  });

  it('archives a channel, invites the bot and takes it out', async () => {
    const slack = await openWorkspace({ events: [...DEFAULT_EVENTS, 'channel_left'] });
    const app = await connect(slack);

    await slack.inviteBot('random');
    const asMember = await call(slack, 'chat.postMessage', { channel: '#random', text: 'a' });
    await slack.kickBot('random');
    const afterwards = await call(slack, 'chat.postMessage', { channel: '#random', text: 'a' });
    await slack.archive('random');

    expect([asMember.body.ok, afterwards.body.error]).toEqual([true, 'not_in_channel']);
    expect(app.envelopes().map(({ payload }) => payload?.['event'])).toMatchObject([
      { type: 'member_joined_channel' },
      { type: 'channel_left' },
      { type: 'channel_archive' },
    ]);
  });

  it('knows no command or shortcut that was not declared', async () => {
    const slack = await openWorkspace();
    const ts = await post(slack);

    await expect(slack.slash({ user: 'ada', channel: 'random', command: '/other' })).rejects.toThrow(
      '/other is not a valid command',
    );
    await expect(
      slack.messageShortcut({ user: 'ada', channel: 'threat-intel', ts, callbackId: 'other' }),
    ).rejects.toThrow('no shortcut');
  });

  it('sends a global shortcut without channel and response_url', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);

    await slack.globalShortcut({ user: 'ada', callbackId: 'picket_new' });

    expect(last(app)).toMatchObject({ type: 'shortcut', callback_id: 'picket_new' });
    expect(last(app)).not.toHaveProperty('response_url');
  });
});
