import { describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/sandbox/slack/model.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { patience } from '../support/patience.ts';

/** The full size takes some minutes: `PICKET_ITEMS=10000`. */
const total = Number(process.env['PICKET_ITEMS'] ?? 2000);
const firstCode = 18_618_001;
const levels = ['Low', 'Medium', 'High', 'Critical'];

function alarm(index: number, severity = levels[index % levels.length] ?? 'Low') {
  return {
    alarmCode: firstCode + index,
    title: index % 2 === 0 ? 'Phishing Domain Detected' : 'Open Port Detected',
    description: `Look-alike domain login-${index}.example.`,
    severity,
    status: 'Open',
    alarmDate: '2026-08-03T06:12:44Z',
  };
}

function configuration(here: World, more = ''): string {
  return here.yaml(more, `max: ${total * 2}`).replace('burst: 1000', 'burst: 15');
}

function incidentsIn({ slack }: World, channel = 'threat-intel'): readonly Message[] {
  return slack.messages(channel).filter(({ metadata }) => JSON.stringify(metadata ?? {}).includes('picket_incident'));
}

function summariesIn({ slack }: World): readonly Message[] {
  return slack.messages('threat-intel').filter(({ blocks }) => JSON.stringify(blocks).includes('"picket_summary"'));
}

async function summarised(here: World, text: string): Promise<Message> {
  await vi.waitFor(() => expect(summariesIn(here).map((one) => one.text)).toEqual([expect.stringContaining(text)]), {
    ...patience,
    timeout: 60_000 + total * 30,
  });
  const [summary] = summariesIn(here);
  if (summary === undefined) throw new Error('there is no summary');
  return summary;
}

function posted(level: string, messages: readonly Message[]): number {
  return messages.filter(({ text }) => text.includes(level)).length;
}

function summarisedAs(level: string, { text }: Message): number {
  return Number(new RegExp(`(\\d+) ${level.toLowerCase()}`).exec(text)?.[1] ?? 0);
}

function listShown({ slack }: World): string {
  return JSON.stringify(slack.views('mira').at(-1)?.content.blocks ?? []);
}

/** When the poll that took in everything ended, in milliseconds since the epoch. */
function pollEnd(output: string): number {
  const line = output
    .split('\n')
    .find((one) => one.includes('poll finished') && one.includes(`"created":${total + 1},`));
  if (line === undefined) throw new Error('no poll took in everything');
  const { time } = JSON.parse(line) as { time: string };
  return Date.parse(time);
}

describe('a flood, from outside', () => {
  it('of 40 is 15 messages and a summary; its list posts one, and a change at the vendor another', async () => {
    const here = await world();
    for (let index = 0; index < 40; index += 1) here.threatmon.addAlarm(alarm(index));
    await here.operator.configure(configuration(here));
    const bot = await here.operator.start();

    const summary = await summarised(here, '25 more incidents from ThreatMon (acme): ');
    const singly = incidentsIn(here);
    await here.slack.press({ user: 'mira', channel: 'threat-intel', ts: summary.ts, find: 'Show all' });
    await vi.waitFor(() => expect(listShown(here)).toContain('page 1 of 2'), patience);
    await here.slack.pressInView({ user: 'mira', find: 'Next →' });
    await vi.waitFor(() => expect(listShown(here)).toContain('page 2 of 2'), patience);
    const [chosen = ''] = /acme:\d+/.exec(listShown(here)) ?? [];
    await here.slack.pressInView({ user: 'mira', find: 'Post' });
    await vi.waitFor(() => expect(incidentsIn(here)).toHaveLength(16), patience);
    const afterPress = incidentsIn(here);
    await here.slack.pressInView({ user: 'mira', find: '← Previous' });
    await vi.waitFor(() => expect(listShown(here)).toContain('page 1 of 2'), patience);
    await here.slack.pressInView({ user: 'mira', find: 'Next →' });
    await vi.waitFor(() => expect(listShown(here)).toContain('Open its message'), patience);
    const listed = Array.from({ length: 40 }, (_, index) => firstCode + index).find(
      (code) => !afterPress.some(({ metadata }) => JSON.stringify(metadata).includes(`acme:${code}`)),
    );
    here.threatmon.changeAlarm(listed ?? 0, { severity: 'Critical' });
    await vi.waitFor(() => expect(incidentsIn(here)).toHaveLength(17), patience);

    expect(singly).toHaveLength(15);
    expect(levels.map((level) => posted(level, singly) + summarisedAs(level, summary))).toEqual([10, 10, 10, 10]);
    expect(JSON.stringify(afterPress.at(-1)?.metadata)).toContain(chosen);
    expect(JSON.stringify(incidentsIn(here).at(-1)?.metadata)).toContain(`acme:${listed}`);
    expect((await bot.signal('SIGTERM')).status).toBe(0);
  });

  it(`of ${total} in one channel holds up nothing in another, and stays readable`, { timeout: 600_000 }, async () => {
    const here = await world();
    const elsewhere = 'rules: [{ when: "severity = \'critical\'", channel: "#soc-critical" }]';
    for (let index = 0; index < total; index += 1) here.threatmon.addAlarm(alarm(index, 'Medium'));
    here.threatmon.addAlarm(alarm(total, 'Critical'));
    await here.operator.configure(configuration(here, elsewhere));
    const bot = await here.operator.start();
    await summarised(here, `${(total - 15).toLocaleString('en')} more incidents`);
    await vi.waitFor(() => expect(incidentsIn(here, 'soc-critical')).toHaveLength(1), patience);
    const [other] = incidentsIn(here, 'soc-critical').map(({ ts }) => Number(ts) * 1000);

    // It came last: with it the poll ended, and all the others were in. Behind them it would be minutes late.
    expect((other ?? Infinity) - pollEnd(bot.output())).toBeLessThan(10_000);
    expect(incidentsIn(here)).toHaveLength(15);
    expect(here.slack.messages('threat-intel')).toHaveLength(16);
    expect((await bot.signal('SIGTERM')).status).toBe(0);
  });

  it('of history is one summary where it is to be posted, and nothing where not', async () => {
    const here = await world();
    for (let index = 0; index < 30; index += 1) here.threatmon.addAlarm(alarm(index));
    await here.operator.configure(configuration(here).replace('every: 1 second', 'enabled: false'));

    const silent = await here.operator.picket('backfill', 'acme', '--since', '2026-08-01T00:00:00Z');
    const before = await here.operator.start();
    const quiet = here.slack.messages('threat-intel').length;
    await before.signal('SIGTERM');
    for (let index = 30; index < 60; index += 1) here.threatmon.addAlarm(alarm(index));
    const told = await here.operator.picket('backfill', 'acme', '--since', '2026-08-02T00:00:00Z', '--post');
    const bot = await here.operator.start();
    await summarised(here, '30 incidents from ThreatMon (acme)');

    expect([silent.status, told.status, quiet]).toEqual([0, 0, 0]);
    expect(here.slack.messages('threat-intel')).toHaveLength(1);
    await bot.signal('SIGTERM');
  });
});
