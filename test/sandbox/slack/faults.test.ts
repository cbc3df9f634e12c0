import { describe, expect, it } from 'vitest';

import type { InjectedFault } from '../../../src/sandbox/slack/faults.ts';
import { BOT_TOKEN, call, openWorkspace } from './workplace.ts';

const args = { channel: '#threat-intel', text: 'a' };

describe('failNext', () => {
  it.each<[string, InjectedFault, number]>([
    ['a reply lost before the effect', { kind: 'lost-before' }, 0],
    ['a reply lost after the effect', { kind: 'lost-after' }, 1],
  ])('makes %s', async (_name, fault, posted) => {
    const slack = await openWorkspace();
    slack.failNext('chat.postMessage', fault);

    await expect(call(slack, 'chat.postMessage', args)).rejects.toThrow('fetch failed');

    expect(slack.messages('threat-intel')).toHaveLength(posted);
    expect(slack.calls('chat.postMessage')).toMatchObject([{ status: 0 }]);
  });

  it.each<[string, InjectedFault, number]>([
    ['without the effect', { kind: 'status', status: 503 }, 0],
    ['with the effect', { kind: 'status', status: 500, afterEffect: true }, 1],
  ])('answers with a status %s', async (_name, fault, posted) => {
    const slack = await openWorkspace();
    slack.failNext('chat.postMessage', fault);

    const headers = { authorization: `Bearer ${BOT_TOKEN}` };
    const body = new URLSearchParams(args);
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });

    expect(response.status).toBe(fault.kind === 'status' ? fault.status : 0);
    expect(slack.messages('threat-intel')).toHaveLength(posted);
  });

  it('hangs until the caller gives up', async () => {
    const slack = await openWorkspace();
    slack.failNext('auth.test', { kind: 'hang' });

    const waiting = fetch(`${slack.apiUrl}auth.test`, { method: 'POST', signal: AbortSignal.timeout(50) });

    await expect(waiting).rejects.toThrow('timeout');
  });

  it('answers 429 and ok:false as often as asked, then well again', async () => {
    const slack = await openWorkspace();
    slack.failNext('auth.test', { kind: 'rate-limited', retryAfterSeconds: 7 });
    slack.failNext('auth.test', { kind: 'error', error: 'internal_error' }, 2);

    const answers = [];
    for (let index = 0; index < 4; index += 1) answers.push(await call(slack, 'auth.test'));

    expect(answers[0]?.headers.get('retry-after')).toBe('7');
    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      [429, 'ratelimited'],
      [200, 'internal_error'],
      [200, 'internal_error'],
      [200, undefined],
    ]);
  });

  it('calls off what has not happened, and gives it', async () => {
    const slack = await openWorkspace();
    const fault: InjectedFault = { kind: 'error', error: 'internal_error' };
    slack.failNext('auth.test', fault, 3);

    await call(slack, 'auth.test');
    const left = slack.clearFaults();

    expect(left).toEqual([fault, fault]);
    expect((await call(slack, 'auth.test')).body.ok).toBe(true);
    expect(slack.clearFaults()).toEqual([]);
  });

  it('answers late after having posted at once', async () => {
    const slack = await openWorkspace();
    slack.failNext('*', { kind: 'slow', ms: 200 });
    const startedAt = performance.now();

    const answer = call(slack, 'chat.postMessage', args);
    await expect.poll(() => slack.messages('threat-intel'), { interval: 5 }).toHaveLength(1);
    const postedAfter = performance.now() - startedAt;
    await answer;

    expect(postedAfter).toBeLessThan(performance.now() - startedAt);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(195);
  });
});
