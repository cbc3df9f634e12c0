import { createServer } from 'node:net';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-ports.ts';
import { sendJson, startServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, mark, signal } from './support.ts';

describe('a request', () => {
  it('joins base and path, and sends query, headers and JSON body', async () => {
    const server = await startServer((response) => sendJson(response, { fine: true }));
    const { client } = httpUnderTest();
    const query = { text: 'a b&c', list: ['x', 'y'], empty: '', none: undefined, no: false, zero: 0 };

    const answer = await client(`${server.url}/base/`).send({
      method: 'POST',
      path: '/thing',
      query,
      body: { hello: 'wörld' },
      headers: { 'x-more': '1' },
      signal,
    });

    expect(answer.json()).toEqual({ fine: true });
    const [seen] = server.seen;
    expect(seen?.url).toBe('/base/thing?text=a+b%26c&list=x&list=y&empty=&no=false&zero=0');
    expect(seen?.body).toBe('{"hello":"wörld"}');
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-more': '1',
    });
    expect(seen?.headers['x-api-key']).toBe(encodeURIComponent(mark));
  });

  it('gives an empty 200 as it is and says malformed only when it is read as JSON', async () => {
    const server = await startServer((response) => response.writeHead(200).end());
    const { client } = httpUnderTest();

    const answer = await client(server.url).send({ method: 'PATCH', path: '/x', body: {}, signal });

    expect(answer.bytes.length).toBe(0);
    expect(() => answer.json()).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });

  it('keeps reads on one connection and gives each write its own', async () => {
    const ports: (number | undefined)[] = [];
    const server = await startServer((response) => {
      ports.push(response.socket?.remotePort);
      sendJson(response, {});
    });
    const { client } = httpUnderTest();
    const one = client(server.url);

    for (const method of ['GET', 'GET', 'POST', 'POST'] as const) await one.send({ method, path: '/', signal });

    expect(ports[0]).toBe(ports[1]);
    expect(new Set(ports).size).toBe(3);
  });
});

describe('an answer that is not a 2xx', () => {
  it.each([
    [301, 'malformed', undefined],
    [400, 'refused', undefined],
    [401, 'unauthorized', undefined],
    [403, 'unauthorized', undefined],
    [404, 'refused', undefined],
    [407, 'unreachable', 'proxy'],
    [409, 'refused', undefined],
    [429, 'rate-limited', undefined],
    [500, 'unreachable', 'server'],
    [503, 'unreachable', 'server'],
  ])('%i is %s', async (status, kind, trouble) => {
    const server = await startServer((response) =>
      sendJson(response, { message: 'no' }, { status, headers: { location: '/else' } }),
    );
    const { client, outcomes } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'POST', path: '/x', body: {}, signal }));

    expect(error).toMatchObject({ kind, detail: { status, body: '{"message":"no"}' } });
    expect(error.detail.trouble).toBe(trouble);
    expect(error.detail.where).toBe(`POST 127.0.0.1:${server.port}/x`);
    expect(outcomes).toEqual([`acme ${kind}`]);
    expect(server.seen.length).toBe(1);
  });

  it.each([
    [502, true],
    [504, true],
    [500, undefined],
    [400, undefined],
  ])('%i to a write leaves its outcome unknown: %s', async (status, unknown) => {
    const server = await startServer((response) => sendJson(response, {}, { status }));
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'POST', path: '/x', body: {}, signal }));

    expect(error.detail.outcomeUnknown).toBe(unknown);
  });
});

