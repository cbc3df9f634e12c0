import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/http/client.ts';
import { createClient } from '../../../src/vendors/group-ib/client.ts';
import type { GroupIbClient } from '../../../src/vendors/group-ib/client.ts';
import { failureOf, signal } from '../../http/support.ts';
import { sendJson, startServer } from '../../support/http-server.ts';
import type { Answer, TestServer } from '../../support/http-server.ts';
import { recordingLog, recordingMetrics } from '../../support/recording.ts';
import type { Line } from '../../support/recording.ts';
import { apiKey, settingsFor } from './account.ts';

interface Open {
  readonly server: TestServer;
  readonly client: GroupIbClient;
  readonly lines: Line[];
}

async function open(answer: Answer, { path = '/api/v2/', tls = false, insecure = false } = {}): Promise<Open> {
  const server = await startServer(answer, { tls });
  const { log, lines } = recordingLog();
  const { metrics } = recordingMetrics();
  const client = createClient(settingsFor(`${server.url}${path}`, { insecure }), {
    http: createHttp({ log, metrics, env: {} }),
    log,
  });
  return { server, client, lines };
}

const empty: Answer = (response) => sendJson(response, { count: 0, items: [] });

describe('the client of Group-IB', () => {
  it.each(['/api/v2/', '/api/v2', '/', ''])('W27: keeps `api/v2` where the base ends in %j', async (path) => {
    const { server, client } = await open(empty, { path });

    await client.updated('attacks/ddos', {}, signal);

    expect(server.seen[0]?.url).toBe('/api/v2/attacks/ddos/updated');
    expect(client.portal).toBe(server.url);
  });

  it('signs each request in with Basic, and says who asks', async () => {
    const { server, client } = await open(empty);

    await client.updated('attacks/ddos', {}, signal);

    const headers = server.seen[0]?.headers;
    const basic = Buffer.from(`user@acme.example:${apiKey}`).toString('base64');
    expect(headers?.authorization).toBe(`Basic ${basic}`);
    expect(headers?.accept).toBe('*/*');
    expect(headers?.['user-agent']).toBe('SOAR/Slack/Picket/user@acme.example/picket');
  });

  it('leaves out what is absent, empty, 0 or false, and writes a switch as 1', async () => {
    const { server, client } = await open(empty);
    const query = { seqUpdate: '1450014347019000', limit: 0, df: '', q: 'ip:8.8.8.8', hunting: true, unique: false };

    await client.updated('compromised/account_group', query, signal);

    expect(server.seen[0]?.url).toBe(
      '/api/v2/compromised/account_group/updated?seqUpdate=1450014347019000&q=ip%3A8.8.8.8&apply_hunting_rules=1',
    );
  });

  it('asks for a following page of a search by its result and size alone', async () => {
    const { server, client } = await open(empty);

    await client.search('compromised/breached', { resultId: 'r/1', limit: 5 }, signal);

    expect(server.seen[0]?.url).toBe('/api/v2/compromised/breached?resultId=r%2F1&limit=5');
  });

  it('encodes an id, and asks for none that a URL takes for a step', async () => {
    const { server, client } = await open((response) => sendJson(response, { id: 'WPVDB-ID:7181' }));

    await client.item('osi/vulnerability', 'WPVDB-ID:71/81?', signal);
    const error = await failureOf(client.item('osi/vulnerability', '..', signal));

    expect(server.seen.map(({ url }) => url)).toEqual(['/api/v2/osi/vulnerability/WPVDB-ID%3A71%2F81%3F']);
    expect(error.kind).toBe('refused');
  });

  it.each([
    [302, 'unauthorized', 'Verify that your public IP is accesslisted.'],
    [301, 'unauthorized', 'Verify that your public IP is accesslisted.'],
    [400, 'refused', 'Bad Credentials or Wrong request. The issue can be related to the wrong searchable tag'],
    [401, 'unauthorized', 'Bad Credentials.'],
    [403, 'unauthorized', 'Something is wrong with your account, please, contact support.'],
    [404, 'refused', 'Not found. There is no such data on server or you are using wrong endpoint.'],
    [429, 'rate-limited', 'Maximum count of requests per second reached'],
    [500, 'unreachable', 'There are some troubles on server with your request.'],
  ])('W28: says what a %i means, as %s, also after every retry', async (status, kind, message) => {
    const { client, lines } = await open((response) => {
      response.writeHead(status, { location: 'https://elsewhere.example/login' }).end('no');
    });

    const error = await failureOf(client.grants(signal));

    expect(error.kind).toBe(kind);
    expect(error.message).toContain(`Status code: ${status}. Message: ${message}`);
    expect(JSON.stringify([error, lines])).not.toContain(apiKey);
  });

  it('W28: waits as a rate limit asks, and goes on', async () => {
    const { server, client } = await open((response, nth) =>
      nth === 1 ? sendJson(response, {}, { status: 429, headers: { 'retry-after': '0' } }) : sendJson(response, []),
    );

    await client.grants(signal);

    expect(server.seen).toHaveLength(2);
  });

  it('does not ask twice for a scoring: it is no read', async () => {
    const { server, client } = await open((response) => sendJson(response, {}, { status: 503 }));

    await failureOf(client.scores(['192.0.2.1'], signal));

    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"ips":["192.0.2.1"]}' });
  });

  it.each([
    ['a page for people', '<html>Sign in</html>'],
    ['a text', 'null'],
    ['a list where a page belongs', '[]'],
    ['a bare record where a page belongs', '{"id":"x"}'],
  ])('takes %s for unreadable, not for an empty page', async (_name, body) => {
    const { client } = await open((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    });

    const error = await failureOf(client.updated('attacks/ddos', {}, signal));

    expect(error.kind).toBe('malformed');
  });

  it.each([
    ['a number', { list: { 'attacks/ddos': 1450014347004000 } }, '1450014347004000'],
    ['a text', { list: { 'attacks/ddos': '99999999999999999999' } }, '99999999999999999999'],
    ['nothing of it', { list: { 'osi/public_leak': 5 } }, undefined],
    ['an empty list', { list: [] }, undefined],
    ['an empty object', { list: {} }, undefined],
    ['null', { list: { 'attacks/ddos': null } }, undefined],
    ['0', { list: { 'attacks/ddos': 0 } }, undefined],
  ])('reads a start that is %s', async (_name, body, expected) => {
    const { client } = await open((response) => sendJson(response, body));

    const start = await client.sequenceAt('attacks/ddos', { date: '2026-08-01', hunting: false, signal });

    expect(start).toBe(expected);
  });

  it.each([
    ['no hit', { items: {} }, []],
    ['no hit, as a list', { items: [] }, []],
    ['hits', { items: { '192.0.2.1': { ip: '192.0.2.1', riskScore: 35 }, b: { ip: 'b' } } }, [['192.0.2.1', 35]]],
  ])('reads scores with %s', async (_name, body, expected) => {
    const { client } = await open((response) => sendJson(response, body));

    expect([...(await client.scores(['192.0.2.1'], signal))]).toEqual(expected);
  });

  it.each([
    ['an object', { whoisSummary: { asn: 'AS1' } }],
    ['a list of one', [{ whoisSummary: { asn: 'AS1' } }]],
  ])('reads what is known of an address as %s', async (_name, body) => {
    const { client } = await open((response) => sendJson(response, body));

    expect(await client.ipGraph('192.0.2.1', signal)).toEqual({ whoisSummary: { asn: 'AS1' } });
  });

  it('reads grants and hits, and passes over rows that are none', async () => {
    const rows = [{ collection: 'attacks/ddos', huntingRulesUsed: 1 }, 'odd', { apiPath: 'attacks/ddos', count: 3 }];
    const { client } = await open((response) => sendJson(response, rows));

    expect(await client.grants(signal)).toEqual([{ collection: 'attacks/ddos', huntingRulesUsed: true }]);
    expect(await client.globalSearch('ip:192.0.2.1', signal)).toEqual([{ apiPath: 'attacks/ddos', count: 3 }]);
  });

  it('W26: verifies the certificate', async () => {
    const { client } = await open((response) => sendJson(response, []), { tls: true });

    expect(await failureOf(client.grants(signal))).toMatchObject({ kind: 'unreachable', detail: { trouble: 'tls' } });
  });

  it('W26: trusts any certificate where it is told to, and only there', async () => {
    const { client } = await open((response) => sendJson(response, []), { tls: true, insecure: true });

    expect(await client.grants(signal)).toEqual([]);
  });
});
