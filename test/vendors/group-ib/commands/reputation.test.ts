import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../../src/domain/indicator.ts';
import { incident } from '../../../support/drafts.ts';
import { openDesk, tablesIn } from './desk.ts';

const enabled = { reputation: ['ip', 'domain', 'file'] };
const name = 'evil.example';
const md5 = '59cb90b1a526ce4646c9ec8a69f3271a';

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().replace('Z', '+00:00');
}

/** In a zone of its own, where the day may be another. */
function eastern(days: number): string {
  return new Date(Date.now() - days * 86_400_000 + 3 * 3_600_000).toISOString().replace(/\.\d+Z/, '+03:00');
}

const ioc = (dateLastSeen: unknown) => ({
  collection: 'ioc/common',
  item: { id: 'i', type: 'network', domain: name, dateLastSeen, malwareList: [{ name: 'Mirai' }] },
});
const deface = (date: string) => ({ collection: 'attacks/deface', item: { id: 'd', targetDomain: name, date } });
const open = (detected: string) => ({ collection: 'hi/open_threats', item: { id: 'o', title: name, detected } });
const report = { collection: 'apt/threat', item: { id: 'r', title: name } };
const leak = { collection: 'osi/public_leak', item: { id: 'l', data: name } };

describe('domain', () => {
  it.each([
    ['an indicator seen recently', [ioc(daysAgo(10))], 3],
    ['an indicator seen recently, in another zone', [ioc(eastern(1094))], 3],
    ['an indicator of long ago', [ioc(daysAgo(1097))], 2],
    ['an indicator without a date that can be read', [ioc('some day')], 2],
    ['a recent defacement', [deface(daysAgo(30))], 2],
    ['a recent report in the open', [open(daysAgo(30))], 2],
    ['a defacement of long ago', [deface(daysAgo(2000))], 0],
    ['a report alone', [report], 0],
    ['a collection that does not count', [leak], 0],
    ['nothing', [], 0],
    ['a recent indicator among much else', [report, deface(daysAgo(2000)), ioc(daysAgo(1)), leak], 3],
  ])('of %s scores %i', async (_what, items, score) => {
    const desk = await openDesk({ items }, enabled);

    const { outputs } = await desk.run('domain', { domain: name });

    expect(outputs.DBotScore).toEqual([
      { Indicator: name, Type: 'domain', Vendor: 'GroupIBTI', Score: score, Reliability: 'C - Fairly reliable' },
    ]);
    expect(outputs.Domain).toEqual([{ Name: name }]);
  });

  it.each([
    [[report], 'A - Completely reliable'],
    [[deface(daysAgo(1)), ioc(daysAgo(1))], 'A - Completely reliable'],
    [[deface(daysAgo(1))], 'B - Usually reliable'],
    [[leak], ''],
    [[], ''],
  ])('computes its reliability where the settings do not say it (%#)', async (items, reliability) => {
    const desk = await openDesk({ items }, { ...enabled, reliabilityOverride: false });

    const { sections } = await desk.run('domain', { domain: name });

    expect(tablesIn(sections)[0]?.rows[0]?.[2]).toBe(reliability);
  });

  it('asks everything once, and only the collections that hold it', async () => {
    const desk = await openDesk({ items: [ioc(daysAgo(1)), leak] }, enabled);

    const { text, sections } = await desk.run('domain', { domain: 'EVIL[.]example' });

    expect(desk.asked()).toEqual(['GET search?q=evil.example', 'GET ioc/common/updated?q=evil.example']);
    expect(text).toBe('Group-IB reputation for evil.example');
    expect(tablesIn(sections)[0]).toMatchObject({
      title: text,
      rows: [['evil.example', 'Bad', 'C - Fairly reliable', expect.stringContaining('ioc/common (1)') as string]],
    });
  });

  it('reads on for a recent date, and never more than five pages', async () => {
    const old = Array.from({ length: 700 }, (_, n) => ({
      collection: 'ioc/common',
      item: { id: `i${n}`, domain: name, dateLastSeen: daysAgo(2000), seqUpdate: n + 1 },
    }));
    const desk = await openDesk({ items: old }, enabled);

    const { outputs } = await desk.run('domain', { domain: name });

    expect(desk.asked().filter((one) => one.startsWith('GET ioc/common'))).toHaveLength(5);
    expect(outputs.DBotScore).toEqual([expect.objectContaining({ Score: 2 })]);
  });

  it('answers for several, in their order, each once', async () => {
    const desk = await openDesk({ items: [ioc(daysAgo(1))] }, enabled);
    const domain = `a.example, b.example;c.example\n${name} d.example a.example`;

    const { outputs } = await desk.run('domain', { domain });

    expect(outputs.Domain).toEqual(
      ['a.example', 'b.example', 'c.example', name, 'd.example'].map((one) => ({ Name: one })),
    );
    expect(outputs.DBotScore?.[3]).toMatchObject({ Indicator: name, Score: 3 });
  });
});

