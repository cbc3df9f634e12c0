import { createServer } from 'node:http';
import { request as forward } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../src/domain/errors.ts';
import { proxyFor } from '../../src/http/proxy.ts';
import { listen, sendJson, startServer } from '../support/http-server.ts';
import type { TestServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, mark, signal } from './support.ts';

interface Proxy {
  readonly host: string;
  /** Request lines with their `Proxy-Authorization`. */
  readonly seen: { readonly line: string; readonly auth: string | undefined; readonly key: boolean }[];
}

/** A real forward and CONNECT proxy; `refuse` is the status that it answers instead. */
async function startProxy(refuse?: number): Promise<Proxy> {
  const seen: { line: string; auth: string | undefined; key: boolean }[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    seen.push({ line: `${method} ${url}`, auth: headers['proxy-authorization'], key: 'x-api-key' in headers });
    if (refuse !== undefined) {
      outgoing.writeHead(refuse).end('proxy says no');
      return;
    }
    incoming.pipe(
      forward(url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on('connect', ({ url = '', headers }, client) => {
    seen.push({ line: `CONNECT ${url}`, auth: headers['proxy-authorization'], key: 'x-api-key' in headers });
    if (refuse !== undefined) {
      client.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 2\r\n\r\nno`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    for (const socket of [target, client]) socket.on('error', () => undefined);
    onTestFinished(() => [target, client].forEach((socket) => socket.destroy()));
  });
  return { host: `127.0.0.1:${await listen(proxy)}`, seen };
}

/** TLS wants a name: an address is no server name (RFC 6066). */
function named({ url }: TestServer): string {
  return url.replace('127.0.0.1', 'localhost');
}

const credentials = `us%40er:p%3Aa%2Fss%20wörd`;
const basic = `Basic ${Buffer.from('us@er:p:a/ss wörd').toString('base64')}`;

describe('a proxy given as a URL', () => {
  it('forwards plain requests, with its credentials decoded', async () => {
    const server = await startServer((response) => sendJson(response, { through: true }));
    const proxy = await startProxy();
    const { client } = httpUnderTest();

    const answer = await client(server.url, { proxy: `http://${credentials}@${proxy.host}` }).send({
      method: 'GET',
      path: '/x',
      signal,
    });

    expect(answer.json()).toEqual({ through: true });
    expect(proxy.seen).toEqual([{ line: `GET ${server.url}/x`, auth: basic, key: true }]);
    expect(server.seen[0]?.headers['proxy-authorization']).toBe(basic);
  });

  it('tunnels to HTTPS, and neither side sees the credentials of the other', async () => {
    const server = await startServer((response) => sendJson(response, { through: true }), { tls: true });
    const proxy = await startProxy();
    const { client } = httpUnderTest();
    const options = { proxy: `http://${credentials}@${proxy.host}`, insecure: true };

    const answer = await client(named(server), options).send({ method: 'GET', path: '/x', signal });

    expect(answer.json()).toEqual({ through: true });
    expect(proxy.seen).toEqual([{ line: `CONNECT localhost:${server.port}`, auth: basic, key: false }]);
    expect(server.seen[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it('does not switch certificate checks off', async () => {
    const server = await startServer((response) => sendJson(response, {}), { tls: true });
    const proxy = await startProxy();
    const { client } = httpUnderTest();

    const error = await failureOf(
      client(named(server), { proxy: `http://${proxy.host}` }).send({ method: 'POST', path: '/x', body: {}, signal }),
    );

    expect(error.detail.trouble).toBe('tls');
    expect(server.seen).toEqual([]);
  });

  it.each([403, 407, 502])(
    'that refuses a tunnel with %i is a proxy trouble, never the word of the vendor',
    async (status) => {
      const server = await startServer((response) => sendJson(response, {}), { tls: true });
      const proxy = await startProxy(status);
      const { client } = httpUnderTest();
      const options = { proxy: `http://${proxy.host}`, insecure: true };

      const error = await failureOf(
        client(named(server), options).send({ method: 'POST', path: '/x', body: {}, signal }),
      );

      expect(error).toMatchObject({ kind: 'unreachable', detail: { trouble: 'proxy' } });
      expect(error.detail.status).toBeUndefined();
      expect(error.detail.outcomeUnknown).toBeUndefined();
      expect(server.seen).toEqual([]);
    },
  );

  it('lets the status of the vendor itself through the tunnel', async () => {
    const server = await startServer((response) => sendJson(response, {}, { status: 403 }), { tls: true });
    const proxy = await startProxy();
    const { client } = httpUnderTest();
    const options = { proxy: `http://${proxy.host}`, insecure: true };

    const error = await failureOf(
      client(named(server), options).send({ method: 'POST', path: '/x', body: {}, signal }),
    );

    expect(error).toMatchObject({ kind: 'unauthorized', detail: { status: 403 } });
  });

  it('that does not answer is a proxy trouble', async () => {
    const { client } = httpUnderTest();
    const proxy = `http://${'p'.repeat(64)}.invalid:3128`;

    const error = await failureOf(
      client('https://127.0.0.1:9', { proxy }).send({ method: 'POST', path: '/x', body: {}, signal }),
    );

    expect(error.detail.trouble).toBe('proxy');
  });

  it('keeps its password out of errors and logs', async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const proxy = await startProxy(502);
    const { client, lines } = httpUnderTest();
    const options = { proxy: `http://me:${encodeURIComponent(mark)}@${proxy.host}` };

    const error = await failureOf(
      client(named(server), options).send({ method: 'POST', path: '/x', body: {}, signal }),
    );

    expect(JSON.stringify([error.message, error.detail, lines])).not.toContain('MARKED');
  });
});

describe('proxy: system', () => {
  it('takes the proxy from the environment it is given', async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const proxy = await startProxy();
    const { client } = httpUnderTest({ HTTP_PROXY: `http://${proxy.host}` });

    await client(server.url, { proxy: 'system' }).send({ method: 'GET', path: '/x', signal });

    expect(proxy.seen.length).toBe(1);
  });

  it('goes straight where NO_PROXY says so, and where the proxy is off', async () => {
    const server = await startServer((response) => sendJson(response, {}));
    const proxy = await startProxy();
    const env = { http_proxy: `http://${proxy.host}`, no_proxy: '127.0.0.1' };

    await httpUnderTest(env).client(server.url, { proxy: 'system' }).send({ method: 'GET', path: '/', signal });
    await httpUnderTest(env).client(server.url, { proxy: 'off' }).send({ method: 'GET', path: '/', signal });

    expect(server.seen.length).toBe(2);
    expect(proxy.seen).toEqual([]);
  });

  it.each([
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p:3128' }, 'p:3128'],
    ['https://api.acme.example', { https_proxy: 'p:3128', HTTPS_PROXY: 'http://other:1' }, 'p:3128'],
    ['https://api.acme.example', { HTTP_PROXY: 'http://p:3128' }, undefined],
    ['http://api.acme.example', { HTTP_PROXY: 'https://p' }, 'p:443'],
    ['https://api.acme.example', { ALL_PROXY: 'http://p' }, 'p:80'],
    ['https://api.acme.example', { HTTPS_PROXY: '' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: 'x.example, acme.example' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: '.acme.example' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: '*.acme.example' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: 'API.ACME.example:443' }, undefined],
    ['https://api.acme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: 'api.acme.example:8443' }, 'p:80'],
    ['https://notacme.example', { HTTPS_PROXY: 'http://p', NO_PROXY: 'acme.example' }, 'p:80'],
    ['https://[2001:db8::1]', { HTTPS_PROXY: 'http://p', NO_PROXY: '[2001:db8::1]' }, undefined],
    ['https://[2001:db8::1]', { HTTPS_PROXY: 'http://p', NO_PROXY: '2001:db8::1' }, undefined],
  ])('%s with %j goes through %s', (target, env, expected) => {
    const proxy = proxyFor('system', new URL(target), env);

    expect(proxy && `${proxy.host}:${proxy.port}`).toBe(expected);
  });

  it('refuses a proxy that is not HTTP(S)', () => {
    expect(() => proxyFor('system', new URL('https://x.example'), { HTTPS_PROXY: 'socks5://p' })).toThrow(InputError);
  });
});
