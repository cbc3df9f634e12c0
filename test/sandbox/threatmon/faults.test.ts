import { describe, expect, it } from 'vitest';
import type { ThreatmonSandbox } from '../../../src/sandbox/threatmon/sandbox.ts';
import { alarmsFrom101, ask, codesOn, started } from './ask.ts';

const PATCH = { method: 'PATCH', body: { status: 'Resolved', alarmIds: ['101'] } };

function statusOf101(sandbox: ThreatmonSandbox): unknown {
  return sandbox.alarms().find(({ alarmCode }) => alarmCode === 101)?.status;
}

describe('a planned fault', () => {
  it('hits the n-th request from now and no other', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    await codesOn(sandbox, 0);
    sandbox.fault(2, { kind: 'status', status: 503 });

    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await ask(sandbox, '/vulnerabilities/0')).status);

    expect(statuses).toEqual([200, 503, 200]);
    expect(sandbox.requests().map(({ status }) => status)).toEqual([200, 200, 503, 200]);
  });

  it('can be planned for a method, a path, an occurrence and a number of times', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    sandbox.fault({ method: 'patch', path: '/incident', nth: 2, times: 2 }, { kind: 'status', status: 500 });
    sandbox.fault({ path: /cve\/\d+$/, times: Infinity }, { kind: 'status', status: 418 });

    const patches = [];
    for (let index = 0; index < 4; index += 1) {
      await codesOn(sandbox, 0);
      patches.push((await ask(sandbox, '/incident/status', PATCH)).status);
    }

    expect(patches).toEqual([200, 500, 500, 200]);
    expect([(await ask(sandbox, '/cve/0')).status, (await ask(sandbox, '/cve/7')).status]).toEqual([418, 418]);
    sandbox.fault({ path: '/takedown' }, { kind: 'close' });
    expect(sandbox.clearFaults()).toEqual([{ kind: 'close' }]);
    expect((await ask(sandbox, '/cve/0')).status).toBe(200);
  });

  it('can be there from the start', async () => {
    const sandbox = await started({ faults: [{ when: 1, fault: { kind: 'status', status: 502 } }] });

    expect([(await ask(sandbox, '/cve/0')).status, (await ask(sandbox, '/cve/0')).status]).toEqual([502, 200]);
  });

  it('answers any status with any body and headers', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status: 502, body: '<h1>403 is in this text</h1>' });
    sandbox.fault(2, { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: { a: 1 } });

    const html = await ask(sandbox, '/cve/0');
    const redirect = await fetch(`${sandbox.url}/cve/0`, { redirect: 'manual' });

    expect([html.status, html.text, html.headers.get('content-type')]).toEqual([
      502,
      '<h1>403 is in this text</h1>',
      'text/html',
    ]);
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/']);
    expect(await redirect.json()).toEqual({ a: 1 });
  });

  it.each([
    ['message', { message: 'no', kind: 'message' }, '{"message":"no"}'],
    ['null-data', { kind: 'null-data' }, '{"data":null,"totalRecords":1}'],
    ['missing-data', { kind: 'missing-data' }, '{"totalRecords":1}'],
    ['broken-json', { kind: 'broken-json' }, '{"data":[{"alarmCode":1'],
  ] as const)('makes a 200 that is none: %s', async (_, fault, expected) => {
    const sandbox = await started({ alarms: [{ alarmCode: 101 }] });
    sandbox.fault(1, fault);

    const answer = await ask(sandbox, '/vulnerabilities/0');

    expect(answer.status).toBe(200);
    expect(answer.text).toBe(expected);
  });

  it('delays an answer whose effect is there at once', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    sandbox.fault(1, { kind: 'delay', delayMs: 400 });
    let heard = false;
    const answer = ask(sandbox, '/incident/status', PATCH).finally(() => {
      heard = true;
    });

    await expect.poll(() => statusOf101(sandbox), { interval: 5 }).toBe('Resolved');
    const heardBefore = heard;
    await answer;

    expect(heardBefore).toBe(false);
    await expect.poll(() => sandbox.requests()[0]?.durationMs).toBeGreaterThanOrEqual(395);
  });

  it.each([
    ['before-effect', 'Open'],
    ['after-effect', 'Resolved'],
  ] as const)('closes the connection %s', async (moment, expected) => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    sandbox.fault({ method: 'PATCH' }, { kind: 'close', moment });

    await expect(ask(sandbox, '/incident/status', PATCH)).rejects.toThrow('fetch failed');

    expect(statusOf101(sandbox)).toBe(expected);
    expect(sandbox.requests()).toMatchObject([{ method: 'PATCH', status: 0 }]);
  });

  it.each([
    ['before-effect', 'Open'],
    ['after-effect', 'Resolved'],
  ] as const)('answers an error %s', async (moment, expected) => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    sandbox.fault(1, { kind: 'status', status: 500, moment });

    expect((await ask(sandbox, '/incident/status', PATCH)).status).toBe(500);
    expect(statusOf101(sandbox)).toBe(expected);
  });

  it('keeps silent after doing the work, until the caller leaves', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    sandbox.fault(1, { kind: 'silence', moment: 'after-effect' });
    const leaving = new AbortController();
    const answer = ask(sandbox, '/incident/status', { ...PATCH, signal: leaving.signal });

    await expect.poll(() => statusOf101(sandbox)).toBe('Resolved');
    leaving.abort();

    await expect(answer).rejects.toThrow('aborted');
  });

  it('sends a body of any size without saying how large it is', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'huge-body', bytes: 5_000_000 });

    const answer = await ask(sandbox, '/vulnerabilities/0');

    expect(answer.headers.get('content-length')).toBeNull();
    expect(answer.text).toHaveLength(5_000_000);
    expect(answer.json).toMatchObject({ data: [] });
  });

  it('adds delays to the first of the other faults', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'delay', delayMs: 60 });
    sandbox.fault(1, { kind: 'status', status: 500 });
    sandbox.fault(1, { kind: 'status', status: 501 });
    const begun = performance.now();

    expect((await ask(sandbox, '/cve/0')).status).toBe(500);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });
});

describe('a change while somebody reads', () => {
  it('comes after the n-th request and before the next', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(25) });
    sandbox.afterRequest(1, ({ addAlarm }) => addAlarm({ alarmCode: 90 }));
    sandbox.afterRequest({ path: '/vulnerabilities/1' }, ({ removeAlarm }) => removeAlarm(101));

    const pages = [await codesOn(sandbox, 0), await codesOn(sandbox, 1), await codesOn(sandbox, 2)];

    expect(pages[0]).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    expect(pages[1]).toEqual([110, 111, 112, 113, 114, 115, 116, 117, 118, 119]);
    expect(pages[2]).toEqual([121, 122, 123, 124, 125]);
  });

  it('that fails is answered with 500 and its reason', async () => {
    const sandbox = await started();
    sandbox.afterRequest(1, ({ changeAlarm }) => changeAlarm(999, {}));

    const answer = await ask(sandbox, '/cve/0');

    expect(answer.status).toBe(500);
    expect(answer.text).toContain('there is no alarm 999');
  });
});
