import { describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/sandbox/slack/model.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

const statuses = ['Open', 'In Progress', 'Resolved', 'False Positive', 'Ignore'];

function addAlarms({ threatmon }: World, count: number): void {
  for (let index = 0; index < count; index += 1) {
    threatmon.addAlarm({
      alarmCode: 18_618_001 + index,
      title: index % 2 === 0 ? 'Phishing Domain Detected' : 'Open Port Detected',
      description: `Look-alike domain login-${index}.example resolves to 192.0.2.${index}.`,
      severity: ['Information', 'Low', 'Medium', 'High', 'Critical'][index % 5] ?? 'Low',
      status: index % 7 === 0 ? 'In Progress' : 'Open',
      alarmDate: '2026-08-03T06:12:44Z',
    });
  }
}

function messageOf({ slack }: World, code: number): Message {
  const found = slack
    .messages('threat-intel')
    .filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes(`acme:${code}`));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} messages for ${code}`);
  return found[0];
}

async function settled({ slack, threatmon }: World, count: number): Promise<void> {
  await vi.waitFor(() => expect(slack.messages('threat-intel')).toHaveLength(count), patience);
  const polls = threatmon.requests().length;
  await vi.waitFor(() => expect(threatmon.requests().length).toBeGreaterThan(polls + 3), patience);
}

describe('the bot, from outside', () => {
  it('posts 23 alarms once each, edits the right one, and goes on after a restart as if nothing had been', async () => {
    const here = await world();
    addAlarms(here, 23);
    await here.operator.configure(here.yaml());
    const first = await here.operator.start();
    await settled(here, 23);

    here.threatmon.changeAlarm(18_618_010, { status: 'Resolved' });
    await vi.waitFor(() => expect(JSON.stringify(messageOf(here, 18_618_010).blocks)).toContain('Resolved'), patience);
    const channel = here.slack.channel('threat-intel').id;
    await vi.waitFor(
      () => expect(here.slack.thread(channel, messageOf(here, 18_618_010).ts)).toHaveLength(1),
      patience,
    );
    const stopped = await first.signal('SIGTERM');
    const second = await here.operator.start();
    await settled(here, 23);
    const posts = here.slack.calls('chat.postMessage').filter(({ args }) => args['thread_ts'] === undefined);

    expect(stopped.status).toBe(0);
    expect(posts).toHaveLength(23);
    expect(here.slack.thread(channel, messageOf(here, 18_618_010).ts)[0]?.text).toContain('Resolved');
    expect(
      statuses.filter((status) => here.slack.messages('threat-intel').some(({ text }) => text === status)),
    ).toEqual([]);
    await second.signal('SIGTERM');
  });

  it('carries a press to the vendor, changes the message, and names the person in the thread', async () => {
    const here = await world();
    addAlarms(here, 1);
    await here.operator.configure(here.yaml());
    const bot = await here.operator.start();
    await settled(here, 1);
    const { ts } = messageOf(here, 18_618_001);

    const delivery = await here.slack.press({
      user: 'jonas',
      channel: 'threat-intel',
      ts,
      find: 'Resolved',
    });

    expect(delivery.acknowledged).toBe(true);
    await vi.waitFor(() => expect(here.threatmon.alarms()[0]).toMatchObject({ status: 'Resolved' }), patience);
    await vi.waitFor(() => expect(JSON.stringify(messageOf(here, 18_618_001).blocks)).toContain('Resolved'), patience);
    await vi.waitFor(() => {
      const [line] = here.slack.thread('threat-intel', ts);
      expect(JSON.stringify(line?.blocks)).toContain(here.slack.user('jonas').id);
    }, patience);
    await bot.signal('SIGINT');
  });

  it('tells the person why, and keeps the message true, when the vendor refuses', async () => {
    const here = await world();
    addAlarms(here, 1);
    await here.operator.configure(here.yaml());
    await here.operator.start();
    await settled(here, 1);
    const { ts } = messageOf(here, 18_618_001);
    here.threatmon.fault({ method: 'PATCH', times: 5 }, { kind: 'status', status: 500 });

    await here.slack.press({ user: 'jonas', channel: 'threat-intel', ts, find: 'Resolved' });

    await vi.waitFor(() => {
      const said = here.slack
        .ephemerals('jonas')
        .map(({ text }) => text)
        .join('\n');
      expect(said).toContain('Failed to change status for incident 18618001.');
    }, patience);
    expect(here.threatmon.alarms()[0]).not.toMatchObject({ status: 'Resolved' });
    expect(messageOf(here, 18_618_001).text).not.toContain('Resolved');
  });
});
