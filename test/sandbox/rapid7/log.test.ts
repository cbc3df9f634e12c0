import { describe, expect, it } from 'vitest';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import { act, alertsFrom1, ask, idOf, started } from './ask.ts';

const UPDATES = '/v1/data/alerts/update-alerts';

describe('the log of requests', () => {
  it('tells method, path, query, body, sub-account, status, time, duration and the state of the key', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1) });

    await ask(sandbox, `${UPDATES}?limit=5&offset=%zz`, { headers: { 'Account-Id': 'sub-1' } });
    await act(sandbox, 'add-tag', { TagName: 'x' });

    await expect.poll(() => sandbox.requests().every(({ durationMs }) => durationMs > 0)).toBe(true);
    const common = { at: expect.stringMatching(/^\d{4}-.*Z$/), durationMs: expect.any(Number), key: 'right' };
    expect(sandbox.requests()).toEqual([
      {
        ...common,
        method: 'GET',
        path: `/public${UPDATES}`,
        query: { limit: '5', offset: '%zz' },
        headers: { 'account-id': 'sub-1' },
        status: 422,
      },
      {
        ...common,
        method: 'PATCH',
        path: `/public/v1/data/alerts/add-tag/${idOf(1)}`,
        query: {},
        body: { TagName: 'x' },
        status: 200,
      },
    ]);
  });

  it('never holds a key, wherever it was put and whatever became of the request', async () => {
    const apiKey = 'MARK/api key';
    const sandbox = await started({
      accountId: 'account-1',
      apiKey,
      faults: [{ when: 3, fault: { kind: 'close' } }],
    });
    const inBase64 = Buffer.from(`account-1:${apiKey}`).toString('base64');
    const questions: (readonly [string, Parameters<typeof ask>[2]?])[] = [
      [UPDATES],
      [UPDATES, { basic: 'account-1:MARK-wrong' }],
      [UPDATES],
      [`${UPDATES}?apiKey=MARK-wrong&token=MARK-wrong&note=${encodeURIComponent(apiKey)}`],
      [`/v1/${encodeURIComponent(apiKey)}`],
      [`/v1/iocs/enrich/${encodeURIComponent(inBase64)}`],
      [UPDATES, { headers: { 'Account-Id': apiKey } }],
      ['/v1/iocs/tags', { method: 'POST', body: [{ iocValue: apiKey, tag: inBase64, password: 'MARK-wrong' }] }],
      ['/v1/iocs/tags', { method: 'POST', body: `{"broken": "${apiKey}` }],
    ];

    for (const [path, question] of questions) await ask(sandbox, path, question).catch(() => undefined);
    sandbox.set({ apiKey: 'a new one' });
    await ask(sandbox, `${UPDATES}?q=${encodeURIComponent(apiKey)}`);

    const kept = JSON.stringify([sandbox.requests(), sandbox.panel()]);
    expect(sandbox.requests()).toHaveLength(questions.length + 1);
    expect(kept).not.toContain('MARK');
    expect(kept).not.toContain(inBase64);
    expect(sandbox.requests().map(({ key }) => key)).toContain('wrong');
  });
});

describe('the panel', () => {
  it('shows alerts, the latest update first, and requests, also where an alert lacks fields', async () => {
    const sandbox = await started({ alerts: [...alertsFrom1(2), { _id: idOf(3), Details: null }] });
    await act(sandbox, 'takedown-request', { Target: 'Domain', ShouldCloseAlertAfterSuccess: false });
    sandbox.changeAlert(idOf(2), { UpdateDate: '2026-06-02T00:00:00.000Z', Closed: { IsClosed: true } });

    expect(sandbox.panel()).toEqual({
      name: 'rapid7-threat-command',
      title: 'Rapid7 Threat Command',
      records: [
        expect.objectContaining({
          id: idOf(1),
          title: 'Alert 1',
          severity: 'High',
          status: 'Open, takedown InProgress',
        }),
        { id: idOf(2), title: 'Alert 2', severity: 'High', status: 'Closed', at: '2026-06-02T00:00:00.000Z' },
        { id: idOf(3), title: '', severity: '', status: 'Open', at: '' },
      ],
      requests: [
        {
          at: expect.any(String),
          method: 'PATCH',
          path: `/public/v1/data/alerts/takedown-request/${idOf(1)}`,
          status: 200,
        },
      ],
    });
  });

  it('is announced on each change until the listener is taken away', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1) });
    const seen: unknown[] = [];
    const stop = sandbox.onChange(() => seen.push(sandbox.panel().records[0]?.status));

    sandbox.changeAlert(idOf(1), { Closed: { IsClosed: true } });
    await act(sandbox, 'reopen-alert');
    await expect.poll(() => sandbox.requests()[0]?.durationMs).toBeGreaterThan(0);
    stop();
    const heard = [...seen];
    sandbox.removeAlert(idOf(1));

    expect([heard[0], heard.at(-1)]).toEqual(['Closed', 'Open']);
    expect(seen).toEqual(heard);
  });
});

describe('a service', () => {
  it('gives the same ids for the same seed and clock, others for another seed', async () => {
    const now = () => new Date('2026-06-01T00:00:00.000Z');
    const ids = [];
    for (const seed of [5, 5, 6]) {
      const sandbox = await started({ seed, now });
      ids.push([sandbox.addAlert(), sandbox.addAlert()].map(({ _id: id }) => id).join());
    }

    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(ids[0]).toMatch(/^6a1ccb80[\da-f]{16},6a1ccb80[\da-f]{16}$/);
  });

  it('ends silent and delayed requests when it closes, and frees its port', async () => {
    const sandbox = await startRapid7();
    sandbox.fault(1, { kind: 'silence' });
    sandbox.fault(2, { kind: 'delay', delayMs: 600_000 });
    const waiting = [ask(sandbox, UPDATES), ask(sandbox, UPDATES)].map((answer) =>
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
});
