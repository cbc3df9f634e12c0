import { describe, expect, it, vi } from 'vitest';

import { button, modal, openWorkspace, post, section, startBolt, textField } from './workplace.ts';

describe('a Bolt app in Socket Mode', () => {
  it('answers a slash command through its response_url, ephemerally', async () => {
    const slack = await openWorkspace();
    await startBolt(slack, (app) => {
      app.command('/threat', async ({ ack, respond, command }) => {
        await ack();
        await respond(`you said ${command.text}`);
      });
    });

    const delivery = await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'a & <b>' });

    expect(delivery).toMatchObject({ acknowledged: true });
    await expect.poll(() => slack.ephemerals('ada')).toMatchObject([{ text: 'you said a &amp; &lt;b&gt;' }]);
    expect(slack.messages('threat-intel')).toEqual([]);
  });

  it('shows what the acknowledgement of a command says', async () => {
    const slack = await openWorkspace();
    await startBolt(slack, (app) => {
      app.command('/threat', async ({ ack }) => {
        await ack('at work');
      });
    });

    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat' });

    expect(slack.ephemerals('ada')).toMatchObject([{ text: 'at work' }]);
  });

  it('edits a message whose button is pressed', async () => {
    const slack = await openWorkspace();
    const seen = vi.fn<(body: unknown) => void>();
    const app = await startBolt(slack, () => undefined);
    app.action('resolve', async ({ ack, body, client }) => {
      await ack();
      seen(body);
      if (body.type !== 'block_actions') return;
      const at = { channel: body.channel?.id ?? '', ts: body.message?.['ts'] ?? '' };
      await client.chat.update({ ...at, text: 'Resolved', blocks: [section('Resolved')] as never });
    });
    const blocks = [section('Alarm'), { type: 'actions', elements: [button('resolve', 'Resolved')] }];
    const ts = await post(slack, { text: 'Alarm', blocks });

    const at = { user: 'ada', channel: 'threat-intel', ts };
    await slack.press({ ...at, find: 'Resolved' });

    await expect.poll(() => slack.message('threat-intel', at.ts)).toMatchObject({ text: 'Resolved' });
    expect(seen.mock.calls[0]?.[0]).toMatchObject({
      type: 'block_actions',
      user: { id: slack.user('ada').id, username: 'ada', name: 'ada' },
      container: {
        type: 'message',
        message_ts: at.ts,
        channel_id: slack.channel('threat-intel').id,
        is_ephemeral: false,
      },
      channel: { name: 'threat-intel' },
      message: { ts: at.ts, text: 'Alarm' },
      state: { values: {} },
      actions: [
        {
          type: 'button',
          action_id: 'resolve',
          value: 'resolve-value',
          text: { text: 'Resolved' },
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
          block_id: expect.any(String),
        },
      ],
    });
  });

  it('opens a modal from a shortcut, and shows the errors of a submission', async () => {
    const slack = await openWorkspace();
    await startBolt(slack, (app) => {
      app.shortcut('picket_lookup', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal([textField('why')]) as never });
      });
      app.view('form', async ({ ack, view }) => {
        const why = view.state.values['why']?.['text']?.value;
        if (why === 'bad') await ack({ response_action: 'errors', errors: { why: 'not that' } });
        else await ack();
      });
    });
    const { message } = await slack.say({ user: 'lin', channel: 'threat-intel', text: 'see https://evil.example/x' });

    const at = { channel: 'threat-intel', ts: message.ts };
    await slack.messageShortcut({ user: 'ada', ...at, callbackId: 'picket_lookup' });
    await expect.poll(() => slack.views('ada')).toHaveLength(1);
    await slack.submit({ user: 'ada', values: { why: 'bad' } });
    expect(slack.views('ada')).toMatchObject([{ errors: { why: 'not that' }, busy: false }]);
    await slack.submit({ user: 'ada', values: { why: 'good' } });

    expect(slack.views('ada')).toEqual([]);
  });

  it('publishes the home tab when it is opened', async () => {
    const slack = await openWorkspace();
    await startBolt(slack, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [section('Hello')] as never },
        });
      });
    });

    await slack.openHome({ user: 'ada' });

    await expect.poll(() => slack.home('ada')?.content.blocks).toMatchObject([{ text: { text: 'Hello' } }]);
    expect(slack.home('lin')).toBeUndefined();
  });

  it('uploads a file into a thread', async () => {
    const slack = await openWorkspace();
    const app = await startBolt(slack, () => undefined);
    const ts = await post(slack, { text: 'Alarm' });

    await app.client.filesUploadV2({
      channel_id: slack.channel('threat-intel').id,
      thread_ts: ts,
      filename: 'iocs.csv',
      content: 'ip,1.2.3.4 ü',
      initial_comment: 'Indicators',
    });

    await expect
      .poll(() => slack.thread('threat-intel', ts))
      .toMatchObject([{ text: 'Indicators', files: [{ name: 'iocs.csv', mimetype: 'text/csv', size: 13 }] }]);
    const [file] = slack.thread('threat-intel', ts)[0]?.files ?? [];
    const served = await fetch(new URL(file?.url ?? '', slack.pageUrl));
    expect(await served.text()).toBe('ip,1.2.3.4 ü');
  });

  it.each(['refresh_requested', 'cut'] as const)('comes back after %s', async (reason) => {
    const slack = await openWorkspace();
    await startBolt(slack, (app) => {
      app.command('/threat', async ({ ack }) => {
        await ack();
      });
    });

    slack.disconnectSockets(reason);
    await expect.poll(() => slack.sockets()).toBe(0);
    await expect.poll(() => slack.sockets()).toBe(1);

    const delivery = await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat' });
    expect(delivery.acknowledged).toBe(true);
  });

  it('is told to slow down with 429 and Retry-After', async () => {
    const slack = await openWorkspace();
    const app = await startBolt(slack, () => undefined);
    const again = () => app.client.apiCall('chat.postMessage', { channel: '#threat-intel', text: 'again' });
    for (let index = 0; index < 5; index += 1) await again();

    await expect(again()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    await expect(app.client.auth.test()).resolves.toMatchObject({ ok: true });
  });
});
