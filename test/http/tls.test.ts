import { describe, expect, it } from 'vitest';
import { sendJson, startServer } from '../support/http-server.ts';
import { failureOf, httpUnderTest, signal } from './support.ts';

describe('a certificate that nobody signed', () => {
  it('is refused before the request is sent, and not tried again', async () => {
    const server = await startServer((response) => sendJson(response, {}), { tls: true });
    const { client, outcomes } = httpUnderTest();

    const error = await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(error).toMatchObject({ kind: 'unreachable', detail: { trouble: 'tls' } });
    expect(server.seen).toEqual([]);
    expect(outcomes).toEqual(['acme unreachable']);
  });

  it('is taken where the instance is insecure, by that instance alone', async () => {
    const server = await startServer((response) => sendJson(response, {}), { tls: true });
    const { client } = httpUnderTest();

    const trusting = await client(server.url, { insecure: true }).send({ method: 'GET', path: '/', signal });
    const careful = await failureOf(client(server.url).send({ method: 'GET', path: '/', signal }));

    expect(trusting.status).toBe(200);
    expect(careful.detail.trouble).toBe('tls');
    expect(server.seen.length).toBe(1);
  });
});
