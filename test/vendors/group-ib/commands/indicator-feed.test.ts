import { describe, expect, it } from 'vitest';
import type { IndicatorRecord } from '../../../../src/domain/indicator.ts';
import type { Json } from '../../../../src/domain/json.ts';
import { resolveInstant } from '../../../../src/domain/time.ts';
import type { Feed, FeedPage } from '../../../../src/ports/vendor.ts';
import type { GroupIbOptions } from '../../../../src/sandbox/group-ib/sandbox.ts';
import { indicatorFeeds } from '../../../../src/vendors/group-ib/commands/indicator-feed.ts';
import { failureOf } from '../../../http/support.ts';
import { fixture } from '../account.ts';
import { fixtureItems, openDesk } from './desk.ts';

const now = new Date('2026-08-05T12:00:00.000Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString();

async function openFeeds(options: GroupIbOptions, indicators: object, settings: object = {}) {
  const desk = await openDesk(options, { ...settings, indicators });
  const feeds = indicatorFeeds(desk.client, desk.settings);
  const cursors = new Map<string, Json>();
  const taken: IndicatorRecord[] = [];
  const read = async (feed: Feed | undefined = feeds[0]): Promise<FeedPage> => {
    if (feed === undefined) throw new Error('there is no such feed');
    const cursor = cursors.get(feed.name);
    const page = await feed.read({
      ...(cursor !== undefined && { cursor }),
      since: resolveInstant(feed.first, now),
      openIds: async () => Promise.resolve([]),
      watchedIds: async () => Promise.resolve([]),
      now,
      signal: new AbortController().signal,
    });
    cursors.set(feed.name, JSON.parse(JSON.stringify(page.next)) as Json);
    taken.push(...page.indicators);
    return page;
  };
  const readAll = async (feed: Feed | undefined = feeds[0]): Promise<void> => {
    for (let pages = 0; pages < 50 && (await read(feed)).more; pages += 1);
  };
  return { desk, feeds, cursors, taken, read, readAll };
}

const valuesOf = (records: readonly IndicatorRecord[]) => records.map(({ value }) => value);
const long = '20 years';

describe('the indicator feeds', () => {
  it('are one for each collection, apart from incidents, with the settings’ schedule, start and pages', async () => {
    const { feeds } = await openFeeds(
      {},
      { collections: ['ioc/common', 'malware/cnc'], every: '2 hours', first: '7 days', requests: 4 },
    );

    expect(feeds.map(({ name }) => name)).toEqual(['indicators/ioc/common', 'indicators/malware/cnc']);
    for (const { primary, schedule, pages, first } of feeds) {
      expect([primary, schedule, pages]).toEqual([false, { everyMs: 7_200_000 }, 4]);
      expect(first).toEqual({ kind: 'back', duration: { amount: 7, unit: 'day' } });
    }
  });

  it('are none where they are not configured', async () => {
    const { client, settings } = await openDesk();

    expect(indicatorFeeds(client, settings)).toEqual([]);
  });

  it('takes every hash, address, name and URL of the consolidated indicators', async () => {
    const { taken, readAll } = await openFeeds(
      { items: fixtureItems('ioc/common') },
      { collections: ['ioc/common'], first: long },
    );

    await readAll();

    const hashes = fixture('ioc/common').items.flatMap(({ hash }) => (hash ?? []) as readonly string[]);
    expect(valuesOf(taken)).toEqual(expect.arrayContaining([...hashes, '192.0.2.104', '192.0.2.238']));
    expect(taken.filter(({ kind }) => kind === 'url')).toHaveLength(1);
    expect(taken.find(({ value }) => value === '26d2c0ca876a875a96900562c8daf897')).toEqual({
      kind: 'file',
      value: '26d2c0ca876a875a96900562c8daf897',
      instance: 'acme',
      feed: 'indicators/ioc/common',
      sources: ['ioc/common'],
      tags: ['njRAT'],
      details: expect.arrayContaining([
        'Type: file',
        'Malware: njRAT',
        'Also known as: Bladabindi, Ratenjay',
      ]) as string[],
      tlp: 'AMBER',
      createdAt: '2024-09-27T21:00:00.000Z',
      updatedAt: '2024-09-27T21:00:00.000Z',
      expiresAt: days(90),
    });
  });

  it('takes what the record says of itself', async () => {
    const item = {
      id: '1',
      url: 'http://victim.example/',
      date: '2026-08-05T01:00:00+03:00',
      threatActor: { name: 'Sky008' },
      evaluation: { severity: 'orange', tlp: 'red', credibility: 80, ttl: 30 },
    };
    const { taken, readAll } = await openFeeds(
      { items: [{ collection: 'attacks/deface', item }] },
      { collections: ['attacks/deface'] },
    );

    await readAll();

    expect(taken).toEqual([
      expect.objectContaining({
        kind: 'url',
        value: 'http://victim.example',
        confidence: 80,
        severity: 'Medium',
        tlp: 'RED',
        tags: expect.arrayContaining(['Sky008']) as string[],
        expiresAt: days(30),
      }),
    ]);
  });

  it('lets the settings decide TLP, tags and expiry', async () => {
    const { taken, readAll } = await openFeeds(
      { items: fixtureItems('malware/cnc') },
      { collections: ['malware/cnc'], first: long, tlp: 'GREEN', tags: ['gib'], expire: '7 days' },
    );

    await readAll();

    expect(valuesOf(taken)).toEqual(['cnc-one.example', '192.0.2.75', 'cnc-three.example']);
    for (const { tlp, tags, expiresAt } of taken) expect([tlp, tags[0], expiresAt]).toEqual(['GREEN', 'gib', days(7)]);
  });

  it('gives them the TLP of the settings, whatever the record says', async () => {
    const { taken, readAll } = await openFeeds(
      { items: fixtureItems('attacks/deface') },
      { collections: ['attacks/deface'], first: long, tlp: 'RED' },
    );

    await readAll();

    expect(new Set(taken.map(({ tlp }) => tlp))).toEqual(new Set(['RED']));
  });

  it('takes all indicators of a record, however many', async () => {
    const indicators = Array.from({ length: 300 }, (_, n) => ({
      params: { domain: `n${n}.example`, ipv4: [`10.0.${n % 200}.1`] },
    }));
    const item = { id: '1', createdAt: '2026-08-05T01:00:00Z', indicators };
    const { taken, readAll } = await openFeeds(
      { items: [{ collection: 'apt/threat', item }] },
      { collections: ['apt/threat'] },
    );

    await readAll();

    expect(taken).toHaveLength(500);
  });

  it('says nothing of what is sensitive in a record', async () => {
    const item = {
      id: '1',
      login: 'someone',
      password: 'SECRET-1',
      dateFirstSeen: '2026-08-05T01:00:00Z',
      events: [{ cnc: { domain: 'cnc.example' }, person: { name: 'SECRET-1' } }],
    };
    const { taken, readAll } = await openFeeds(
      { items: [{ collection: 'compromised/account_group', item }] },
      { collections: ['compromised/account_group'] },
    );

    await readAll();

    expect(valuesOf(taken)).toEqual(['cnc.example']);
    expect(JSON.stringify(taken)).not.toContain('SECRET');
  });

  it('makes no incident, and keeps a place of its own, to which updates come again', async () => {
    const { desk, cursors, taken, read, readAll } = await openFeeds(
      { items: fixtureItems('ioc/common') },
      { collections: ['ioc/common'], first: long },
    );
    await readAll();
    const before = taken.length;
    const [item] = desk.sandbox.items('ioc/common');
    desk.sandbox.changeItem('ioc/common', String(item?.id), { fields: { dateLastSeen: '2026-08-05T00:00:00Z' } });

    const page = await read();

    expect([...cursors.keys()]).toEqual(['indicators/ioc/common']);
    expect(page.drafts).toEqual([]);
    expect(taken.length).toBeGreaterThan(before);
    expect(page.indicators.map(({ updatedAt }) => updatedAt)).toContain('2026-08-05T00:00:00.000Z');
  });

  it('leaves the others alone where one is not granted', async () => {
    const grants = [{ collection: 'malware/cnc', huntingRulesUsed: false }];
    const { feeds, taken, readAll } = await openFeeds(
      { grants, items: fixtureItems('malware/cnc') },
      { collections: ['ioc/common', 'malware/cnc'], first: long },
    );

    const error = await failureOf(readAll(feeds[0]));
    await readAll(feeds[1]);

    expect(error.message).toContain('not available for the current credentials: ioc/common');
    expect(taken).toHaveLength(3);
  });

  it('asks with the recommended page, and hunting rules only where they are forced', async () => {
    const { desk, feeds, read } = await openFeeds(
      {},
      { collections: ['ioc/common', 'osi/git_repository'] },
      { fetch: { huntingRules: true } },
    );

    for (const feed of feeds) await read(feed);

    const pages = desk.asked().filter((one) => one.includes('/updated'));
    expect(pages[0]).toMatch(/limit=5000/);
    expect(pages[0]).not.toContain('apply_hunting_rules');
    expect(pages[1]).toMatch(/osi\/git_repository.*apply_hunting_rules=1/);
  });
});
