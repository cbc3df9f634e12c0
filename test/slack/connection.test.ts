import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Reply } from '../../src/pipeline/desk.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { secret } from '../../src/domain/secret.ts';
import { createBudget } from '../../src/ops/budget.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { recordingLog } from '../support/recording.ts';
import { begun, botToken, countingMetrics, deskOf, gate, openApp, realClock, said, startApp } from './harness.ts';
import { cardSample, incidentSample } from './samples.ts';

/** Time in which all that waits, waits a thousandth, from the moment on in which it is hurried. */
function patientClock(): { readonly clock: Clock; readonly hurry: () => void } {
  let by = 1;
  return {
    clock: { now: () => new Date(), sleep: async (ms, signal) => realClock.sleep(ms / by, signal) },
    hurry: () => {
      by = 1000;
    },
  };
}

/** Nothing is waited for longer than this. */
const impatient: Clock = { ...realClock, sleep: async (_, signal) => realClock.sleep(300, signal) };

describe('starting', () => {
  it('connects, says so, and knows its workspace', async () => {
    const { app, slack } = await openApp();
    const changes: boolean[] = [];
    app.onConnectionChange((connected) => changes.push(connected));

    await app.start();

    expect(app.connected()).toBe(true);
    expect(changes).toEqual([true]);
    expect(app.directory.teamId).toBe(slack.user('ada').teamId);
    expect(slack.sockets()).toBe(1);
  });

  it.each([
    ['the bot token', 'auth.test'],
    ['the app token', 'apps.connections.open'],
  ])('fails, with the reason, where Slack refuses %s', async (_, method) => {
    const { app, slack } = await openApp();
    slack.failNext(method, { kind: 'error', error: 'invalid_auth' });

    await expect(app.start()).rejects.toMatchObject({ kind: 'installation', reason: 'invalid_auth' });
    expect(app.connected()).toBe(false);
  });

  it('fails, with the reason, where the library would wait for ever', async () => {
    const { app, slack } = await openApp({ clock: impatient });
    slack.failNext('apps.connections.open', { kind: 'error', error: 'not_allowed_token_type' }, 50);

    await expect(app.start()).rejects.toMatchObject({ reason: 'not_allowed_token_type' });
  });

  it('fails, with the reason, where Slack gives an address and no WebSocket opens there', async () => {
    const { app, slack } = await openApp({ clock: impatient });
    slack.refuseSockets(60_000);

    await expect(app.start()).rejects.toMatchObject({ reason: 'websocket_not_opened' });
  });

  it('names each scope that is missing, and what fails without it', async () => {
    const { lines } = await startApp({ workspace: { scopes: ['chat:write', 'commands', 'channels:read'] } });

    const missing = lines.filter(({ message }) => message === 'the slack bot token lacks a scope');
    expect(missing.map(({ data }) => data['scope'])).toContain('usergroups:read');
    expect(missing.every(({ level, data }) => level === 'warn' && data['without'] !== undefined)).toBe(true);
  });

  it.each([
    ['slack.appToken', 'socket'],
    ['slack.signingSecret', 'http'],
  ] as const)('needs %s in the mode that uses it', (name, mode) => {
    const config = { mode, botToken: secret(botToken), apiUrl: 'http://127.0.0.1:9/api/', command: '/threat' };
    const { log } = recordingLog();
    const { metrics } = countingMetrics();
    const budget = createBudget(realClock);

    expect(() => createSlackApp({ config, desk: deskOf(), log, metrics, clock: realClock, budget })).toThrow(name);
  });
});

