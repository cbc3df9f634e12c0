import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/sandbox/rapid7/answer.ts';
import { act, alertsFrom1, ask, idOf, listed, started } from './ask.ts';

const UPDATES = '/v1/data/alerts/update-alerts';
const CLOSE = { Reason: 'ProblemSolved', IsHidden: false };

type Sandbox = Awaited<ReturnType<typeof started>>;

function isClosed(sandbox: Sandbox): boolean {
  return JSON.stringify(sandbox.alerts()).includes('"IsClosed":true');
}

describe('a planned fault', () => {
  it('hits the n-th request that matches, so many times', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1) });
    sandbox.fault(
      { path: 'get-complete-alert', nth: 2, times: 2 },
      { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
    );

    const answers = [];
    for (let index = 0; index < 4; index += 1) {
      await ask(sandbox, UPDATES);
      answers.push(await act(sandbox, 'get-complete-alert', undefined, 'GET'));
    }

    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('3');
  });

  it.each([
    'GeneralError',
    'ModuleNotAvailable',
    'MissingAccountIdHeader',
    'IocDoesNotExist',
    'SourceDoesNotExist',
  ] as const)('answers the code %s as plain text', async (code) => {
    const sandbox = await started({ faults: [{ when: 1, fault: { kind: 'code', code } }] });

    const answer = await ask(sandbox, UPDATES);

    expect([answer.status >= 400, answer.text, answer.headers.get('content-type')]).toEqual([
      true,
      code,
      'text/plain; charset=utf-8',
    ]);
  });

  it('can be any of the codes that the contract has', () => {
    expect(CODES).toEqual(expect.arrayContaining(['MissingIocs', 'InvaliduserEmail', 'TagExist', 'InvalidEmails']));
    expect(CODES).toHaveLength(20);
  });

  it.each([
    ['Success false', { Success: false, Data: 'SourceNameAlreadyExists' }],
    ['content.success false', { content: { success: false, reason: 'Invalid IOC values - x' } }],
    ['Status Invalid', { Status: 'Invalid', FailedReason: 'x' }],
  ])('puts an error into a 200: %s', async (_, body) => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status: 200, body });

    const answer = await ask(sandbox, '/v1/iocs/sources');

    expect([answer.status, answer.json]).toEqual([200, body]);
  });

  it.each([
    ['broken-json', '{"content":[{"_id":"0000'],
    ['null-data', '{"content":null}'],
    ['missing-data', '{}'],
  ] as const)('spoils a listing: %s', async (kind, expected) => {
    const sandbox = await started({ alerts: [{ _id: idOf(1) }] });
    sandbox.fault(1, { kind });

    const answer = await ask(sandbox, UPDATES);

    expect(answer.status).toBe(200);
    expect(answer.text).toBe(expected);
  });

  it('answers what is no JSON, an empty body, or another status altogether', async () => {
    const sandbox = await started();
    sandbox.fault(1, { kind: 'status', status: 200, body: '<html>maintenance</html>' });
    sandbox.fault(2, { kind: 'status', status: 204, body: '' });
    sandbox.fault(3, { kind: 'status', status: 503 });

    const answers = [await ask(sandbox, UPDATES), await ask(sandbox, UPDATES), await ask(sandbox, UPDATES)];

    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, '<html>maintenance</html>'],
      [204, ''],
      [503, 'A planned fault answers 503.'],
    ]);
  });

  it.each([
    ['before-effect', false],
    ['after-effect', true],
  ] as const)('closes the connection or answers an error %s', async (moment, closed) => {
    const sandbox = await started({ alerts: alertsFrom1(1) });
    sandbox.fault(1, { kind: 'close', moment });
    sandbox.fault(2, { kind: 'status', status: 502, moment });

    await expect(act(sandbox, 'close-alert', CLOSE)).rejects.toThrow('fetch failed');
    const afterFirst = isClosed(sandbox);
    sandbox.changeAlert(idOf(1), { Closed: { IsClosed: false } });
    const second = await act(sandbox, 'close-alert', CLOSE);

    expect([afterFirst, second.status, isClosed(sandbox)]).toEqual([closed, 502, closed]);
  });

  it('delays, keeps silent, and sends more than anybody wants', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1) });
    sandbox.fault(1, { kind: 'delay', delayMs: 60 });
    sandbox.fault(2, { kind: 'huge-body', bytes: 3_000_000 });
    sandbox.fault(3, { kind: 'silence' });
    const begun = performance.now();

    await ask(sandbox, UPDATES);
    const tookMs = performance.now() - begun;
    const huge = await ask(sandbox, UPDATES);
    const leaving = new AbortController();
    const silent = ask(sandbox, UPDATES, { signal: leaving.signal });
    await expect.poll(() => sandbox.requests()).toHaveLength(3);
    leaving.abort();

    await expect(silent).rejects.toThrow('aborted');
    expect(tookMs).toBeGreaterThanOrEqual(55);
    expect([huge.text.length, huge.json]).toEqual([3_000_000, expect.objectContaining({ content: [] })]);
  });

  it('can be taken back', async () => {
    const sandbox = await started();
    sandbox.fault({ times: Infinity }, { kind: 'status', status: 500 });
    const before = await ask(sandbox, UPDATES);

    sandbox.clearFaults();

    expect([before.status, (await ask(sandbox, UPDATES)).status]).toEqual([500, 200]);
  });
});

describe('a change while somebody reads', () => {
  it('comes after the n-th request and before the next', async () => {
    const sandbox = await started({ alerts: alertsFrom1(3) });
    sandbox.afterRequest(1, ({ removeAlert }) => removeAlert(idOf(2)));
    sandbox.afterRequest({ path: 'get-complete-alert' }, ({ addAlert }) => addAlert({ _id: idOf(9) }));

    const first = await listed(sandbox);
    const detail = await ask(sandbox, `/v1/data/alerts/get-complete-alert/${idOf(2)}`);

    expect([first, detail.status, await listed(sandbox)]).toEqual([[1, 2, 3], 404, [1, 3, 9]]);
  });

  it('that fails is answered with 500 and its reason', async () => {
    const sandbox = await started();
    sandbox.afterRequest(1, ({ changeAlert }) => changeAlert('nothing', {}));

    const answer = await ask(sandbox, UPDATES);

    expect(answer.status).toBe(500);
    expect(answer.text).toContain('there is no alert nothing');
  });
});
