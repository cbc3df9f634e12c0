import { describe, expect, it } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import { pollFeed } from '../../src/pipeline/poll.ts';
import { runPoll } from '../../src/pipeline/run-poll.ts';
import type { Store } from '../../src/ports/store.ts';
import { draft } from '../support/drafts.ts';
import { feed, instance, page, pollDeps, setClock } from '../support/pipeline.ts';
import { recordingLog } from '../support/recording.ts';

const ids = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));
const drafts = (from: number, count: number): ReturnType<typeof draft>[] =>
  ids(from, count).map((externalId) => draft({ externalId, raw: { externalId } }));

async function keys(store: Store): Promise<readonly string[]> {
  const { incidents } = await store.incidents({ limit: 1000 });
  return incidents.map(({ externalId }) => externalId).toSorted((a, b) => Number(a) - Number(b));
}

async function notices(store: Store): Promise<readonly string[]> {
  const titles: string[] = [];
  for (;;) {
    const entry = await store.nextEntry('#threat-intel');
    if (entry === undefined) return titles;
    if (entry.kind === 'notice') titles.push(entry.notice.title);
    await store.transact({ keys: [] }, () => ({ delivered: [entry.sequence], result: undefined }));
  }
}

describe('a poll', () => {
  it('reads page after page, each committed with its checkpoint before the next is asked', async () => {
    const deps = await pollDeps();
    const cursors: unknown[] = [];
    const alarms = feed(({ cursor }) => {
      cursors.push(cursor);
      const at = typeof cursor === 'number' ? cursor : 0;
      return page({ drafts: drafts(at * 10, 10), next: at + 1, more: at < 2 });
    });

    const report = await pollFeed({ instance: instance([alarms]), feed: alarms }, deps);

    expect(report).toMatchObject({ created: 30, more: false });
    expect(cursors).toEqual([undefined, 1, 2]);
    expect(await deps.store.checkpoint('acme', 'alarms')).toMatchObject({ cursor: 3 });
  });

  it('takes in no more than its limit, and the rest in the next polls, none skipped and none doubled', async () => {
    const deps = await pollDeps();
    const alarms = feed(
      ({ cursor }) => {
        const at = typeof cursor === 'number' ? cursor : 0;
        return page({ drafts: drafts(at * 10, 10), next: at + 1, more: at < 2 });
      },
      { max: 7 },
    );
    const target = { instance: instance([alarms]), feed: alarms };

    const reports = [];
    for (let turn = 0; turn < 5; turn += 1) reports.push(await pollFeed(target, deps));

    expect(reports.map(({ created }) => created)).toEqual([7, 7, 7, 7, 2]);
    expect(reports.map(({ more }) => more)).toEqual([true, true, true, true, false]);
    expect(await keys(deps.store)).toEqual(ids(0, 30));
  });

  it('keeps what was committed when a later page fails, and goes on there', async () => {
    const deps = await pollDeps();
    let failing = true;
    const alarms = feed(({ cursor }) => {
      if (cursor === 1 && failing) throw new VendorError('no answer', { kind: 'unreachable' });
      return cursor === undefined
        ? page({ drafts: drafts(0, 10), next: 1, more: true })
        : page({ drafts: drafts(10, 5), next: 2 });
    });
    const target = { instance: instance([alarms]), feed: alarms };

    await expect(pollFeed(target, deps)).rejects.toThrow('no answer');
    failing = false;
    const report = await pollFeed(target, deps);

    expect(report.created).toBe(5);
    expect(await keys(deps.store)).toEqual(ids(0, 15));
  });

  it('keeps a record that cannot be read, counts it, and tells the operator once', async () => {
    const deps = await pollDeps();
    const bad = { id: 'hash-1', reason: 'alarmCode: expected a whole number', raw: { title: 'x' } };
    const alarms = feed(() => page({ drafts: drafts(0, 1), rejected: [bad] }));
    const target = { instance: instance([alarms]), feed: alarms };

    await pollFeed(target, deps);
    await pollFeed(target, deps);

    expect(await notices(deps.store)).toEqual(['1 record from ThreatMon could not be read']);
    expect(await deps.store.rejections('acme')).toEqual([expect.objectContaining({ id: 'hash-1', count: 2 })]);
    expect(await keys(deps.store)).toEqual(['0']);
  });

  it('puts each remark of the vendor into the thread once', async () => {
    const deps = await pollDeps();
    const remark = {
      externalId: '0',
      id: 'r1',
      at: '2026-08-04T11:00:00.000Z',
      author: 'Analyst',
      text: 'It is real.',
    };
    const alarms = feed(() => page({ drafts: drafts(0, 1), remarks: [remark] }));
    const target = { instance: instance([alarms]), feed: alarms };

    await pollFeed(target, deps);
    await pollFeed(target, deps);

    expect(await deps.store.outboxDepth()).toBe(2);
    expect(await deps.store.incident('acme:0')).toMatchObject({ remarks: ['r1'] });
  });

  it('marks what the vendor should have returned and did not, and clears the mark when it comes again', async () => {
    const deps = await pollDeps();
    const pages = [page({ drafts: drafts(0, 2) }), page({ absent: ['1'] }), page({ drafts: drafts(0, 2) })];
    const alarms = feed(() => pages.shift() ?? page());
    const target = { instance: instance([alarms]), feed: alarms };

    await pollFeed(target, deps);
    await pollFeed(target, deps);
    const marked = await deps.store.incident('acme:1');
    await pollFeed(target, deps);

    expect(marked).toHaveProperty('absentSince');
    expect(await deps.store.incident('acme:1')).not.toHaveProperty('absentSince');
  });

  it('takes in a backfill silently and leaves the schedule’s checkpoint alone', async () => {
    const deps = await pollDeps();
    const alarms = feed(() => page({ drafts: drafts(0, 3) }));
    const backfill = { checkpoint: 'alarms@backfill', since: '2026-01-01T00:00:00.000Z', post: false };

    await pollFeed({ instance: instance([alarms]), feed: alarms, backfill }, deps);

    expect(await deps.store.outboxDepth()).toBe(0);
    expect(await deps.store.checkpoint('acme', 'alarms')).toBeUndefined();
    expect(await keys(deps.store)).toEqual(ids(0, 3));
  });
});

