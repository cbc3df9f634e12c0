import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import type { PageEvent } from '../../../src/sandbox/slack/page-api.ts';
import { connect, ticket } from './bare-app.ts';
import { openWorkspace } from './workplace.ts';

const typed = { user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help' };

/** 'open', or why the server did not let a WebSocket in. */
const opening = (address: string) =>
  new Promise((resolve) => {
    const socket = new WebSocket(address);
    socket.on('open', () => resolve('open'));
    socket.on('error', ({ message }) => resolve(message));
  });

describe('Socket Mode', () => {
  it('greets, and pings', async () => {
    const slack = await openWorkspace({ pingIntervalMs: 20 });
    const { received, socket } = await connect(slack);
    const pinged = new Promise((resolve) => {
      socket.once('ping', resolve);
    });

    expect(received[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: expect.any(String) },
    });
    await expect(pinged).resolves.toBeDefined();
  });

  it('admits a ticket once', async () => {
    const slack = await openWorkspace();
    const url = await ticket(slack);

    expect([await opening(url), await opening(url)]).toEqual(['open', 'Unexpected server response: 503']);
  });

  it('carries a slash command as Slack does', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack, () => ({ text: 'hello' }));

    const delivery = await slack.slash({ ...typed, text: 'a <b>' });

    expect(delivery).toMatchObject({ acknowledged: true, payload: { text: 'hello' } });
    expect(app.envelopes()).toMatchObject([
      {
        type: 'slash_commands',
        accepts_response_payload: true,
        payload: {
          command: '/threat',
          text: 'a &lt;b&gt;',
          user_id: slack.user('ada').id,
          channel_id: slack.channel('threat-intel').id,
          channel_name: 'threat-intel',
          is_enterprise_install: 'false',
          response_url: expect.stringContaining('/commands/'),
          trigger_id: expect.any(String),
        },
      },
    ]);
  });

  it.each([
    ['assign 1 @mira', 'assign 1 <@U1|mira>'],
    ['assign 1 @Mira Okafor', 'assign 1 <@U1|mira>'],
    ['assign 1 <@U1> public', 'assign 1 <@U1|mira> public'],
    ['lookup mira@mira.example @miran <@U404>', 'lookup mira@mira.example @miran &lt;@U404&gt;'],
  ])('tells who is mentioned in %s', async (text, sent) => {
    const slack = await openWorkspace({ users: [{ name: 'mira', realName: 'Mira Okafor' }, { name: 'ada' }] });
    const app = await connect(slack);

    const { id } = slack.user('mira');

    await slack.slash({ ...typed, text: text.replace('<@U1>', `<@${id}>`) });

    const [envelope] = app.envelopes();
    expect(envelope).toMatchObject({ payload: { text: sent.replaceAll('U1|', `${id}|`) } });
  });

  it('hides the name of a private channel that the bot is not in', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);

    await slack.slash({ ...typed, channel: 'board' });

    expect(app.envelopes()[0]?.payload).toMatchObject({ channel_name: 'privategroup' });
  });

  it('warns the person when nobody acknowledges, and when nobody is connected', async () => {
    const slack = await openWorkspace({ ackTimeoutMs: 60 });
    const warnings: PageEvent[] = [];
    slack.onEvent((event) => {
      if (event.type === 'warning') warnings.push(event);
    });

    const offline = await slack.slash(typed);
    await connect(slack, () => undefined);
    const silent = await slack.slash(typed);

    expect([offline.acknowledged, silent.acknowledged]).toEqual([false, false]);
    expect(silent.ackMs).toBeGreaterThanOrEqual(55);
    expect(warnings).toMatchObject([
      { userId: slack.user('ada').id, text: '/threat failed because picket did not respond' },
      { userId: slack.user('ada').id },
    ]);
  });

  it('spreads envelopes over all connections', async () => {
    const slack = await openWorkspace();
    const apps = [await connect(slack), await connect(slack), await connect(slack)];

    for (let index = 0; index < 6; index += 1) await slack.slash(typed);

    expect(apps.map((app) => app.envelopes().length)).toEqual([2, 2, 2]);
  });

  it('takes ten connections and sends the eleventh away', async () => {
    const slack = await openWorkspace();
    for (let index = 0; index < 10; index += 1) await connect(slack);

    const eleventh = await connect(slack);

    expect(eleventh.received).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    expect(slack.sockets()).toBe(10);
  });

  it('sends an event again that was not acknowledged, but never a command', async () => {
    const slack = await openWorkspace({ ackTimeoutMs: 40, eventRetryMs: [0, 10] });
    const app = await connect(slack, (envelope) => (envelope['retry_attempt'] === 2 ? {} : undefined));

    await slack.openHome({ user: 'ada' });
    await slack.slash(typed);

    const events = () => app.envelopes().filter(({ type }) => type === 'events_api');
    await expect.poll(() => events().map((event) => event['retry_attempt'])).toEqual([0, 1, 2]);
    expect(new Set(events().map(({ payload }) => payload?.['event_id'])).size).toBe(1);
    expect(app.envelopes().filter(({ type }) => type === 'slash_commands')).toHaveLength(1);
  });

  it('delivers an envelope twice on demand', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    slack.duplicateEnvelopes(3);

    await slack.slash(typed);
    const left = slack.clearDuplicates();
    await slack.slash(typed);

    expect(left).toBe(2);
    const ids = app.envelopes().map(({ envelope_id: id }) => id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
  });

  it('delivers an envelope again later, over the connection that is there by then', async () => {
    const slack = await openWorkspace();
    const first = await connect(slack);
    slack.duplicateEnvelopes(1, 50);

    await slack.slash(typed);
    slack.disconnectSockets('cut');
    const second = await connect(slack);

    await expect.poll(() => second.envelopes()).toHaveLength(1);
    expect(second.envelopes()[0]?.['envelope_id']).toBe(first.envelopes()[0]?.['envelope_id']);
  });

  it('sends nothing more to a connection that was told to go', async () => {
    const slack = await openWorkspace();
    const leaving = await connect(slack);
    slack.disconnectSockets('refresh_requested');
    const fresh = await connect(slack);

    await slack.slash(typed);

    expect(leaving.received.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    expect(fresh.envelopes()).toHaveLength(1);
  });

  it('goes on after a warning', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    slack.disconnectSockets('warning');

    const { acknowledged } = await slack.slash(typed);

    expect(app.received[1]).toMatchObject({ type: 'disconnect', reason: 'warning' });
    expect(acknowledged).toBe(true);
  });

  it('refuses new connections for a while', async () => {
    let now = Date.now();
    const slack = await openWorkspace({ now: () => now });
    slack.refuseSockets(1000);

    await expect(connect(slack)).rejects.toThrow('503');
    now += 1001;
    await expect(connect(slack)).resolves.toBeDefined();
  });

  it('tells the page whether the app is connected', async () => {
    const slack = await openWorkspace();
    const seen: boolean[] = [];
    slack.onEvent((event) => {
      if (event.type === 'connected') seen.push(event.connected);
    });

    const { socket } = await connect(slack);
    socket.close();

    await expect.poll(() => seen).toEqual([true, false]);
  });
});

describe('closing', () => {
  it('ends what still waits for the app', async () => {
    const slack = await openWorkspace({ ackTimeoutMs: 60_000 });
    const app = await connect(slack, () => undefined);

    const waiting = slack.slash(typed);
    await expect.poll(() => app.envelopes()).toHaveLength(1);
    await slack.close();

    expect(await waiting).toMatchObject({ acknowledged: false });
  });
});
