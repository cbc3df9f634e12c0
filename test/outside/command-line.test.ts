import { describe, expect, it } from 'vitest';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

async function configured(): Promise<World> {
  const here = await world();
  for (const [index, severity] of ['High', 'Information', 'Critical'].entries()) {
    here.threatmon.addAlarm({
      alarmCode: 100 + index,
      severity,
      alarmDate: '2026-08-03T06:12:44Z',
      description: 'password: Summer2026!',
    });
  }
  await here.operator.configure(here.yaml());
  return here;
}

describe('the command line', () => {
  it('runs a vendor command and prints one JSON document', async () => {
    const { operator, threatmon } = await configured();

    const done = await operator.picket(
      'exec',
      'threatmon_update_incident_status',
      'alarmId=100',
      'status=In Progress',
      '--instance',
      'acme',
      '--json',
    );

    expect(done.status).toBe(0);
    expect(JSON.parse(done.out)).toEqual({
      command: 'threatmon_update_incident_status',
      instance: 'acme',
      outputs: expect.any(Object),
      text: 'Incident 100 status changed to In Progress',
    });
    expect(threatmon.alarms()[0]).toMatchObject({ status: 'In Progress' });
  });

  it.each([
    [['threatmon_update_incident_status', 'alarmId=100', 'status=Nope'], 1, 'invalid', 'Invalid status value'],
    [
      ['threatmon_update_incident_status', 'alarmId=999', 'status=Resolved'],
      1,
      'refused',
      'Failed to change status for incident 999.',
    ],
    [['threatmon_update_incident_statu', 'alarmId=1'], 2, 'invalid', 'threatmon_update_incident_status'],
  ])('says what is wrong with %j', async (args, status, kind, message) => {
    const { operator } = await configured();

    const done = await operator.picket('exec', ...args, '--instance', 'acme', '--json');

    expect(done.status).toBe(status);
    expect(JSON.parse(done.out)).toMatchObject({ error: { kind, message: expect.stringContaining(message) } });
  });

  it('fetches once, prints normalised incidents masked, and stores nothing', async () => {
    const { operator, slack } = await configured();

    const done = await operator.picket('fetch', 'acme', '--limit', '2', '--json');

    const lines = done.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly [name: string]: unknown });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      key: 'acme:100',
      severity: 'high',
      status: expect.any(String),
      title: expect.any(String),
      occurredAt: '2026-08-03T06:12:44.000Z',
      updatedAt: expect.any(String),
      indicators: [],
    });
    expect(done.out).not.toContain('Summer2026');
    expect(slack.calls('chat.postMessage')).toEqual([]);
  });

  it('shows masked values only where the operator asks, and the log keeps that', async () => {
    const { operator } = await configured();

    const masked = await operator.picket('fetch', 'acme', '--limit', '1', '--json');
    const clear = await operator.picket('fetch', 'acme', '--limit', '1', '--json', '--reveal');

    expect(masked.out).not.toContain('Summer2026!');
    expect(clear.out).toContain('Summer2026!');
    expect(clear.err).toContain('masked values were shown');
  });

  it('checks configuration, Slack, channels and instances, one line each', async () => {
    const { operator, threatmon } = await configured();
    const good = await operator.picket('check');
    threatmon.set({ keyExpired: true });

    const bad = await operator.picket('check', '--json');

    expect(good.out).toMatch(
      /^ok {4}configuration.*\nok {4}store.*\nok {4}bot token.*\n.*scopes.*\nok {4}app token.*\nok {4}channel #threat-intel.*\nok {4}instance acme: ok/s,
    );
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ what: 'instance acme', ok: false, fix: expect.stringContaining('apiKey') }),
      ]),
    });
  });

  it('exits with 2 and every fault where the configuration is wrong', async () => {
    const here = await configured();
    const { operator } = here;
    await operator.configure(
      here.yaml().replace('vendor: threatmon', 'vendor: nobody').replace('http: { port: 0 }', 'htp: { port: 0 }'),
    );

    const done = await operator.picket('run');

    expect(done.status).toBe(2);
    expect(done.err).toContain('instances[0].vendor');
    expect(done.err).toContain('did you mean `http`?');
  });

  it('says what to do where Slack refuses the token', async () => {
    const here = await configured();
    await here.operator.configure(here.yaml().replace(/botToken: .*/, 'botToken: xoxb-wrong'));

    const done = await here.operator.picket('run');

    expect(done.status).toBe(1);
    expect(done.err).toMatch(/Slack: invalid_auth.*picket check/);
  });

  it.each([
    [['nosuch']],
    [['fetch']],
    [['fetch', 'acme', '--since', 'yesterday']],
    [['fetch', 'acm']],
    [['check', '--instance', 'acm']],
    [['demo', '--port', '99999']],
    [['run', '--log-level', 'loud']],
    [['exec', 'x']],
  ])('exits with 2 for the command line %j', async (args) => {
    const { operator } = await configured();

    expect((await operator.picket(...args)).status).toBe(2);
  });

  it('tells its version', async () => {
    const { operator } = await configured();

    expect(await operator.picket('--version')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('takes in history without posting it, and shows what the store knows', async () => {
    const { operator, slack } = await configured();

    const filled = await operator.picket('backfill', 'acme', '--since', '10 years');
    const shown = await operator.picket('incidents', '--severity', 'critical', '--json');

    expect(filled.out).toContain('3 new');
    expect(JSON.parse(shown.out)).toMatchObject({ key: 'acme:102', severity: 'critical' });
    expect(slack.calls('chat.postMessage')).toEqual([]);
  });
});
