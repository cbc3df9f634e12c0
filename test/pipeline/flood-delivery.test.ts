import { describe, expect, it } from 'vitest';
import { summaryId } from '../../src/domain/summary.ts';
import type { DeliverDeps } from '../../src/pipeline/deliver.ts';
import { desk, fault, shown } from '../support/delivery.ts';
import { drain, fateOf, incidentsOf, takeIn } from '../support/floods.ts';

const channel = '#threat-intel';
const summary = summaryId(channel, 'p1');

describe('a poll with more new incidents than `burst`', () => {
  it('posts the worst singly and all others as one summary', async () => {
    const { deps, said } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 40));

    await drain(deps);

    const { single, listed } = await fateOf(deps, 40);
    expect(said.slice(0, 15).every((text) => text.startsWith('post'))).toBe(true);
    expect(said.slice(15)).toEqual([`summary ${channel} 25`]);
    // Of forty, eight are critical and eight high.
    expect(single).toHaveLength(15);
    const posted = await Promise.all(single.map(async (key) => deps.store.incident(key)));
    expect(posted.every((one) => one?.severity === 'critical' || one?.severity === 'high')).toBe(true);
    expect(listed).toHaveLength(25);
    expect(await deps.store.summary(summary)).toMatchObject({
      source: 'ThreatMon',
      instance: 'acme',
      single: 15,
      severities: { high: 1, medium: 8, low: 8, unknown: 8 },
      types: { 'Phishing Domain Detected': 25 },
      message: { channelId: 'C1' },
    });
  });

  it.each([
    [15, 15, 0],
    [16, 15, 1],
  ])('of %i posts %i singly and %i together', async (count, single, together) => {
    const { deps } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, count));

    await drain(deps);

    const fate = await fateOf(deps, count);
    expect([fate.single.length, fate.listed.length]).toEqual([single, together]);
  });

  it('lets later pages join the summary, which is edited', async () => {
    const { deps, said } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 10));
    await drain(deps);
    await takeIn(deps.store, incidentsOf(11, 30));
    await drain(deps);
    await takeIn(deps.store, incidentsOf(31, 60));

    await drain(deps);

    expect(said.filter((text) => text.startsWith('post'))).toHaveLength(15);
    expect(said.filter((text) => !text.startsWith('post'))).toEqual([
      `summary ${channel} 15`,
      'update summary 16.0 45',
    ]);
  });

  it('prefers what a later page brings to what still waits, where that is worse', async () => {
    const { deps } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 20, { severity: 'low' }));
    const [first] = incidentsOf(21, 21, { severity: 'critical' });
    if (first === undefined) throw new Error('one incident was asked for');
    await takeIn(deps.store, [first]);

    await drain(deps);

    const { single } = await fateOf(deps, 21);
    expect(single).toContain(first.key);
    expect(single).toHaveLength(15);
  });

  it('counts each poll and each channel by itself', async () => {
    const { deps, said } = await desk([]);
    const elsewhere = {
      routing: { channel: '#other', mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    } as const;
    await takeIn(deps.store, incidentsOf(1, 10));
    await takeIn(deps.store, incidentsOf(11, 20), { poll: 'p2', burst: 15 });
    await takeIn(deps.store, incidentsOf(21, 30, elsewhere));

    await drain(deps);
    await drain(deps, '#other');

    expect(said).toHaveLength(30);
    expect(said.every((text) => text.startsWith('post'))).toBe(true);
  });

  it('posts nothing singly where `burst` is none at all', async () => {
    const { deps, said } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 2), { poll: 'p1', burst: 0 });

    await drain(deps);

    expect(said).toEqual([`summary ${channel} 2`]);
  });
});

