import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { onTestFinished } from 'vitest';

import type { SlackOptions } from '../../../src/sandbox/slack/options.ts';
import type { SlackSandbox } from '../../../src/sandbox/slack/sandbox.ts';
import { startSlack } from '../../../src/sandbox/slack/server.ts';

export const BOT_TOKEN = 'xoxb-sandbox';
export const APP_TOKEN = 'xapp-sandbox';
export const SIGNING_SECRET = 'sandbox-signing-secret';

/** A workspace of three people and four channels; it closes with the test. */
export async function openWorkspace(options: Partial<SlackOptions> = {}): Promise<SlackSandbox> {
  const slack = await startSlack({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    users: [{ name: 'ada' }, { name: 'lin' }, { name: 'guest', guest: true, teamId: 'T0OTHERCO' }],
    channels: [
      { name: 'threat-intel', kind: 'public', bot: true },
      { name: 'random', kind: 'public' },
      { name: 'soc', kind: 'private', bot: true, members: ['ada'] },
      { name: 'board', kind: 'private', members: ['ada'] },
      { name: 'old', kind: 'public', bot: true, archived: true },
    ],
    userGroups: [{ handle: 'soc-leads', users: ['ada'] }],
    commands: [{ command: '/threat', description: 'Threat intelligence', usageHint: 'help' }],
    shortcuts: [
      { callbackId: 'picket_lookup', name: 'Look up indicators' },
      { callbackId: 'picket_new', name: 'New incident', type: 'global' },
    ],
    ackTimeoutMs: 300,
    ...options,
  });
  onTestFinished(() => slack.close());
  return slack;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly ok: boolean; readonly error?: string; readonly [key: string]: unknown };
}

/** Calls a method as the SDK does: a form with JSON inside it. */
export async function call(
  slack: SlackSandbox,
  method: string,
  { token = BOT_TOKEN, ...args }: { [argument: string]: unknown } = {},
): Promise<Answer> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${String(token)}` },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

/** Posts into #threat-intel unless told otherwise; gives the message's timestamp. */
export async function post(slack: SlackSandbox, args: { [argument: string]: unknown } = {}): Promise<string> {
  const { body } = await call(slack, 'chat.postMessage', { channel: '#threat-intel', text: 'Alarm', ...args });
  if (!body.ok) throw new Error(`not posted: ${JSON.stringify(body)}`);
  return String(body['ts']);
}

/** The real Bolt app with its own Socket Mode receiver, as PLATFORM 9 and 13.3 advise; it stops with the test. */
export async function startBolt(slack: SlackSandbox, register: (app: App) => void): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: APP_TOKEN,
    clientPingTimeout: 1000,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { forever: true, minTimeout: 50 } } },
  });
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  register(app);
  await app.init();
  await app.start();
  onTestFinished(async () => {
    await receiver.client.disconnect();
  });
  return app;
}

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

export const button = (actionId: string, label: string) => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: label },
  value: `${actionId}-value`,
});

export const modal = (blocks: object[] = []) => ({
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'A form' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks,
});

export const textField = (blockId: string) => ({
  type: 'input',
  block_id: blockId,
  label: { type: 'plain_text', text: 'Why' },
  element: { type: 'plain_text_input', action_id: 'text' },
});
