import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operator } from '../support/bot-process.ts';
import type { Operator } from '../support/bot-process.ts';
import { listen } from '../support/http-server.ts';
import { world } from '../support/outside.ts';
import { passOn } from '../support/pass-on.ts';

const timeout = 30_000;

/** An operator's folder with the configuration of a world. */
async function configured(edit = (yaml: string): string => yaml): Promise<Operator> {
  const here = await world();
  await here.operator.configure(edit(here.yaml()));
  return here.operator;
}

/** A port of loopback that somebody has. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A firewall: Slack's Web API passes, and where it sends a WebSocket to nothing answers. */
async function withoutWebSocket(apiUrl: string): Promise<string> {
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await passOn(request, await buffer(request), new URL(request.url ?? '', apiUrl));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end((await answer.text()).replace(/ws:\/\/[^/]+/, 'ws://127.0.0.1:9'));
  };
  const port = await listen(createHttpServer((request, response) => void forward(request, response)));
  return `http://127.0.0.1:${port}/api/`;
}

describe('picket check', () => {
  it('looks at the store and makes nothing, beside a bot that runs as well', { timeout }, async () => {
    const here = await configured();

    const before = await here.picket('check');
    const made = await readdir(here.folder);
    await here.start();
    const beside = await here.picket('check');

    expect(before.out).toMatch(/^ok {4}store: .*picket\.json, which is not there yet/m);
    expect(made).toEqual(['picket.yaml']);
    expect(beside).toMatchObject({ status: 0, out: expect.stringMatching(/^ok {4}store: .*picket\.json, version/m) });
  });

  it.each([
    ['file:data/deeper/picket.json', 'a part of its path is a file'],
    ['postgres://127.0.0.1:9/picket', '127.0.0.1:9'],
  ])('fails where the bot could not open the store %s', { timeout }, async (url, words) => {
    const here = await configured((yaml) => yaml.replace('file:data/picket.json', url));
    await writeFile(join(here.folder, 'data'), 'a file where a folder should be');

    const { status, out } = await here.picket('check');

    expect(status).toBe(1);
    expect(out.split('\n').find((line) => line.startsWith('FAIL  store:'))).toContain(words);
  });

  it('finds the firewall that lets Slack’s Web API pass and no WebSocket', { timeout }, async () => {
    const here = await world();
    const apiUrl = await withoutWebSocket(here.slack.apiUrl);
    await here.operator.configure(here.yaml().replaceAll(here.slack.apiUrl, apiUrl));

    const { status, out } = await here.operator.picket('check');

    expect(status).toBe(1);
    expect(out).toContain('FAIL  app token: Socket Mode opens, but 127.0.0.1:9 does not answer');
    expect(out).toContain('wss://*.slack.com');
  });

  it('names groups and people that the workspace does not have', { timeout }, async () => {
    const here = await configured((yaml) => yaml.replace('act: ["@soc-leads"]', 'act: ["@soc-lead", "U0NOBODY"]'));

    const { status, out } = await here.picket('check');

    expect(status).toBe(1);
    expect(out).toContain('FAIL  user group @soc-lead: not found');
    expect(out).toContain('Did you mean @soc-leads?');
    expect(out).toContain('FAIL  person U0NOBODY: not found');
  });

  it('says which scopes are only convenient and were not granted', { timeout }, async () => {
    const here = await configured();

    const { status, out } = await here.picket('check');

    expect(status).toBe(0);
    expect(out).toMatch(/^ok {4}scopes: granted, without chat:write\.public \(.*users:read\.email \(/m);
  });

  it('names the host that it cannot reach, and nothing else', { timeout }, async () => {
    const here = await configured((yaml) => yaml.replace(/apiUrl: .*/, 'apiUrl: http://127.0.0.1:9/api/'));

    const { status, out, err } = await here.picket('check');

    expect(status).toBe(1);
    expect(out).toContain('Can this machine reach 127.0.0.1:9?');
    expect(err).toBe('');
  });
});

describe('what is not there', () => {
  it.each([
    [['store', 'status', 'file:nosuch/x.json'], 1, 'There is no store at '],
    [['incidents'], 1, 'There is no store at '],
  ])('%j says so', { timeout }, async (args, status, words) => {
    const here = await configured();

    expect(await here.picket(...args)).toMatchObject({ status, out: '', err: expect.stringContaining(words) });
    expect(await readdir(here.folder)).toEqual(['picket.yaml']);
  });

  it('is said in words, not as an empty table; an instance of another name is refused', { timeout }, async () => {
    const here = await configured();
    await here.picket('backfill', 'acme', '--since', '1 day');

    const [none, rejected, buried, nobody] = [
      await here.picket('incidents'),
      await here.picket('incidents', '--rejected'),
      await here.picket('incidents', '--buried'),
      await here.picket('incidents', '--instance', 'acm'),
    ];

    expect(none.out).toBe('No incident matches.\n');
    expect(rejected.out).toBe('Every record could be read.\n');
    expect(buried.out).toBe('No delivery is buried.\n');
    expect(nobody).toMatchObject({ status: 2, err: expect.stringContaining('Did you mean acme?') });
  });
});

describe('what cannot be begun', () => {
  it('the demo on a taken port says how to choose another one, and leaves nothing behind', { timeout }, async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'picket-test-'));
    onTestFinished(async () => rm(temporary, { recursive: true, force: true }));
    const here = await operator({ TMPDIR: temporary });

    const { status, err } = await here.picket('demo', '--port', String(await takenPort()));

    expect(status).toBe(1);
    expect((await readdir(temporary)).filter((name) => name.startsWith('picket-demo'))).toEqual([]);
    expect(err).toMatch(/is taken by another process.*--port/);
  });

  it('init where it cannot write says why', { timeout }, async () => {
    const here = await operator();

    const { status, err } = await here.picket('init', '--config', 'nosuch/picket.yaml');

    expect({ status, err }).toEqual({
      status: 1,
      err: 'picket: nosuch/picket.yaml cannot be written: its folder does not exist (ENOENT).\n',
    });
  });
});