describe('an incident of a summary', () => {
  it('gets a message of its own, with all its files, when it changes in a later poll', async () => {
    const { deps, said } = await desk([]);
    const [one] = incidentsOf(1, 1, { attachments: ['a.csv', 'b.csv'] });
    if (one === undefined) throw new Error('one incident was asked for');
    await takeIn(deps.store, [one], { poll: 'p1', burst: 0 });
    await drain(deps);

    await takeIn(deps.store, [{ ...one, revision: 2 }], { poll: 'p2', burst: 15 });
    await drain(deps);

    expect(said).toEqual([`summary ${channel} 1`, `post ${channel} 2`, 'file 2.0 a.csv', 'file 2.0 b.csv']);
  });

  it('is posted when it is asked for by itself, however many others wait', async () => {
    const { deps, said } = await desk([]);
    const found = incidentsOf(1, 20);
    const last = found.at(-1);
    await takeIn(deps.store, found, { poll: 'p1', burst: 0 });
    await deps.store.transact({ keys: [] }, () => ({
      enqueue: [{ ...shown, key: last?.key ?? '' }],
      result: undefined,
    }));

    await drain(deps);

    const fate = await fateOf(deps, 20);
    expect(said.toSorted()).toEqual([`post ${channel} 1`, `summary ${channel} 19`]);
    expect(fate.single).toEqual([last?.key]);
    expect(fate.listed).not.toContain(last?.key);
  });

  it('has no part in a summary once it has its message: its newest state is shown there', async () => {
    const { deps, said } = await desk([]);
    const found = incidentsOf(1, 30);
    await takeIn(deps.store, found);
    const first = found[0];
    // Posted by somebody else while its marked entry waits.
    await deps.store.transact({ keys: [] }, () => ({
      incidents: first === undefined ? [] : [{ ...first, message: { channelId: 'C1', messageTs: '0.9' } }],
      result: undefined,
    }));

    await drain(deps);

    const { listed } = await fateOf(deps, 30);
    expect(listed).not.toContain(first?.key);
    expect(said).toContain('update 0.9 1');
    expect(listed).toHaveLength(14);
  });
});

describe('the message of a summary', () => {
  it('is posted once, however its first post ended', async () => {
    const { deps, said, faults, found, clock } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 3), { poll: 'p1', burst: 0 });
    faults.push(fault('unknown'));
    await drain(deps);
    found.post = { channelId: 'C1', messageTs: '7.0' };

    clock.set('2026-08-04T13:00:00.000Z');
    await drain(deps);

    expect(said).toEqual(['update summary 7.0 3']);
    expect(await deps.store.summary(summary)).toMatchObject({ message: { messageTs: '7.0' } });
  });

  it('is posted anew where somebody deleted it', async () => {
    const { deps, said, faults } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 3), { poll: 'p1', burst: 0 });
    await drain(deps);
    await takeIn(deps.store, incidentsOf(4, 5), { poll: 'p1', burst: 0 });
    faults.push(fault('gone'));

    await drain(deps);

    expect(said).toEqual([`summary ${channel} 3`, `summary ${channel} 5`]);
  });
});

describe('a summary that grows while its message is being edited', () => {
  it('is edited once more', async () => {
    const { deps, said } = await desk([]);
    await takeIn(deps.store, incidentsOf(1, 3), { poll: 'p1', burst: 0 });
    await drain(deps);
    await takeIn(deps.store, incidentsOf(4, 4), { poll: 'p1', burst: 0 });
    const growing: DeliverDeps['notifier']['updateSummary'] = async (message, shownNow) => {
      await deps.notifier.updateSummary(message, shownNow);
      if (shownNow.revision > 2) return;
      const grown = { ...shownNow, keys: [...shownNow.keys, 'acme:5'], revision: shownNow.revision + 1 };
      await deps.store.transact({ keys: [] }, () => ({
        summaries: [grown],
        // Merges into the entry that is being worked on.
        enqueue: [{ kind: 'summary', id: summary, channel, createdAt: shown.createdAt }],
        result: undefined,
      }));
    };

    await drain({ ...deps, notifier: { ...deps.notifier, updateSummary: growing } });

    expect(said).toEqual([`summary ${channel} 3`, 'update summary 1.0 4', 'update summary 1.0 5']);
  });
});
