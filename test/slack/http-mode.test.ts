import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from '../support/http-server.ts';
import { sendSigned } from '../support/signed.ts';
import { type Bench, openApp, said, signingSecret, textsFor } from './harness.ts';

/** The app in HTTP mode behind a server of its own, as the ops server will have it. */
async function startOverHttp(): Promise<Bench & { readonly url: string }> {
  let listener: RequestListener | undefined;
  const server = createServer((request, response) => listener?.(request, response));
  const url = `http://127.0.0.1:${await listen(server)}/slack/events`;
  const bench = await openApp({
    desk: { line: async () => said('Over HTTP') },
    workspace: { requestUrl: url },
    config: { mode: 'http' },
  });
  listener = bench.app.requestListener;
  await bench.app.start();
  return { ...bench, url };
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

    expect(await sendSigned(url, { secret: signingSecret, ...request })).toBe(status);
  });
});
