import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyEvent, createStory, runStory, type StoryEvent } from '../../../src/sandbox/rapid7/story.ts';
import { kindsOf } from '../../../src/sandbox/rapid7/story/kinds.ts';
import type { AlertSeed } from '../../../src/sandbox/rapid7/holdings.ts';
import { ALERT_TYPES, SOURCE_TYPES } from '../../../src/sandbox/rapid7/vocabulary.ts';
import { fieldOf, listIn } from '../json.ts';
import { act, ask, idOf, listed, started } from './ask.ts';

const START = new Date('2026-08-04T12:00:00Z');
const SEEDS = [1, 2, 3, 42, 2026];

function eventsOf(seed: number, count: number): StoryEvent[] {
  const story = createStory({ seed, start: START });
  return Array.from({ length: count }, () => story.next());
}

function newAlerts(events: readonly StoryEvent[]): AlertSeed[] {
  return events.flatMap((event) => (event.kind === 'new' ? [event.alert] : []));
}

function kindOf({ Details }: AlertSeed): string {
  return `${String(Details?.Type)} ${String(Details?.SubType)}`;
}

const LONG = eventsOf(7, 3000);
const INITIAL = createStory({ seed: 7, start: START }).options;
const EVERYTHING = JSON.stringify([INITIAL, LONG]);