describe('no answer', () => {
  it('tells a name that does not resolve', async () => {
    const { client } = httpUnderTest();
    // No resolver is asked for a label this long.
    const url = `http://${'a'.repeat(64)}.invalid`;

    const error = await failureOf(client(url).send({ method: 'POST', path: '/', body: {}, signal }));

    expect(error).toMatchObject({ kind: 'unreachable', detail: { trouble: 'dns' } });
    expect(error.detail.outcomeUnknown).toBeUndefined();
  });

  it('tells a refused connection; nothing can have taken effect', async () => {
    const { client } = httpUnderTest();
    const port = await freePort();

    const error = await failureOf(
      client(`http://127.0.0.1:${port}`).send({ method: 'POST', path: '/', body: {}, signal }),
    );

    expect(error).toMatchObject({ kind: 'unreachable', detail: { trouble: 'connection' } });
    expect(error.detail.outcomeUnknown).toBeUndefined();
  });

  it('says that the outcome of a write is unknown when the connection closes on it, and does not try again', async () => {
    const server = await startServer((response) => response.destroy());
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'POST', path: '/', body: {}, signal }));

    expect(error).toMatchObject({ kind: 'unreachable', detail: { trouble: 'connection', outcomeUnknown: true } });
    expect(error.message).toContain('not known whether');
    expect(server.seen.length).toBe(1);
  });

  it('ends a silent try at the timeout', async () => {
    const server = await startServer(() => undefined);
    const { client } = httpUnderTest();

    const write = client(server.url, { timeout: 150 }).send({ method: 'POST', path: '/', body: {}, signal });

    expect(await failureOf(write)).toMatchObject({ detail: { trouble: 'timeout', outcomeUnknown: true } });
  });

  it('ends a try that drips its answer at the timeout of the whole', async () => {
    const server = await startServer((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(drip));
    });
    const { client } = httpUnderTest();

    const write = client(server.url, { timeout: 200 }).send({ method: 'POST', path: '/', body: {}, signal });

    expect(await failureOf(write)).toMatchObject({ detail: { trouble: 'timeout' } });
  });

  it('ends at once when aborted, as cancelled', async () => {
    const server = await startServer(() => undefined);
    const { client, outcomes } = httpUnderTest();
    const giveUp = new AbortController();
    const read = failureOf(client(server.url).send({ method: 'GET', path: '/', signal: giveUp.signal }));
    await expect.poll(() => server.seen.length).toBe(1);

    giveUp.abort();

    expect(await read).toMatchObject({ kind: 'unreachable', detail: { trouble: 'cancelled' } });
    await expect.poll(() => outcomes).toEqual(['acme cancelled']);
    expect(server.seen.length).toBe(1);
  });
});

describe('a hostile answer', () => {
  it.each([
    ['plain', (bytes: number) => ({ body: Buffer.alloc(bytes, 'x'), headers: {} })],
    [
      'packed',
      (bytes: number) => ({ body: gzipSync(Buffer.alloc(bytes, 'x')), headers: { 'content-encoding': 'gzip' } }),
    ],
  ])('larger than the limit (%s) is cut off as malformed', async (_name, make) => {
    const { body, headers } = make(2_000_000);
    const server = await startServer((response) => response.writeHead(200, headers).end(body));
    const { client } = httpUnderTest();

    const read = client(server.url, { maxBytes: 1_000_000 }).send({ method: 'GET', path: '/', signal });

    expect(await failureOf(read)).toMatchObject({ kind: 'malformed' });
    expect(server.seen.length).toBe(1);
  });

  it.each([
    ['no JSON', '<html>no</html>'],
    ['cut JSON', '{"data": [{"a"'],
    ['nested a million deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
  ])('%s is malformed', async (_name, body) => {
    const server = await startServer((response) => response.writeHead(200).end(body));
    const { client } = httpUnderTest();

    const answer = await client(server.url).send({ method: 'GET', path: '/', signal });

    expect(() => answer.json()).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });

  it('that is no HTTP is malformed', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-hello\r\n\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const { client } = httpUnderTest();

    const read = client(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`).send({
      method: 'GET',
      path: '/',
      signal,
    });

    expect(await failureOf(read)).toMatchObject({ kind: 'malformed' });
  });

  it('cannot send us elsewhere', async () => {
    const other = await startServer((response) => sendJson(response, {}));
    const server = await startServer((response) => response.writeHead(302, { location: other.url }).end());
    const { client } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(error.kind).toBe('malformed');
    expect(other.seen).toEqual([]);
  });
});