describe('file', () => {
  it.each([
    [[{ collection: 'ioc/common', item: { id: 'f', hash: [md5] } }], 3],
    [[{ collection: 'apt/threat', item: { id: 'f', title: md5 } }], 0],
    [[], 0],
  ])('scores by the consolidated indicators alone (%#)', async (items, score) => {
    const desk = await openDesk({ items }, enabled);

    const { outputs } = await desk.run('file', { file: md5.toUpperCase() });

    expect(outputs.DBotScore).toEqual([expect.objectContaining({ Indicator: md5, Type: 'file', Score: score })]);
  });

  it('names a hash by what it is', async () => {
    const desk = await openDesk({}, enabled);

    const { outputs } = await desk.run('file', { file: `${md5} ${'b'.repeat(40)} ${'c'.repeat(64)}` });

    expect(outputs.File).toEqual([{ MD5: md5 }, { SHA1: 'b'.repeat(40) }, { SHA256: 'c'.repeat(64) }]);
  });
});

describe('a reputation command', () => {
  it.each([
    ['ip', '192.0.2.1'],
    ['domain', name],
    ['file', md5],
  ])('%s is off unless the settings allow it, and asks nothing', async (command, value) => {
    const desk = await openDesk({}, { reputation: ['ip', 'domain', 'file'].filter((one) => one !== command) });

    const { text, outputs } = await desk.run(command, { [command]: value });

    expect(text).toBe(
      `Reputation command '${command}' is not enabled in the integration instance settings. No enrichment was performed.`,
    );
    expect(outputs).toEqual({ 'GIBTI.Reputation': [{ command, enabled: false }] });
    expect(desk.asked()).toEqual([]);
  });

  it.each([
    ['ip', { ip: '192.0.2.1 192.0.2.2' }],
    ['gibti-ip-scoring', { ip: '192.0.2.1 192.0.2.2' }],
    ['domain', { domain: name }],
    ['file', {}],
  ])('%s knows from an incident to ask about %j', async (command, input) => {
    const desk = await openDesk({}, enabled);
    const ips = ['192.0.2.1', '192.0.2.2'].map((value): Indicator => ({ kind: 'ip', value }));
    const known = incident({ indicators: [...ips, { kind: 'domain', value: name }] });

    expect(desk.command(command).fromIncident?.(known)).toEqual(input);
  });

  it('takes the indicator as `value`, too', async () => {
    const desk = await openDesk({}, enabled);

    const { outputs } = await desk.run('domain', { value: name });

    expect(outputs.Domain).toEqual([{ Name: name }]);
  });

  it.each([
    ['ip', {}, "Argument 'ip' is required."],
    ['ip', { ip: 'evil.example' }, 'ip: evil.example is not an IP address.'],
    ['ip', { ip: '192.0.2.1 300.1.1.1' }, 'ip: 300.1.1.1 is not an IP address.'],
    ['domain', { domain: '192.0.2.1' }, 'domain: 192.0.2.1 is not a domain name.'],
    ['domain', { value: 'no domain' }, 'domain: no is not a domain name.'],
    ['file', { file: 'abc' }, 'file: abc is not a file hash (MD5, SHA-1, SHA-256).'],
    ['gibti-ip-scoring', {}, "Argument 'ip' is required."],
    ['gibti-ip-scoring', { ip: ' , ' }, "Argument 'ip' is required."],
    [
      'ip',
      { ip: Array.from({ length: 51 }, (_, n) => `192.0.2.${n}`).join() },
      'ip takes at most 50 values at a time.',
    ],
  ])('%s refuses %j before any request', async (command, input, message) => {
    const desk = await openDesk({}, enabled);

    await expect(desk.run(command, input)).rejects.toThrow(message);
    expect(desk.asked()).toEqual([]);
  });
});
