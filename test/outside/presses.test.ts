import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Bot } from '../support/bot-process.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

const code = 18_618_001;

interface Scene extends World {
  readonly ts: string;
  readonly bot: Bot;
}

/** A bot that runs, with one alarm posted, and no poll that would read it again by itself. */
async function scene(): Promise<Scene> {
  const here = await world();
  here.threatmon.addAlarm({ alarmCode: code, title: 'Open Port Detected', alarmDate: '2026-08-03T06:12:44Z' });
  await here.operator.configure(here.yaml());
  const bot = await here.operator.start();
  await vi.waitFor(() => expect(here.slack.messages('threat-intel')).toHaveLength(1), patience);
  const [message] = here.slack.messages('threat-intel');
  return { ...here, ts: message?.ts ?? '', bot };
}

function writes({ threatmon }: World): number {
  return threatmon.requests().filter(({ method }) => method === 'PATCH').length;
}

function lines({ slack, ts }: Scene): readonly string[] {
  return slack.thread('threat-intel', ts).map(({ text }) => text);
}

async function press({ slack, ts }: Scene, find: string, user = 'jonas'): Promise<boolean> {
  return (await slack.press({ user, channel: 'threat-intel', ts, find })).acknowledged;
}

/** Waits until polls went by, two a second, so that whatever would come twice has had its time. */
async function quiet({ threatmon }: World, count = 4): Promise<void> {
  const polls = threatmon.requests().length;
  await vi.waitFor(() => expect(threatmon.requests().length).toBeGreaterThan(polls + count), patience);
}

const statusLine = /changed the status to Resolved/;

describe('a press whose bot is killed in the middle', () => {
  it('is completed after the restart where the vendor did it', async () => {
    const here = await scene();
    here.threatmon.fault({ method: 'PATCH' }, { kind: 'delay', delayMs: 60_000 });
    expect(await press(here, 'Resolved')).toBe(true);
    await vi.waitFor(() => expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'Resolved' }), patience);
    await here.bot.signal('SIGKILL');

    const next = await here.operator.start();
    await vi.waitFor(() => expect(lines(here).filter((line) => statusLine.test(line))).toHaveLength(1), patience);
    await next.signal('SIGKILL');
    await here.operator.start();
    await quiet(here);

    expect(lines(here).filter((line) => statusLine.test(line))).toHaveLength(1);
    expect(writes(here)).toBe(1);
    expect(JSON.stringify(here.slack.message('threat-intel', here.ts)?.blocks)).toContain('Resolved');
  });

  it('is reported as failed after the restart where it did not reach the vendor', async () => {
    const here = await scene();
    here.threatmon.fault({ method: 'PATCH' }, { kind: 'silence', moment: 'before-effect' });
    expect(await press(here, 'Resolved')).toBe(true);
    await vi.waitFor(() => expect(writes(here)).toBe(1), patience);
    await here.bot.signal('SIGKILL');

    await here.operator.start();
    await vi.waitFor(() => expect(lines(here).join('\n')).toContain('did not reach ThreatMon'), patience);
    const reported = lines(here);
    expect(await press(here, 'Resolved')).toBe(true);
    await vi.waitFor(() => expect(lines(here).join('\n')).toMatch(statusLine), patience);
    await quiet(here);

    expect(reported).toHaveLength(1);
    expect(writes(here)).toBe(2);
    expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'Resolved' });
  });

  it.each([0, 10, 40])('after %i ms reached the vendor once, or is reported, or Slack warned of it', async (ms) => {
    const here = await scene();
    const acknowledged = press(here, 'Resolved');
    await setTimeout(ms);
    await here.bot.signal('SIGKILL');
    const isOurs = await acknowledged;
    await here.operator.start();
    await quiet(here);

    const isDone = here.threatmon.alarms()[0]?.status === 'Resolved';
    const told = lines(here).filter((line) => statusLine.test(line) || line.includes('did not reach'));
    expect(writes(here)).toBeLessThanOrEqual(1);
    expect(told.length).toBeLessThanOrEqual(1);
    const owed = isDone ? statusLine : /did not reach/;
    await vi.waitFor(() => {
      expect((!isOurs && !isDone) || lines(here).some((line) => owed.test(line))).toBe(true);
    }, patience);
  });
});

describe('a press that Slack delivers again', () => {
  it('after a restart does nothing and says nothing', async () => {
    const here = await scene();
    here.slack.duplicateEnvelopes(1, 4000);
    expect(await press(here, 'Resolved')).toBe(true);
    await vi.waitFor(() => expect(lines(here)).toHaveLength(1), patience);
    await here.bot.signal('SIGTERM');

    await here.operator.start();
    const said = here.slack.ephemerals('jonas').length;
    await quiet(here, 14);

    expect(writes(here)).toBe(1);
    expect(lines(here)).toHaveLength(1);
    expect(here.slack.ephemerals('jonas')).toHaveLength(said);
  });

  it('by two people in the same second is one call, and the second one is told', async () => {
    const here = await scene();
    here.threatmon.fault({ method: 'PATCH' }, { kind: 'delay', delayMs: 500 });

    await Promise.all([press(here, 'Resolved', 'jonas'), press(here, 'In Progress', 'mira')]);
    await vi.waitFor(() => {
      const told = [...here.slack.ephemerals('jonas'), ...here.slack.ephemerals('mira')];
      expect(told.filter(({ blocks }) => JSON.stringify(blocks).includes('was first'))).toHaveLength(1);
    }, patience);
    await quiet(here);

    expect(writes(here)).toBe(1);
    expect(lines(here).filter((line) => line.includes('changed the status'))).toHaveLength(1);
  });
});