describe('the connection', () => {
  it('comes back after Slack asks to reconnect', async () => {
    const { app, slack } = await startApp();
    const changes: boolean[] = [];
    app.onConnectionChange((connected) => changes.push(connected));

    slack.disconnectSockets('refresh_requested');

    await expect.poll(() => changes).toEqual([false, true]);
    expect(app.connected()).toBe(true);
  });

  it('outlasts a machine that stalls for seconds', async () => {
    const { app } = await startApp();
    const changes: boolean[] = [];
    app.onConnectionChange((connected) => changes.push(connected));
    // By then it has heard a pong, and after the stall it asks for the next one.
    await realClock.sleep(2500);

    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
    await realClock.sleep(2500);

    expect(changes).toEqual([]);
  });

  it('that stood for a while is away for a tenth of a second when Slack renews it', async () => {
    const lasted = gate();
    const sleep: Clock['sleep'] = async (ms, signal) => {
      if (ms !== 10_000) return realClock.sleep(ms, signal);
      lasted.open();
    };
    const rests = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => {
      rests.mockRestore();
    });
    const { app, slack } = await startApp({ clock: { ...realClock, sleep } });
    const changes: boolean[] = [];
    app.onConnectionChange((connected) => changes.push(connected));
    await lasted.opened;
    rests.mockClear();

    slack.disconnectSockets('refresh_requested');

    await expect.poll(() => changes).toEqual([false, true]);
    expect(rests.mock.calls.map(([, ms]) => ms)).toContain(100);
    expect(rests.mock.calls.map(([, ms]) => ms)).not.toContain(1500);
  });

  it('comes back after Slack refused it for a while, where the library would give up for ever', async () => {
    const { clock, hurry } = patientClock();
    const { app, slack, lines } = await startApp({ clock });
    const changes: boolean[] = [];
    app.onConnectionChange((connected) => changes.push(connected));
    hurry();
    slack.failNext('apps.connections.open', { kind: 'error', error: 'invalid_auth' });

    slack.disconnectSockets('link_disabled');

    await expect.poll(() => changes).toEqual([false, true]);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'slack refuses the connection; trying again' }),
    );
  });

  it('leaves posting alone: a post is not repeated though connecting is', async () => {
    const { app, slack } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'status', status: 500, afterEffect: true });

    await expect(
      app.notifier.postIncident('#threat-intel', { incident: incidentSample(), card: cardSample() }, begun()),
    ).rejects.toMatchObject({
      kind: 'unknown',
    });
    expect(slack.messages('threat-intel')).toHaveLength(1);
  });

  it('counts each call to Slack with its outcome', async () => {
    const { app, slack, counted } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'error', error: 'is_archived' });

    await app.notifier
      .postIncident('#threat-intel', { incident: incidentSample(), card: cardSample() }, begun())
      .catch(() => undefined);

    expect(counted.requests).toEqual(
      expect.arrayContaining(['auth.test ok', 'apps.connections.open ok', 'chat.postMessage is_archived']),
    );
  });
});

describe('stopping', () => {
  it('waits for the answer that somebody waits for', async () => {
    const work = gate();
    const line = async (): Promise<Reply> => {
      await work.opened;
      return said('Just in time');
    };
    const { app, slack } = await startApp({ desk: { line } });
    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'test' });

    const stopped = app.stop();
    await expect.poll(() => slack.sockets()).toBe(0);
    work.open();
    await stopped;

    expect(slack.ephemerals('ada').map(({ text }) => text)).toEqual(['✅ Just in time']);
    expect(app.connected()).toBe(false);
    expect(slack.sockets()).toBe(0);
  });

  it('does not wait for ever', async () => {
    const { clock, hurry } = patientClock();
    const { app, slack, lines } = await startApp({
      desk: { line: async () => new Promise<Reply>(() => undefined) },
      clock,
    });
    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'test' });
    hurry();

    await app.stop();

    expect(lines).toContainEqual(expect.objectContaining({ message: 'stopped before every answer was given' }));
  });

  it('while reconnecting opens no connection afterwards', async () => {
    const { app, slack } = await startApp();
    slack.failNext('apps.connections.open', { kind: 'status', status: 503 }, 3);
    slack.disconnectSockets('refresh_requested');
    await expect.poll(() => slack.calls('apps.connections.open').length).toBeGreaterThan(1);

    await app.stop();
    const calls = slack.calls('apps.connections.open').length;

    await realClock.sleep(1500);
    expect(slack.calls('apps.connections.open')).toHaveLength(calls);
    expect(slack.sockets()).toBe(0);
  });
});
