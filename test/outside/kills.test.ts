import { describe, expect, it, vi } from 'vitest';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

const alarms = 40;
const kills = 6;

function keysOf({ slack }: World): readonly string[] {
  return slack
    .messages('threat-intel')
    .flatMap(({ metadata }) => /"key":"(acme:\d+)"/.exec(JSON.stringify(metadata ?? {}))?.[1] ?? []);
}

describe('a bot that is killed again and again', () => {
  it('leaves one message for every alarm, none lost and none doubled', async () => {
    const here = await world();
    for (let index = 0; index < alarms; index += 1) {
      here.threatmon.addAlarm({
        alarmCode: 1000 + index,
        title: 'Open Port Detected',
        alarmDate: '2026-08-03T06:12:44Z',
      });
    }
    await here.operator.configure(here.yaml());
    // Each answer of Slack comes late, so that most kills fall between a call and its answer.
    here.slack.failNext('chat.postMessage', { kind: 'slow', ms: 40 }, 1000);

    for (let kill = 0; kill < kills; kill += 1) {
      const bot = await here.operator.start();
      const posted = keysOf(here).length;
      await vi.waitFor(() => expect(keysOf(here).length).toBeGreaterThan(Math.min(posted + kill, alarms - 2)), {
        timeout: 30_000,
        interval: 5,
      });
      await bot.signal('SIGKILL');
    }
    await here.operator.start();
    await vi.waitFor(() => expect(new Set(keysOf(here)).size).toBe(alarms), { timeout: 60_000, interval: 100 });
    const polls = here.threatmon.requests().length;
    await vi.waitFor(() => expect(here.threatmon.requests().length).toBeGreaterThan(polls + 4), {
      timeout: 20_000,
      interval: 100,
    });

    expect(keysOf(here).toSorted()).toEqual(Array.from({ length: alarms }, (_, index) => `acme:${1000 + index}`));
  });
});
