import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../support/http-server.ts';
import { said, startApp, textsFor } from './harness.ts';

/** A proxy that tunnels wherever it is asked to, and remembers where. */
async function startProxy(): Promise<{ readonly url: string; readonly tunnels: string[] }> {
  const tunnels: string[] = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '');
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, tunnels };
}

it('goes to Slack through the proxy with everything: Web API, answers and the WebSocket', async () => {
  const proxy = await startProxy();

  const bench = await startApp({ proxyUrl: proxy.url, desk: { line: async () => said('Through the proxy') } });
  await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help' });

  await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ Through the proxy']);
  expect(new Set(proxy.tunnels)).toEqual(new Set([`127.0.0.1:${bench.slack.port}`]));
  expect(proxy.tunnels.length).toBeGreaterThan(1);
});
