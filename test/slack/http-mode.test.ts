import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bench, openApp, said, signingSecret, textsFor } from './harness.ts';

/** The app in HTTP mode behind a server of its own, as the ops server will have it. */
async function startOverHttp(): Promise<Bench & { readonly url: string }> {
  let listener: RequestListener | undefined;
  const server = createServer((request, response) => listener?.(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const bench = await openApp({
    desk: { line: async () => said('Over HTTP') },
    workspace: { requestUrl: url },
    config: { mode: 'http' },
  });
  listener = bench.app.requestListener;
  await bench.app.start();
  return { ...bench, url };
}

async function send(url: string, { seconds = 0, secret = signingSecret, type = 'application/x-www-form-urlencoded' }) {
  const body = 'command=%2Fthreat&text=help&user_id=U1&team_id=T1&channel_id=C1';
  const timestamp = String(Math.floor(Date.now() / 1000) + seconds);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  return response.status;
}

describe('HTTP mode', () => {
  it('answers a signed command, without any socket', async () => {
    const bench = await startOverHttp();

    const delivery = await bench.slack.slash({
      user: 'ada',
      channel: 'threat-intel',
      command: '/threat',
      text: 'help',
    });

    expect(delivery.acknowledged).toBe(true);
    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ Over HTTP']);
    expect(bench.app.connected()).toBe(true);
    expect(bench.slack.calls('apps.connections.open')).toEqual([]);
    expect(bench.counted.acknowledged).toMatchObject([{ type: 'command' }]);
  });

  it.each([
    ['a right signature', {}, 200],
    ['a content type with a charset', { type: 'application/x-www-form-urlencoded; charset=utf-8' }, 200],
    ['a wrong signature', { secret: 'wrong' }, 401],
    ['a timestamp too long ago', { seconds: -301 }, 401],
    ['a timestamp that lies ahead', { seconds: 600 }, 401],
  ])('gives %s the status it deserves', async (_, request, status) => {
    const { url } = await startOverHttp();

    expect(await send(url, request)).toBe(status);
  });
});
