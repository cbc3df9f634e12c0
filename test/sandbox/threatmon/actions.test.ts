import { describe, expect, it } from 'vitest';
import type { ThreatmonSandbox } from '../../../src/sandbox/threatmon/sandbox.ts';
import { STATUSES } from '../../../src/sandbox/threatmon/wire.ts';
import { alarmsFrom101, ask, listIn, started } from './ask.ts';

function setStatus(sandbox: ThreatmonSandbox, status: unknown, alarmIds: unknown) {
  return ask(sandbox, '/incident/status', { method: 'PATCH', body: { status, alarmIds } });
}

function takeDown(sandbox: ThreatmonSandbox, body: unknown) {
  return ask(sandbox, '/takedown', { method: 'POST', body });
}

const FINDING = { findingId: 101, finding: 'login-acme.example copies our portal' };

describe('a status change', () => {
  it.each(STATUSES)('to %s answers 200 without one byte, and shows in the next listing', async (status) => {
    const sandbox = await started({ alarms: alarmsFrom101(2) });

    const answer = await setStatus(sandbox, status, ['102']);
    const { json } = await ask(sandbox, '/vulnerabilities/0');

    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([200, '', null]);
    expect(listIn(json, 'data')).toEqual([
      expect.objectContaining({ alarmCode: 101, status: 'Open' }),
      expect.objectContaining({ alarmCode: 102, status }),
    ]);
  });

  it('takes codes as text or numbers, one or several, and keeps what it took', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(3) });

    const answer = await setStatus(sandbox, 'Resolved', ['101', 103]);
    await setStatus(sandbox, 'Resolved', ['999']);

    expect(answer.status).toBe(200);
    expect(sandbox.alarms().map(({ status }) => status)).toEqual(['Resolved', 'Open', 'Resolved']);
    expect(sandbox.statusChanges()).toEqual([
      { alarmCode: 101, status: 'Resolved', at: expect.stringMatching(/Z$/) },
      { alarmCode: 103, status: 'Resolved', at: expect.stringMatching(/Z$/) },
    ]);
  });

  it.each([
    { what: 'a status outside the list', status: 'Done', codes: ['101'], expected: 400 },
    { what: 'a status in another case', status: 'resolved', codes: ['101'], expected: 400 },
    { what: 'no status', status: undefined, codes: ['101'], expected: 400 },
    { what: 'no codes', status: 'Resolved', codes: [], expected: 400 },
    { what: 'codes that are no list', status: 'Resolved', codes: '101', expected: 400 },
    { what: 'a code that is no number', status: 'Resolved', codes: ['first'], expected: 400 },
    { what: 'an unknown code beside a known one', status: 'Resolved', codes: ['101', '999'], expected: 404 },
  ])('is refused for $what and changes nothing', async ({ status, codes, expected }) => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });

    const answer = await setStatus(sandbox, status, codes);

    expect(answer.status).toBe(expected);
    expect(answer.json).toEqual({ message: expect.any(String) });
    expect(sandbox.alarms()).toEqual(alarmsFrom101(1));
  });

  it('is refused where the body is no JSON', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });

    const answer = await ask(sandbox, '/incident/status', { method: 'PATCH', body: 'status=Resolved' });

    expect(answer.status).toBe(400);
  });
});

describe('a takedown', () => {
  it('is accepted, kept, and takes one off the quota', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1), takedown: { quota: 2 } });

    const answer = await takeDown(sandbox, FINDING);

    expect(answer.status).toBe(200);
    expect(sandbox.takedowns()).toEqual([{ ...FINDING, at: expect.any(String) }]);
    expect(sandbox.settings().takedown.quota).toBe(1);
  });

  it('is refused in the order 404, 400 by title, 409, 403', async () => {
    const sandbox = await started({ takedown: { quota: 1, eligibleTitles: ['Phishing Domain Detected'] } });
    sandbox.set({ alarms: [...alarmsFrom101(2), { alarmCode: 200, title: 'Open Port Detected' }] });

    const accepted = await takeDown(sandbox, FINDING);
    const statuses = [
      (await takeDown(sandbox, { ...FINDING, findingId: 999 })).status,
      (await takeDown(sandbox, { ...FINDING, findingId: 200 })).status,
      (await takeDown(sandbox, FINDING)).status,
      (await takeDown(sandbox, { ...FINDING, findingId: 102 })).status,
    ];

    expect(accepted.status).toBe(200);
    expect(statuses).toEqual([404, 400, 409, 403]);
    expect(sandbox.takedowns()).toHaveLength(1);
  });

  it('of other kinds can be made eligible while it runs', async () => {
    const sandbox = await started({ alarms: [{ alarmCode: 101, title: 'Open Port Detected' }] });
    const before = await takeDown(sandbox, FINDING);
    sandbox.set({ takedown: { eligibleTitles: ['Open Port Detected'] } });

    const after = await takeDown(sandbox, FINDING);

    expect([before.status, after.status]).toEqual([400, 200]);
  });

  it.each([{ findingId: '101', finding: 'x' }, { findingId: 1.5, finding: 'x' }, { findingId: 101 }, {}, 'nothing'])(
    'needs an integer and a text: %j',
    async (body) => {
      const sandbox = await started({ alarms: alarmsFrom101(1) });

      expect((await takeDown(sandbox, body)).status).toBe(400);
      expect(sandbox.takedowns()).toEqual([]);
    },
  );
});

describe('a data removal', () => {
  it('exists only under the placeholder path that was set', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });
    const question = { method: 'POST', body: FINDING };
    const off = await ask(sandbox, '/made-up', question);
    sandbox.set({ dataRemoval: { path: '/made-up', credits: 1 } });

    const statuses = [
      off.status,
      (await ask(sandbox, '/made-up', { ...question, body: { ...FINDING, findingId: 999 } })).status,
      (await ask(sandbox, '/made-up', question)).status,
      (await ask(sandbox, '/made-up', question)).status,
    ];
    sandbox.set({ dataRemoval: { credits: 1 } });
    const topped = await ask(sandbox, '/made-up', question);
    sandbox.set({ dataRemoval: 'off' });
    const offAgain = await ask(sandbox, '/made-up', question);

    expect(statuses).toEqual([404, 404, 200, 403]);
    expect([topped.status, offAgain.status]).toEqual([200, 404]);
    expect(sandbox.removals()).toHaveLength(2);
  });
});
