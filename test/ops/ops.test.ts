import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { secret } from '../../src/domain/secret.ts';
import { createHealth } from '../../src/ops/health.ts';
import { startOpsServer } from '../../src/ops/http-server.ts';
import type { OpsServer, OpsServerOptions } from '../../src/ops/http-server.ts';
import { createLog } from '../../src/ops/log.ts';
import { createMetrics } from '../../src/ops/metrics.ts';

async function alwaysReady(): Promise<{ ok: boolean; reasons: string[] }> {
  return { ok: true, reasons: [] };
}

function sentAt(seconds: number): RequestInit {
  return {
    method: 'POST',
    headers: { 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000) + seconds) },
  };
}

async function start(over: Partial<OpsServerOptions>): Promise<OpsServer> {
  return startOpsServer({ host: '127.0.0.1', port: 0, metrics: createMetrics(), ready: alwaysReady, ...over });
}

async function served(over: Partial<OpsServerOptions> = {}): Promise<string> {
  const server = await start(over);
  onTestFinished(async () => server.close());
  return `http://127.0.0.1:${server.port}`;
}

describe('the operations server', () => {
  it('says that the process lives, and with a reason when it is not ready', async () => {
    const url = await served({ ready: async () => ({ ok: false, reasons: ['Slack is not connected'] }) });

    const [health, ready] = await Promise.all([fetch(`${url}/healthz`), fetch(`${url}/readyz`)]);

    expect([health.status, ready.status, await ready.text()]).toEqual([200, 503, 'Slack is not connected\n']);
  });

  it('serves every metric of the interface under its name', async () => {
    const metrics = createMetrics();
    metrics.fetched('acme', 'ok', 0.2);
    metrics.ingested('acme', 'new', 3);
    metrics.delivered('incident', 'ok', 1);
    metrics.outboxDepth(4);
    metrics.slackRequest('chat.postMessage', 'ok');
    metrics.acknowledged('command', 0.01);
    metrics.vendorRequest('acme', '200');
    const url = await served({ metrics });

    const text = await (await fetch(`${url}/metrics`)).text();

    for (const line of [
      'picket_fetch_total{instance="acme",outcome="ok"} 1',
      'picket_fetch_seconds_count 1',
      'picket_incidents_total{instance="acme",change="new"} 3',
      'picket_deliveries_total{kind="incident",outcome="ok"} 1',
      'picket_delivery_lag_seconds_count 1',
      'picket_outbox_depth 4',
      'picket_slack_requests_total{method="chat.postMessage",outcome="ok"} 1',
      'picket_interaction_ack_seconds_count{type="command"} 1',
      'picket_vendor_requests_total{instance="acme",outcome="200"} 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('refuses a Slack request whose timestamp lies in the future', async () => {
    const url = await served({ slackEvents: (_, response) => void response.end('taken') });

    const [now, ahead] = await Promise.all([
      fetch(`${url}/slack/events`, sentAt(0)),
      fetch(`${url}/slack/events`, sentAt(3600)),
    ]);

    expect([now.status, ahead.status]).toEqual([200, 401]);
  });

  it('answers 404 elsewhere, and to Slack in socket mode', async () => {
    const url = await served();

    const answers = await Promise.all([fetch(`${url}/`), fetch(`${url}/slack/events`)]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('store'))],
    ['never ends', async () => new Promise<never>(() => {})],
  ])('is not ready where the check %s', async (_, ready) => {
    const url = await served({ ready });

    const answer = await fetch(`${url}/readyz`);

    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^the check/);
  });

  it('finishes what it is answering when it closes, and does not wait for idle connections', async () => {
    const waiting: ServerResponse[] = [];
    const server = await start({ slackEvents: (_, response) => void waiting.push(response) });
    const url = `http://127.0.0.1:${server.port}`;
    await (await fetch(`${url}/healthz`)).text();
    const event = fetch(`${url}/slack/events`, { method: 'POST' });
    await expect.poll(() => waiting.length).toBe(1);

    const closed = server.close();
    waiting[0]?.end('taken');

    expect(await (await event).text()).toBe('taken');
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('cuts a connection that never gets its answer', async () => {
    const waiting: ServerResponse[] = [];
    const server = await start({ slackEvents: (_, response) => void waiting.push(response) });
    const event = fetch(`http://127.0.0.1:${server.port}/slack/events`, { method: 'POST' });
    const outcome = event.then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => waiting.length).toBe(1);

    await server.close();

    expect(await outcome).toBe('cut');
  });

  it('says which port is taken', async () => {
    const url = await served();

    await expect(served({ port: Number(new URL(url).port) })).rejects.toThrow(/http.port: .* is taken/);
  });
});

describe('the log', () => {
  const key = 'MARK-"k3y"/with+signs=';

  it.each([
    ['a field', { error: `refused ${key}` }],
    ['a deep field', { a: { b: [{ c: key }] } }],
    ['a URL', { url: `https://x.example/?api_token=${encodeURIComponent(key)}` }],
    ['Basic authentication', { header: `Basic ${Buffer.from(`user:${key}`).toString('base64')}` }],
    ['a URL in lower case', { url: `?t=${encodeURIComponent(key).replaceAll(/%../g, (code) => code.toLowerCase())}` }],
    ['base64 for URLs', { header: Buffer.from(`user:${key}`).toString('base64url') }],
    ['an error with a cause', { err: new Error(`no ${key}`, { cause: new Error(key) }) }],
    ['JSON within JSON', { body: JSON.stringify({ key }) }],
    ['an unknown Slack token', { note: 'xoxb-123456789-abcdef' }],
  ])('never shows a secret in %s', (_, data) => {
    const lines: string[] = [];
    const log = createLog({ level: 'debug', destination: (line) => lines.push(line), secrets: [secret(key)] });

    log.child(data).error(data, `message with ${key}`);

    const [line = ''] = lines;
    expect(line).toContain('[secret]');
    expect(line).not.toMatch(/MARK|k3y|xoxb-123|TUFSSy|NQVJL|1BUks/);
  });

  it('is one JSON object a line, with level and time in words', () => {
    const lines: string[] = [];

    createLog({ level: 'info', destination: (line) => lines.push(line), secrets: [] }).info(
      { instance: 'acme' },
      'poll finished',
    );

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      instance: 'acme',
      msg: 'poll finished',
      time: expect.stringMatching(/^\d{4}-/),
    });
  });
});

describe('health', () => {
  it('counts failures in a row and starts anew at a success', async () => {
    const health = createHealth();
    const failure = { at: '2026-08-04T12:00:00.000Z', kind: 'unreachable', message: 'no answer' };

    await health.failed({ instance: 'acme', feed: 'alarms' }, failure);
    await health.failed({ instance: 'acme', feed: 'alarms' }, failure);
    const failing = (await health.feeds())[0];
    await health.succeeded({ instance: 'acme', feed: 'alarms' }, '2026-08-04T12:01:00.000Z', 2);

    expect(failing).toMatchObject({ failuresInARow: 2, lastFailure: failure });
    expect(await health.feeds()).toEqual([expect.objectContaining({ failuresInARow: 0, rejected: 2 })]);
  });
});