describe('an operator', () => {
  it.each([
    ['at once of refused credentials', 'unauthorized', 1],
    ['at once of an answer that cannot be read', 'malformed', 1],
    ['at the fifth failure in a row of no answer', 'unreachable', 5],
  ] as const)('is told %s, once, and when it works again', async (_, kind, after) => {
    const clock = setClock();
    const deps = await pollDeps(clock);
    let failing = true;
    const alarms = feed(() => {
      if (failing) throw new VendorError('it does not work', { kind });
      return page();
    });
    const target = { instance: instance([alarms]), feed: alarms };
    const fail = async (): Promise<unknown> => runPoll(target, deps).catch((error: unknown) => error);

    for (let turn = 1; turn < after; turn += 1) await fail();
    const before = await notices(deps.store);
    await fail();
    await fail();
    const during = await notices(deps.store);
    failing = false;
    await runPoll(target, deps);

    expect(before).toEqual([]);
    expect(during).toEqual(['ThreatMon (acme) cannot be read']);
    expect(await notices(deps.store)).toEqual(['ThreatMon (acme) is read again']);
  });

  it('can follow in the log what came and when it worked again; what brought nothing is for debugging', async () => {
    const { log, lines } = recordingLog();
    const deps = { ...(await pollDeps()), log };
    const pages = [
      page(),
      page({ drafts: drafts(0, 1) }),
      page({ drafts: drafts(0, 1) }),
      undefined,
      page({ rejected: [{ id: '1', reason: 'no identity', raw: {} }] }),
    ];
    const alarms = feed(() => {
      const next = pages.shift();
      if (next === undefined) throw new VendorError('no answer', { kind: 'unreachable' });
      return next;
    });

    for (let turn = 0; turn < 5; turn += 1)
      await runPoll({ instance: instance([alarms]), feed: alarms }, deps).catch(() => undefined);

    const told = lines
      .filter(({ message }) => message.startsWith('poll '))
      .map(({ level, message }) => [level, message]);
    expect(told).toEqual([
      ['debug', 'poll finished'],
      ['info', 'poll finished'],
      ['debug', 'poll finished'],
      ['warn', 'poll failed'],
      ['info', 'poll finished'],
      ['info', 'poll works again'],
    ]);
  });
});
