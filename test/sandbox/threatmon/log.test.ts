import { describe, expect, it } from 'vitest';
import { startThreatmon } from '../../../src/sandbox/threatmon/server.ts';
import { alarmsFrom101, ask, started } from './ask.ts';

const SECRETS = { apiKey: 'MARK/api key', token: 'MARK-token', password: 'MARK-password' };
const WRONG = 'MARK-wrong';

function basic(password: string) {
  return { authorization: `Basic ${Buffer.from(`sandbox-reader:${password}`).toString('base64')}` };
}

describe('the log of requests', () => {
  it('tells method, path, query, body, status, time, duration and the state of the key', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    const body = { status: 'Resolved', alarmIds: ['101'] };

    await ask(sandbox, '/vulnerabilities/0?afterAlarmCode=7&x=%26');
    await ask(sandbox, '/incident/status', { method: 'PATCH', body });
    await ask(sandbox, '/takedown', { method: 'POST', body: 'no json' });

    await expect.poll(() => sandbox.requests().every(({ durationMs }) => durationMs > 0)).toBe(true);
    const common = { at: expect.stringMatching(/^\d{4}-.*Z$/), durationMs: expect.any(Number), key: 'right' };
    const base = '/api/threatmon/external/v1';
    expect(sandbox.requests()).toEqual([
      {
        ...common,
        method: 'GET',
        path: `${base}/vulnerabilities/0`,
        query: { afterAlarmCode: '7', x: '&' },
        status: 200,
      },
      { ...common, method: 'PATCH', path: `${base}/incident/status`, query: {}, body, status: 200 },
      { ...common, method: 'POST', path: `${base}/takedown`, query: {}, body: 'no json', status: 400 },
    ]);
  });

  it('never holds a key, token or password, wherever they were put and whatever became of the request', async () => {
    const sandbox = await started({
      apiKey: SECRETS.apiKey,
      ioc: { token: SECRETS.token },
      taxii: { password: SECRETS.password },
      faults: [{ when: 3, fault: { kind: 'close' } }],
    });
    const { apiKey, token, password } = SECRETS;
    const questions: (readonly [string, Parameters<typeof ask>[2]?])[] = [
      ['/vulnerabilities/0'],
      ['/vulnerabilities/0', { key: WRONG }],
      ['/cve/0'],
      [`/cve/0?apiKey=${encodeURIComponent(apiKey)}&api_token=${WRONG}&note=${token}`],
      [`/${encodeURIComponent(apiKey)}/${token}`],
      ['/takedown', { method: 'POST', body: { findingId: 1, finding: `see ${apiKey}`, [token]: [password] } }],
      ['/takedown', { method: 'POST', body: `{"broken": "${token}` }],
      [`${sandbox.iocUrl}/api/daily-ioc-details/?api_token=${token}`],
      [`${sandbox.iocUrl}/api/daily-ioc-details/?API_TOKEN=${WRONG}&api_token=${WRONG}`],
      [`${sandbox.iocUrl}/api/daily-ioc/`, { method: 'POST', body: { api_token: WRONG, limit: 1 } }],
      [`${sandbox.taxiiUrl}/collections/`, { headers: basic(password) }],
      [`${sandbox.taxiiUrl}/collections/?password=${WRONG}`, { headers: basic(WRONG) }],
    ];

    for (const [path, question] of questions) await ask(sandbox, path, question).catch(() => undefined);
    sandbox.set({ apiKey: 'a new one' });
    await ask(sandbox, `/cve/0?q=${encodeURIComponent(apiKey)}`);

    expect(sandbox.requests()).toHaveLength(questions.length + 1);
    expect(JSON.stringify([sandbox.requests(), sandbox.panel()])).not.toContain('MARK');
    expect(sandbox.requests().map(({ key }) => key)).toContain('wrong');
  });
});

describe('the panel', () => {
  it('shows alarms and requests, newest first, also where an alarm lacks fields', async () => {
    const sandbox = await started({ alarms: [...alarmsFrom101(1), { alarmCode: 102, title: null, severity: 4 }] });
    await ask(sandbox, '/vulnerabilities/0');
    await ask(sandbox, '/nothing');

    expect(sandbox.panel()).toEqual({
      name: 'threatmon',
      title: 'ThreatMon',
      records: [
        { id: '102', title: '', severity: '4', status: '', at: '' },
        { id: '101', title: 'Phishing Domain Detected', severity: '', status: 'Open', at: '' },
      ],
      requests: [
        { at: expect.any(String), method: 'GET', path: '/api/threatmon/external/v1/nothing', status: 404 },
        { at: expect.any(String), method: 'GET', path: '/api/threatmon/external/v1/vulnerabilities/0', status: 200 },
      ],
    });
  });

  it('is announced on each change until the listener is taken away', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    const seen: unknown[] = [];
    const stop = sandbox.onChange(() => seen.push(sandbox.alarms()[0]?.status));

    sandbox.changeAlarm(101, { status: 'Ignore' });
    await ask(sandbox, '/incident/status', { method: 'PATCH', body: { status: 'Resolved', alarmIds: [101] } });
    await expect.poll(() => sandbox.requests()[0]?.durationMs).toBeGreaterThan(0);
    stop();
    const heard = [...seen];
    sandbox.removeAlarm(101);

    expect(heard[0]).toBe('Ignore');
    expect(heard.at(-1)).toBe('Resolved');
    expect(seen).toEqual(heard);
  });
});

describe('closing', () => {
  it('ends silent and delayed requests at once and frees the port', async () => {
    const sandbox = await startThreatmon({ rateLimit: 'off' });
    sandbox.fault(1, { kind: 'silence' });
    sandbox.fault(2, { kind: 'delay', delayMs: 600_000 });
    const waiting = [ask(sandbox, '/cve/0'), ask(sandbox, '/cve/0')].map((answer) =>
      answer.then(
        () => 'answered',
        () => 'ended',
      ),
    );
    await expect.poll(() => sandbox.requests()).toHaveLength(2);

    await sandbox.close();

    expect(await Promise.all(waiting)).toEqual(['ended', 'ended']);
    const again = await started({ port: Number(new URL(sandbox.url).port) });
    expect(again.url).toBe(sandbox.url);
  });

  it('rejects a start on a port that is taken', async () => {
    const sandbox = await started();

    await expect(startThreatmon({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});
