import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../src/sandbox/group-ib/story/kinds.ts';
import { applyEvent, createStory, runStory, type StoryEvent } from '../../../src/sandbox/group-ib/story.ts';
import type { Item } from '../../../src/sandbox/group-ib/wire.ts';
import { createStory as createThreatmonStory } from '../../../src/sandbox/threatmon/story.ts';
import { ask, fieldOf, fixture, idsOf, listIn, started } from './ask.ts';

const START = new Date('2026-08-04T12:00:00Z');
const SEEDS = [1, 2, 3, 42, 2026];
const NAMES = KINDS.map(({ collection }) => collection);

function eventsOf(seed: number, count: number): StoryEvent[] {
  const story = createStory({ seed, start: START });
  return Array.from({ length: count }, () => story.next());
}

const LONG = eventsOf(7, 2500);
const NEW = LONG.flatMap((event) => (event.kind === 'new' ? [event] : []));
const EVERYTHING = JSON.stringify([createStory({ seed: 7, start: START }).options, LONG]);

/** Fields that the contract names and no captured item has. */
const IN_CONTRACT_ALONE = new Set(['extCvss', 'domain']);

function evaluationOf({ evaluation }: Item, field: string): unknown {
  return fieldOf(evaluation, field);
}

describe('a story', () => {
  it('repeats for a seed and differs for another', () => {
    const told = [7, 7, 8].map((seed) =>
      JSON.stringify([createStory({ seed, start: START }).options, eventsOf(seed, 300)]),
    );

    expect(told[1]).toBe(told[0]);
    expect(told[2]).not.toBe(told[0]);
  });

  it.each(SEEDS)('begins with an item of each collection in the last day, seed %i', (seed) => {
    const { items } = createStory({ seed, start: START }).options;
    const times = items.map(({ at }) => at?.getTime() ?? Number.NaN);
    const ids = items.map(({ collection, item }) => `${collection}/${String(item.id)}`);

    expect(new Set(items.map(({ collection }) => collection))).toEqual(new Set(NAMES));
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START.getTime() - 86_400_000);
    expect(Math.max(...times)).toBeLessThan(START.getTime());
  });

  it('tells of the 23 collections of incidents and of the indicators, with news and changes of each', () => {
    expect(NAMES).toHaveLength(24);
    for (const kind of ['new', 'update']) {
      const told = LONG.filter((event) => event.kind === kind).map(({ collection }) => collection);
      const lasting = kind === 'update' ? NAMES : NAMES.filter((name) => !/threat_actor|malware$/.test(name));
      expect(new Set(told)).toEqual(new Set([...told, ...lasting]));
      expect(lasting.filter((name) => !told.includes(name))).toEqual([]);
    }
  });

  it.each([
    'compromised/account_group',
    'compromised/bank_card_group',
    'compromised/breached',
    'osi/git_repository',
    'osi/public_leak',
    'osi/vulnerability',
    'attacks/ddos',
    'attacks/deface',
    'attacks/phishing_group',
    'attacks/phishing_kit',
    'suspicious_ip/tor_node',
    'suspicious_ip/open_proxy',
    'suspicious_ip/socks_proxy',
    'suspicious_ip/vpn',
    'suspicious_ip/scanner',
    'malware/cnc',
    'malware/malware',
    'hi/threat',
    'hi/threat_actor',
    'apt/threat',
    'apt/threat_actor',
    'ioc/common',
    'synthetic/compromised/masked_card',
    'synthetic/compromised/spd',
  ])('writes %s with the fields of the captured items', (name) => {
    const collection = name.replace('synthetic/', '');
    const path = `group-ib/${name.startsWith('synthetic') ? 'synthetic/' : ''}${collection.replace('/', '_')}.json`;
    const fields = new Set(listIn(fixture(path), 'items').flatMap((item) => Object.keys(Object(item))));
    const { items } = createStory({ seed: 7, start: START }).options;
    const written = new Set(
      items.filter((each) => each.collection === collection).flatMap(({ item }) => Object.keys(item)),
    );

    expect([...fields].filter((field) => !written.has(field))).toEqual(fields.has('seqUpdate') ? ['seqUpdate'] : []);
    expect([...written].filter((field) => !fields.has(field) && !IN_CONTRACT_ALONE.has(field))).toEqual([]);
  });

  it('changes only items that exist, to something else, and keeps their ids', () => {
    const { items } = createStory({ seed: 7, start: START }).options;
    const known = new Map(items.map(({ collection, item }) => [`${collection}/${String(item.id)}`, item]));
    const unchanged: unknown[] = [];
    for (const event of LONG) {
      const id = event.kind === 'new' ? String(event.item.id) : event.id;
      const key = `${event.collection}/${id}`;
      const before = known.get(key);
      const after = event.kind === 'new' ? event.item : { ...before, ...event.fields };
      expect(before === undefined).toBe(event.kind === 'new');
      // Days have no time: a second look on the same day changes nothing of an indicator.
      if (event.collection !== 'ioc/common' && JSON.stringify(before) === JSON.stringify(after)) unchanged.push(key);
      known.set(key, after);
    }

    expect(unchanged).toEqual([]);
  });

  it('names only reserved hosts and addresses', () => {
    const words = EVERYTHING.replaceAll('[.]', '.').replaceAll(/<script>.*?<\/script>/g, '');
    const hosts = [...words.matchAll(/(?:https?|hxxps?):\/\/([^/\s"'\\|>):?]+)/g)].map(([, host = '']) => host);
    const v4 = [...words.matchAll(/(?<![\d.:])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].map(([address]) => address);
    const mails = [...words.matchAll(/[\w.]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);

    expect([hosts.length, v4.length, mails.length].every((count) => count > 20)).toBe(true);
    expect(
      [...hosts, ...mails].filter((host) => !/\.example(\.org)?$/.test(host) && !/^[\d.]+$|^example\.org$/.test(host)),
    ).toEqual([]);
    expect(v4.filter((address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address))).toEqual([]);
    expect([...words.matchAll(/CVE-(\d+)/g)].filter(([, year]) => year !== '2099')).toEqual([]);
  });

  it('holds what must be masked, and text that means harm', () => {
    expect(EVERYTHING).toContain('"number":"4111111111111111"');
    expect(EVERYTHING).toContain('4111 1111 1111 1111');
    expect(EVERYTHING).toContain('DB_PASSWORD=');
    expect(EVERYTHING).toMatch(/"cvv":"\d{3}"/);
    expect(EVERYTHING).toMatch(/"pin":"\d{4}"/);
    expect(EVERYTHING).toMatch(/"track":\["%B/);
    expect(EVERYTHING).toContain('<!channel>');
  });

  it('has some items marked red, most not, and every kind of account', () => {
    const marks = NEW.map(({ item }) => String(evaluationOf(item, 'tlp')).toLowerCase());
    const red = marks.filter((mark) => mark === 'red').length / marks.length;
    const accounts = NEW.filter(({ collection }) => collection === 'compromised/account_group');

    expect(red).toBeGreaterThan(0.03);
    expect(red).toBeLessThan(0.2);
    expect(new Set(marks)).toEqual(new Set(['red', 'amber', 'green', 'white', 'undefined']));
    for (const mark of ['hunted', 'combolist', 'corporate'] as const) {
      expect(new Set(accounts.map(({ placing }) => placing[mark] ?? false))).toEqual(new Set([true, false]));
    }
  });

  it('has some odd items', () => {
    const items = NEW.map(({ item }) => item);

    expect(items.some(({ evaluation }) => evaluation === null)).toBe(true);
    expect(items.some((item) => evaluationOf(item, 'severity') === 'RED')).toBe(true);
    expect(items.some(({ malware }) => Array.isArray(malware) && malware[0] === null)).toBe(true);
  });

  it('has the attackers of the other stories of its seed', () => {
    const ours = createStory({ seed: 7, start: START }).options;
    const theirs = JSON.stringify(createThreatmonStory({ seed: 7, start: START }).options.ioc);

    const shared = Object.keys(ours.scores).filter((address) => theirs.includes(address));

    expect(shared.length).toBeGreaterThan(20);
  });
});

describe('a story told to a running service', () => {
  it('makes things happen until it is stopped', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started(story.options);
    const stopping = new AbortController();
    const count = () => NAMES.reduce((sum, name) => sum + sandbox.items(name).length, 0);
    const atFirst = count();
    const told = runStory(sandbox, { story, perMinute: 60_000, signal: stopping.signal });

    await expect.poll(count).toBeGreaterThan(atFirst + 20);
    stopping.abort();
    await told;
    const after = sandbox.panel().records;

    expect(sandbox.panel().records).toEqual(after);
  });

  it('sends changed items again at the end of the feed, and breaches with a later date', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started(story.options);
    const name = 'attacks/phishing_group';
    const before = await ask(sandbox, `${name}/updated`);
    const cursor = String(fieldOf(before.json, 'seqUpdate'));
    const breachedBefore = await idsOf(sandbox, 'compromised/breached');
    const at = new Date(START.getTime() + 3_600_000);

    let updated: unknown;
    let breaches = 0;
    for (let index = 0; index < 400; index += 1) {
      const event = story.next({ held: sandbox.items, at });
      applyEvent(sandbox, event);
      if (event.collection === name && event.kind === 'update') updated = event.id;
      if (event.collection === 'compromised/breached') breaches += 1;
    }
    const since = await idsOf(sandbox, `${name}/updated?limit=1000&seqUpdate=${cursor}`);
    const breachedSince = await idsOf(sandbox, `compromised/breached?df=${START.toISOString().slice(0, 19)}Z`);

    expect(since).toContain(updated);
    expect(breachedBefore.length).toBeGreaterThan(0);
    expect(breaches).toBeGreaterThan(3);
    expect(breachedSince.length).toBeGreaterThan(2);
  });

  it('leaves alone what was removed meanwhile', async () => {
    const story = createStory({ seed: 3, start: START });
    const sandbox = await started();

    for (let index = 0; index < 200; index += 1) applyEvent(sandbox, story.next({ held: sandbox.items }));

    expect(NAMES.flatMap((name) => sandbox.items(name)).length).toBeGreaterThan(50);
  });

  it('brings scores, registrations and indicators of the same attackers', async () => {
    const { options } = createStory({ seed: 7, start: START });
    const sandbox = await started(options);
    const [ip = ''] = Object.keys(options.scores);

    const score = await ask(sandbox, 'scoring', { method: 'POST', body: { ips: [ip] } });
    const graph = await ask(sandbox, `utils/graph/ip?ip=${ip}`);

    expect(score.json).toEqual({ items: { [ip]: { ip, riskScore: expect.any(Number) } } });
    expect(graph.json).toHaveProperty('whoisSummary.asn');
    expect(sandbox.items('ioc/common').length).toBeGreaterThan(30);
  });

  it.each([0, 60_000])('tells nothing once it is stopped, at %i a minute', async (perMinute) => {
    const sandbox = await started();

    await runStory(sandbox, { perMinute, signal: AbortSignal.abort() });

    expect(NAMES.flatMap((name) => sandbox.items(name))).toEqual([]);
  });
});
