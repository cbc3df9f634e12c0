import { expect, it, vi } from 'vitest';
import type { Bot } from '../support/bot-process.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { describePostgres } from '../support/postgres-suite.ts';
import { patience } from '../support/patience.ts';

const alarms = 40;

interface Replicated extends World {
  start(): Promise<Bot>;
  addAlarms(count: number): void;
  /** Keys that stand in the channel, each as often as it stands there. */
  keys(): readonly string[];
}

async function replicated(server: PostgresServer): Promise<Replicated> {
  const here = await world();
  const url = await server.freshDatabase();
  await here.operator.configure(here.yaml().replace('file:data/picket.json', url));
  let next = 1000;
  return {
    ...here,
    start: async () => here.operator.start(),
    addAlarms(count) {
      for (let last = next + count; next < last; next += 1)
        here.threatmon.addAlarm({
          alarmCode: next,
          title: 'Open Port Detected',
          status: 'Open',
          alarmDate: '2026-08-03T06:12:44Z',
        });
    },
    keys: () =>
      here.slack
        .messages('threat-intel')
        .flatMap(({ metadata }) => /"key":"(acme:\d+)"/.exec(JSON.stringify(metadata ?? {}))?.[1] ?? [])
        .toSorted(),
  };
}

function keysOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `acme:${1000 + index}`);
}

async function asked(here: World, text: string): Promise<string> {
  return told(here, async () => here.slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text }));
}

/** Presses a button of the newest message. */
async function pressed(here: World, find: string): Promise<string> {
  const { ts = '' } = here.slack.messages('threat-intel').at(-1) ?? {};
  return told(here, async () => here.slack.press({ user: 'mira', channel: 'threat-intel', ts, find }));
}

/** What is said to one person alone once something was done. */
async function told({ slack }: World, act: () => Promise<unknown>): Promise<string> {
  const before = new Set(slack.ephemerals('mira').map(({ ts }) => ts));
  await act();
  return vi.waitFor(() => {
    const said = slack
      .ephemerals('mira')
      .filter(({ ts, text: line }) => !before.has(ts) && !line.startsWith('Working'));
    expect(said).not.toHaveLength(0);
    return said.map(({ text: line, blocks }) => `${line}\n${JSON.stringify(blocks)}`).join('\n');
  }, patience);
}

describePostgres('two replicas', (server) => {
  it('leave one message for every alarm, though one is killed and the database crashes', async () => {
    const here = await replicated(server());
    here.addAlarms(alarms);
    // Each answer of Slack comes late, so that a kill falls between a call and its answer.
    here.slack.failNext('chat.postMessage', { kind: 'slow', ms: 40 }, 1000);
    const [one] = await Promise.all([here.start(), here.start()]);
    await vi.waitFor(() => expect(here.keys().length).toBeGreaterThan(5), patience);

    await one.signal('SIGKILL');
    await vi.waitFor(() => expect(here.keys().length).toBeGreaterThan(15), patience);
    await server().kill();
    await server().start();

    await vi.waitFor(() => expect(new Set(here.keys()).size).toBe(alarms), patience);
    const polls = here.threatmon.requests().length;
    await vi.waitFor(() => expect(here.threatmon.requests().length).toBeGreaterThan(polls + 4), patience);
    expect(here.keys()).toEqual(keysOf(alarms));
  });

  it('answer every press and word between them', async () => {
    const here = await replicated(server());
    here.addAlarms(6);
    await Promise.all([here.start(), here.start()]);
    await vi.waitFor(() => expect(here.keys()).toHaveLength(6), patience);

    for (const { ts } of here.slack.messages('threat-intel')) {
      const press = { user: 'mira', channel: 'threat-intel', ts, find: 'In Progress' };
      expect((await here.slack.press(press)).acknowledged).toBe(true);
    }

    await vi.waitFor(
      () => expect(here.threatmon.alarms().map(({ status }) => status)).toEqual(Array(6).fill('In Progress')),
      patience,
    );
    expect(await asked(here, 'test')).toMatch(/acme.*ok/s);
    expect(await asked(here, 'fetch acme')).toContain('was read');
    expect(await asked(here, 'show 1000')).toContain('Open Port Detected');
  });

  it('turn the pages of an answer that another one gave', async () => {
    const here = await replicated(server());
    here.addAlarms(1);
    const first = await here.start();
    await vi.waitFor(() => expect(here.keys()).toHaveLength(1), patience);
    expect(await asked(here, 'report 30 years')).toContain('Page 1 of 3');
    await here.start();
    await first.signal('SIGKILL');

    const [{ ts } = { ts: '' }] = here.slack.ephemerals('mira');
    await here.slack.press({ user: 'mira', channel: 'threat-intel', ts, find: 'Next →' });

    await vi.waitFor(() => expect(JSON.stringify(here.slack.ephemerals('mira'))).toContain('Page 2 of 3'), patience);
  });

  it('are replaced one after the other without a gap', async () => {
    const here = await replicated(server());
    let [one, two] = await Promise.all([here.start(), here.start()]);
    here.addAlarms(5);
    await vi.waitFor(() => expect(here.keys()).toHaveLength(5), patience);

    here.addAlarms(5);
    const stopped = [await one.signal('SIGTERM')];
    one = await here.start();
    here.addAlarms(5);
    stopped.push(await two.signal('SIGTERM'));
    two = await here.start();
    here.addAlarms(5);

    await vi.waitFor(() => expect(here.keys()).toEqual(keysOf(20)), patience);
    expect(stopped.map(({ status }) => status)).toEqual([0, 0]);
    expect(await asked(here, 'test')).toMatch(/acme.*ok/s);
  });

  it('say to who asks and to who presses that the database is away, and go on when it is back', async () => {
    const here = await replicated(server());
    await Promise.all([here.start(), here.start()]);
    here.addAlarms(1);
    await vi.waitFor(() => expect(here.keys()).toHaveLength(1), patience);

    await server().stop();
    const said = await asked(here, 'incidents');
    const answer = await pressed(here, 'In Progress');
    here.addAlarms(1);
    await server().start();

    expect(said).toContain('database does not answer');
    expect(answer).toMatch(/database does not answer.*Nothing was changed at the vendor/s);
    expect(here.threatmon.statusChanges()).toEqual([]);
    await vi.waitFor(() => expect(here.keys()).toEqual(keysOf(2)), patience);
  });
});
