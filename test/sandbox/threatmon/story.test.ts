import { describe, expect, it } from 'vitest';
import { applyEvent, createStory, runStory, type StoryEvent } from '../../../src/sandbox/threatmon/story.ts';
import { KINDS } from '../../../src/sandbox/threatmon/story/kinds.ts';
import { QUOTES } from '../../../src/sandbox/story/verbatim.ts';
import { type AlarmRecord, STATUSES } from '../../../src/sandbox/threatmon/wire.ts';
import { ask, codesOn, listIn, started } from './ask.ts';

const START = new Date('2026-08-04T12:00:00Z');
const SEEDS = [1, 2, 3, 42, 2026];

function eventsOf(seed: number, count: number): StoryEvent[] {
  const story = createStory({ seed, start: START });
  return Array.from({ length: count }, () => story.next());
}

function newAlarms(events: readonly StoryEvent[]): AlarmRecord[] {
  return events.flatMap((event) => (event.kind === 'new' ? [event.alarm] : []));
}

const LONG = eventsOf(7, 1500);
const EVERYTHING = JSON.stringify([createStory({ seed: 7, start: START }).options, LONG]);

describe('a story', () => {
  it('repeats for a seed and differs for another', () => {
    const told = [7, 7, 8].map((seed) =>
      JSON.stringify([createStory({ seed, start: START }).options, eventsOf(seed, 300)]),
    );

    expect(told[1]).toBe(told[0]);
    expect(told[2]).not.toBe(told[0]);
  });

  it.each(SEEDS)('begins with twelve alarms of all kinds in the last day, seed %i', (seed) => {
    const { alarms } = createStory({ seed, start: START }).options;
    const times = alarms.map(({ alarmDate }) => Date.parse(String(alarmDate)));

    expect(alarms).toHaveLength(12);
    expect(new Set(alarms.map(({ title }) => title))).toEqual(new Set(KINDS.map(({ title }) => title)));
    expect(new Set(alarms.map(({ severity }) => severity)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(alarms.map(({ status }) => status)).size).toBeGreaterThanOrEqual(2);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START.getTime() - 86_400_000);
    expect(Math.max(...times)).toBeLessThan(START.getTime());
  });

  it('goes on with alarms of every kind and changes of every sort', () => {
    expect(new Set(newAlarms(LONG).map(({ title }) => title))).toEqual(new Set(KINDS.map(({ title }) => title)));
    expect(new Set(LONG.map(({ kind }) => kind))).toEqual(new Set(['new', 'status', 'severity', 'text']));
  });

  it('gives each alarm a code of its own, rising', () => {
    const codes = newAlarms(LONG).map(({ alarmCode }) => Number(alarmCode));

    expect(codes).toEqual(codes.toSorted((a, b) => a - b));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('changes only alarms that are open, to something else, and to statuses that the vendor has', () => {
    const known = new Map(createStory({ seed: 7, start: START }).options.alarms.map((each) => [each.alarmCode, each]));
    const changes = LONG.flatMap((event) => {
      const code = event.kind === 'new' ? Number(event.alarm.alarmCode) : event.alarmCode;
      const before = known.get(code);
      const after = event.kind === 'new' ? event.alarm : { ...before, ...event.fields };
      known.set(code, after);
      return event.kind === 'new' ? [] : [{ before, after, status: event.fields.status ?? 'Open' }];
    });

    expect(changes.length).toBeGreaterThan(400);
    expect(new Set(changes.map(({ before }) => before?.status))).toEqual(new Set([undefined, 'Open', 'In Progress']));
    expect(changes.filter(({ before, after }) => JSON.stringify(before) === JSON.stringify(after))).toEqual([]);
    expect(STATUSES).toEqual(expect.arrayContaining([...new Set(changes.map(({ status }) => status))]));
  });

  it('names only reserved hosts and addresses', () => {
    const words = EVERYTHING.replaceAll('[.]', '.').replaceAll(/<script>.*?<\/script>|onclick="\w*\(\)"/g, '');
    const hosts = [...words.matchAll(/(?:https?|hxxps?):\/\/([^/\s"'\\|>):]+)/g)].map(([, host = '']) => host);
    const v4 = [...words.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].map(([address]) => address);
    const v6 = [...words.matchAll(/\b[0-9a-f]{1,4}:[0-9a-f]{0,4}:[0-9a-f:]+/g)].map(([address]) => address);
    const mails = [...words.matchAll(/[\w.]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);

    expect([hosts.length, v4.length, v6.length, mails.length].every((count) => count > 20)).toBe(true);
    expect([...hosts, ...mails].filter((host) => !host.endsWith('.example') && !/^[\d.]+$/.test(host))).toEqual([]);
    expect(v4.filter((address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address))).toEqual([]);
    expect(v6.filter((address) => !/^2001:db8:|^\d\d:\d\d:\d\d$/.test(address))).toEqual([]);
    expect([...words.matchAll(/CVE-(\d+)/g)].filter(([, year]) => year !== '2099')).toEqual([]);
  });

  it('holds indicators with and without their teeth, credentials, and text that means harm', () => {
    const text = newAlarms(LONG)
      .map(({ description }) => String(description))
      .join('\n');

    expect(text).toMatch(/hxxps:\/\/[\w-]+\[\.\]/);
    expect(text).toMatch(/https:\/\/[\w-]+\.example/);
    expect(text).toMatch(/SHA-256: [0-9a-f]{64}/);
    expect(text).toMatch(/password: \S+/i);
    expect(text).toMatch(/CVV \d{3}/);
    for (const quote of Object.values(QUOTES).flat()) expect(text).toContain(quote);
  });

  it('has some alarms with odd fields, most with fields the contract does not name, and some very long', () => {
    const alarms = newAlarms(LONG);
    const named = new Set(['alarmCode', 'title', 'description', 'severity', 'status', 'alarmDate']);
    const withMore = alarms.filter((alarm) => Object.keys(alarm).some((name) => !named.has(name)));

    expect(alarms.some(({ alarmCode }) => typeof alarmCode === 'string')).toBe(true);
    expect(alarms.some((alarm) => !('status' in alarm))).toBe(true);
    expect(alarms.some(({ alarmDate }) => !String(alarmDate).endsWith('Z'))).toBe(true);
    expect(alarms.some(({ description }) => description === null)).toBe(true);
    expect(alarms.some(({ description }) => String(description).length > 3000)).toBe(true);
    expect(withMore.length / alarms.length).toBeGreaterThan(0.8);
  });

  it.each(SEEDS)('brings lists that match its alarms, seed %i', async (seed) => {
    const { options } = createStory({ seed, start: START });
    const sandbox = await started(options);
    const values = (options.ioc?.records ?? []).map((record) => String(record.extracted_ip ?? record.ioc_value));
    const patterns = JSON.stringify(options.taxii?.collections);
    const named = options.alarms.filter(({ description }) => {
      const plain = String(description).replaceAll('[.]', '.');
      return values.some((value) => plain.includes(value) && patterns.includes(value));
    });

    expect(named.length).toBeGreaterThanOrEqual(2);
    expect(values.length).toBeGreaterThanOrEqual(60);
    expect(listIn((await ask(sandbox, '/cve/1')).json, 'data').length).toBeGreaterThanOrEqual(20);
    expect(listIn((await ask(sandbox, '/cve/subscribed/0')).json, 'data').length).toBeGreaterThan(0);
    expect(await codesOn(sandbox, 1)).toHaveLength(2);
  });
});

describe('a story told to a running service', () => {
  it('makes things happen until it is stopped', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started(story.options);
    const stopping = new AbortController();
    const told = runStory(sandbox, { story, perMinute: 60_000, signal: stopping.signal });

    await expect.poll(() => sandbox.alarms().length).toBeGreaterThan(30);
    stopping.abort();
    await told;
    const after = sandbox.alarms();

    expect(after.some(({ status }) => status !== 'Open')).toBe(true);
    expect(sandbox.alarms()).toEqual(after);
  });

  it('goes on above the codes the service has where no story is given', async () => {
    const sandbox = await started({ alarms: [{ alarmCode: 30_000_000, status: 'Resolved' }] });
    const stopping = new AbortController();
    const told = runStory(sandbox, { perMinute: 60_000, signal: stopping.signal });

    await expect.poll(() => sandbox.alarms().length).toBeGreaterThan(2);
    stopping.abort();
    await told;

    expect(sandbox.alarms().every(({ alarmCode }) => Number(alarmCode) >= 30_000_000)).toBe(true);
  });

  it.each([0, 60_000])('tells nothing once it is stopped, at %i a minute', async (perMinute) => {
    const sandbox = await started();

    await runStory(sandbox, { perMinute, signal: AbortSignal.abort() });

    expect(sandbox.alarms()).toEqual([]);
  });

  it('leaves closed alarms alone and gives way where its next code is taken', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started({ alarms: [{ alarmCode: 1, status: 'Resolved' }] });
    const event = story.next({ present: sandbox.alarms(), at: START });
    const taken = event.kind === 'new' ? event.alarm.alarmCode : undefined;
    sandbox.addAlarm({ alarmCode: taken, title: 'by hand' });

    applyEvent(sandbox, event);

    expect(event.kind).toBe('new');
    expect(sandbox.alarms().map(({ title }) => title)).toEqual([undefined, 'by hand', expect.any(String)]);
  });
});