describe('a story', () => {
  it('repeats for a seed and differs for another', () => {
    const told = [7, 7, 8].map((seed) =>
      JSON.stringify([createStory({ seed, start: START }).options, eventsOf(seed, 200)]),
    );

    expect(told[1]).toBe(told[0]);
    expect(told[2]).not.toBe(told[0]);
  });

  it.each(SEEDS)('begins with alerts of the last day, most of them open, seed %i', (seed) => {
    const { alerts } = createStory({ seed, start: START }).options;
    const times = alerts.map(({ FoundDate }) => Date.parse(String(FoundDate)));

    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START.getTime() - 86_400_000);
    expect(Math.max(...times)).toBeLessThan(START.getTime());
    expect(alerts.filter(({ Closed }) => fieldOf(Closed, 'IsClosed') === true)).toHaveLength(2);
    expect(new Set(alerts.map(({ Details }) => Details?.Type)).size).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(ALERT_TYPES))('knows every sub-type of %s and no other', (type) => {
    expect(
      kindsOf(type)
        .map(({ subType }) => subType)
        .toSorted(),
    ).toEqual(ALERT_TYPES[type]?.toSorted());
  });

  it('tells of all of them sooner or later, of the usual ones often', () => {
    const kinds = newAlerts(LONG).map(kindOf);
    const all = Object.entries(ALERT_TYPES).flatMap(([type, subTypes]) => subTypes.map((each) => `${type} ${each}`));

    expect(all.filter((kind) => !kinds.includes(kind))).toEqual([]);
    expect(kinds.filter((kind) => kind === 'Phishing CompanyPhishingWebsite').length).toBeGreaterThan(
      3 * kinds.filter((kind) => kind === 'Phishing PhishingWatch').length,
    );
  });

  it('uses sources, severities and networks that the vendor has, and an id of its own for each alert', () => {
    const alerts = newAlerts(LONG);
    const sources = alerts.flatMap(({ Details }) => Details?.Source ?? []);

    expect(sources.filter((source) => !SOURCE_TYPES.includes(String(fieldOf(source, 'Type'))))).toEqual([]);
    expect(new Set(sources.map((source) => fieldOf(source, 'NetworkType')))).toEqual(new Set(['ClearWeb', 'DarkWeb']));
    expect(new Set(alerts.map(({ Details }) => Details?.Severity))).toEqual(
      new Set(['High', 'Medium', 'Low', 'Informational', null, undefined]),
    );
    expect(new Set(alerts.map(({ _id: id }) => id)).size).toBe(alerts.length);
  });

  it('changes alerts in every way that the vendor has, and each time to something else', () => {
    const known = new Map<unknown, string>();
    const stale = LONG.filter((event) => {
      if (event.kind === 'new') return false;
      const before = known.get(event.id);
      known.set(event.id, JSON.stringify(event.fields));
      return before === JSON.stringify(event.fields) && event.kind !== 'reopen' && event.kind !== 'close';
    });

    expect(new Set(LONG.map(({ kind }) => kind))).toEqual(
      new Set(['new', 'severity', 'tag', 'assign', 'close', 'reopen', 'flag', 'takedown', 'text']),
    );
    expect(stale).toEqual([]);
    expect(EVERYTHING).toContain('CompletedSuccessfully');
  });

  it('names only reserved hosts and addresses', () => {
    const words = EVERYTHING.replaceAll('[.]', '.').replaceAll(/<script>.*?<\/script>|onclick="\w*\(\)"/g, '');
    const hosts = [...words.matchAll(/(?:https?|hxxps?):\/\/([^/\s"'\\|>):]+)/g)].map(([, host = '']) => host);
    const v4 = [...words.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].map(([address]) => address);
    const v6 = [...words.matchAll(/(?<![\w:.])[0-9a-f]{1,4}:[0-9a-f]{0,4}:[0-9a-f:]+/g)].map(([address]) => address);
    const mails = [...words.matchAll(/[\w.]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);

    expect([hosts.length, v4.length, v6.length, mails.length].every((count) => count > 5)).toBe(true);
    expect([...hosts, ...mails].filter((host) => !host.endsWith('.example') && !/^[\d.]+$/.test(host))).toEqual([]);
    expect(v4.filter((address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address))).toEqual([]);
    expect(v6.filter((address) => !/^2001:db8:|^\d\d:\d\d:\d\d$/.test(address))).toEqual([]);
    expect([...words.matchAll(/CVE-(\d+)/g)].filter(([, year]) => year !== '2099')).toEqual([]);
  });

  it('holds what must be masked, defanged and escaped', () => {
    const text = newAlerts(LONG)
      .map(({ Details, enclosed }) => `${String(Details?.Description)}\n${enclosed?.csv ?? ''}`)
      .join('\n');

    expect(text).toMatch(/password: \S+/);
    expect(text).toMatch(/CVV \d{3}/);
    expect(text).toMatch(/hxxps:\/\/[\w-]+\[\.\]/);
    expect(text).toContain('<!channel>');
    expect(text).toMatch(/^Card\tExpiry\tCVV/m);
    expect(text).toMatch(/^System,URL,Email,Pass,/m);
  });

  it('has a few alerts that are odd in each of the ways that the contract warns of', () => {
    const alerts = newAlerts(LONG);
    const odd = alerts.filter(({ Details }) => {
      const { Severity, Description, Source, Tags, Type } = Details ?? {};
      const isWhole = Description !== null && Source !== undefined && Tags !== null && Type !== 'NewKindOfAlert';
      return !isWhole || !['High', 'Medium', 'Low'].includes(String(Severity));
    });

    expect(odd.length / alerts.length).toBeGreaterThan(0.02);
    expect(odd.length / alerts.length).toBeLessThan(0.1);
    expect(alerts.map(({ Details }) => Details?.Type)).toContain('NewKindOfAlert');
  });

  it('draws pictures that can be opened, and not the same one twice', () => {
    const pictures = newAlerts(LONG).flatMap(({ enclosed }) => enclosed?.images?.map(({ bytes }) => bytes) ?? []);
    const [first = new Uint8Array()] = pictures;
    const png = Buffer.from(first);
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8);

    expect(pictures.length).toBeGreaterThan(100);
    expect(new Set(pictures.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBeGreaterThan(50);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([480, 300]);
    expect(inflateSync(data)).toHaveLength((480 + 1) * 300);
    expect(Math.max(...pictures.map(({ length }) => length))).toBeLessThan(5000);
  });
});

describe('a service that holds a story', () => {
  it.each(SEEDS)('has lists that match its alerts, seed %i', async (seed) => {
    const sandbox = await started(createStory({ seed, start: START }).options);
    const values = new Set(sandbox.holdings.iocs().map(({ record }) => record.value));
    const named = sandbox.alerts().flatMap(({ RelatedIocs }) => (Array.isArray(RelatedIocs) ? RelatedIocs : []));
    const terms = await ask(sandbox, '/v1/threat-library/cyber-terms?last-update-from=2020-01-01T00:00:00.000Z');

    expect(named.filter((value) => values.has(String(value))).length).toBeGreaterThanOrEqual(1);
    expect(listIn((await ask(sandbox, '/v1/cves/get-cves-list')).json, 'content')).toHaveLength(40);
    expect(listIn(terms.json, 'content')).toHaveLength(8);
    expect((await ask(sandbox, '/v2/intellifind?search=larkfield')).json).toMatchObject({ Total: 40 });
    expect((await ask(sandbox, '/v1/account/users-details')).json).toHaveLength(6);
    expect((await ask(sandbox, '/v1/mssp/customers')).json).toHaveLength(3);
    expect(fieldOf((await ask(sandbox, '/v1/data/assets/account-assets')).json, 'VipNames')).toEqual(['Samir Haddan']);
    expect(await listed(sandbox)).toHaveLength(14);
  });

  it('serves the files of its alerts', async () => {
    const sandbox = await started();
    for (const alert of newAlerts(LONG).slice(0, 60)) sandbox.addAlert(alert);
    const images = sandbox.alerts().flatMap(({ Details }) => (Array.isArray(Details?.Images) ? Details.Images : []));
    const csvs = sandbox.alerts().filter(({ _id: id }) => sandbox.dossier(id).csv !== undefined);

    const image = await ask(sandbox, `/v1/data/alerts/alert-image/${String(images[0])}`);
    const csv = await ask(sandbox, `/v1/data/alerts/csv-file/${csvs.map(({ _id: id }) => id)[0]}`);

    expect(image.headers.get('content-type')).toBe('image/png');
    expect(csv.text.split('\n').length).toBeGreaterThan(2);
  });

  it('is told of things until it is stopped', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started(story.options);
    const stopping = new AbortController();
    const told = runStory(sandbox, { story, perMinute: 60_000, signal: stopping.signal });

    await expect.poll(() => sandbox.alerts().length).toBeGreaterThan(30);
    stopping.abort();
    await told;
    const after = sandbox.alerts();

    expect(after.some(({ Assignees }) => Array.isArray(Assignees) && Assignees.length > 0)).toBe(true);
    expect(sandbox.alerts()).toEqual(after);
  });

  it('is told nothing at a pace of 0', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started();

    await runStory(sandbox, { story, perMinute: 0, signal: AbortSignal.abort() });

    expect(sandbox.alerts()).toEqual([]);
  });

  it('brings a takedown that somebody asked for to its end, with what he asked for', async () => {
    const { options } = createStory({ seed: 3, start: START });
    const sandbox = await started({ ...options, alerts: [{ _id: idOf(1) }] });
    await act(sandbox, 'takedown-request', { Target: 'Domain', ShouldCloseAlertAfterSuccess: true });

    applyEvent(sandbox, { kind: 'takedown', id: idOf(1), fields: {}, ends: 'CompletedSuccessfully' });

    expect(sandbox.alerts()).toMatchObject([{ TakedownStatus: 'CompletedSuccessfully', Closed: { IsClosed: true } }]);
  });

  it('keeps a deed in the activity log', async () => {
    const sandbox = await started({ alerts: [{ _id: idOf(1) }] });

    applyEvent(sandbox, { kind: 'reopen', id: idOf(1), fields: {}, deed: { type: 'AlertReopened' } });

    expect((await act(sandbox, 'activity-log', undefined, 'GET')).json).toMatchObject([{ Type: 'AlertReopened' }]);
  });
});
