import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { SlackSandbox } from '../../../src/sandbox/slack/sandbox.ts';
import { BOT_TOKEN, SIGNING_SECRET, openWorkspace } from './workplace.ts';

const typed = { user: 'ada', channel: 'threat-intel', command: '/threat', text: 'a & b' };

/** Bolt behind a request URL; gives the workspace that delivers to it. */
async function openWithBolt(signingSecret: string, register: (app: App) => void): Promise<SlackSandbox> {
  let port = 0;
  const slack = await openWorkspace({ requestUrl: () => `http://127.0.0.1:${port}/slack/events`, ackTimeoutMs: 1000 });
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  register(app);
  await app.init();
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as { address(): AddressInfo };
  port = server.address().port;
  onTestFinished(async () => {
    await app.stop();
  });
  return slack;
}

describe('HTTP mode', () => {
  it('delivers commands, presses and events that Bolt takes for Slack’s', async () => {
    const seen: string[] = [];
    const slack = await openWithBolt(SIGNING_SECRET, (app) => {
      app.command('/threat', async ({ ack, command }) => {
        seen.push(command.text);
        await ack({ text: 'done' });
      });
      app.shortcut('picket_lookup', async ({ ack, shortcut }) => {
        seen.push(shortcut.type);
        await ack();
      });
      app.event('app_home_opened', async ({ event }) => {
        seen.push(String(event.tab));
      });
    });
    const { message } = await slack.say({ user: 'ada', channel: 'threat-intel', text: 'hi' });

    const command = await slack.slash(typed);
    await slack.messageShortcut({ user: 'ada', channel: 'threat-intel', ts: message.ts, callbackId: 'picket_lookup' });
    await slack.openHome({ user: 'ada' });

    expect(command).toMatchObject({ acknowledged: true, payload: { text: 'done' } });
    await expect.poll(() => seen).toEqual(['a &amp; b', 'message_action', 'home']);
    expect(slack.ephemerals('ada')).toMatchObject([{ text: 'done' }]);
  });

  it('signs with the secret that it was given', async () => {
    const slack = await openWithBolt('another secret', (app) => {
      app.command('/threat', async ({ ack }) => {
        await ack();
      });
    });

    expect(await slack.slash(typed)).toMatchObject({ acknowledged: false });
  });

  it('repeats an event until it is answered, and never a command', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers);
      response.writeHead(seen.length < 4 ? 500 : 200).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const slack = await openWorkspace({ requestUrl: `http://127.0.0.1:${port}/`, eventRetryMs: [0, 10, 20] });

    const command = await slack.slash(typed);
    await slack.openHome({ user: 'ada' });

    expect(command.acknowledged).toBe(false);
    await expect
      .poll(() => seen.map((headers) => headers['x-slack-retry-num']))
      .toEqual([undefined, undefined, '1', '2']);
    expect(seen[2]).toMatchObject({ 'x-slack-retry-reason': 'http_error', 'content-type': 'application/json' });
  });
});
