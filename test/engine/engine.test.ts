import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import { backoffMs, putOff, takeIfDue } from '../../src/engine/backoff.ts';
import type { DueFeed } from '../../src/engine/backoff.ts';
import { createEmbeddedEngine } from '../../src/engine/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { systemClock } from '../../src/ops/clock.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Instance } from '../../src/ports/vendor.ts';
import { draft } from '../support/drafts.ts';
import { feed, instance, page, pollDeps } from '../support/pipeline.ts';
import { quietNotifier } from '../support/quiet-notifier.ts';
import { patience } from '../support/patience.ts';

interface Running {
  readonly engine: Engine;
  readonly store: Store;
  readonly posted: string[];
}

async function running(instances: readonly Instance[], post?: (channel: string) => Promise<void>): Promise<Running> {
  const { signal: _signal, ...poll } = await pollDeps(systemClock());
  const { store, clock, log, metrics } = poll;
  const posted: string[] = [];
  const notifier: Notifier = {
    ...quietNotifier(),
    async postIncident(channel, { incident: { key } }, begin) {
      await begin();
      await post?.(channel);
      posted.push(`${channel} ${key}`);
      return { channelId: channel, messageTs: `${posted.length}.0` };
    },
  };
  const engine = createEmbeddedEngine({
    instances,
    poll,
    deliver: {
      store,
      notifier,
      clock,
      log,
      metrics,
      present: () => ({ source: 'ThreatMon', facts: [], tables: [], actions: [] }),
      attachment: async () => undefined,
      runPlaybook: async () => undefined,
      fallbackChannel: '#threat-intel',
      slackCommand: '/threat',
    },
    chores: [],
  });
  onTestFinished(async () => engine.stop());
  return { engine, store, posted };
}

describe('the embedded engine', () => {
  it('polls at its start and again each period, and posts what came', async () => {
    let polls = 0;
    const alarms = feed(() => page({ drafts: [draft({ externalId: String((polls += 1)), raw: { polls } })] }), {
      schedule: { everyMs: 1000 },
    });
    const { engine, posted } = await running([instance([alarms])]);

    await engine.start();

    await vi.waitFor(
      () => expect(posted.slice(0, 2)).toEqual(['#threat-intel acme:1', '#threat-intel acme:2']),
      patience,
    );
  });

  it('never runs two polls of one instance at once', async () => {
    let atOnce = 0;
    let most = 0;
    const slow = async (): Promise<ReturnType<typeof page>> => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => void setImmediate(resolve));
      atOnce -= 1;
      return page();
    };
    const feeds = [feed(slow), feed(slow, { name: 'refresh' })];
    const { engine } = await running([instance(feeds)]);

    await Promise.all([engine.fetchNow('acme'), engine.fetchNow('acme'), engine.fetchNow('acme')]);

    expect(most).toBe(1);
  });

  it('polls no instance that is paused, and polls it again when it is resumed', async () => {
    let polls = 0;
    const alarms = feed(
      () => {
        polls += 1;
        return page();
      },
      { schedule: { everyMs: 1000 } },
    );
    const other = feed(() => page({ drafts: [draft()] }), { schedule: { everyMs: 1000 } });
    const { engine, store, posted } = await running([instance([alarms]), { ...instance([other]), name: 'other' }]);
    const pause = { instance: 'acme', by: 'U1', at: '2026-08-04T12:00:00.000Z', reason: '' };
    await store.transact({ keys: [] }, () => ({ pause, result: undefined }));

    await engine.start();
    await vi.waitFor(() => expect(posted).toHaveLength(1), patience);
    const whilePaused = polls;
    await store.transact({ keys: [] }, () => ({ resume: 'acme', result: undefined }));

    await vi.waitFor(() => expect(polls).toBeGreaterThan(0), patience);
    expect(whilePaused).toBe(0);
  });

  it('lets no channel wait for another', async () => {
    const alarms = feed(() => page({ drafts: [draft({ externalId: '1' })] }));
    const others = feed(() => page({ drafts: [draft({ externalId: '2' })] }));
    const gate = Promise.withResolvers<void>();
    const slow = { ...instance([alarms]), channel: '#slow' };
    const quick = { ...instance([others]), name: 'other', channel: '#quick' };
    const { engine, posted } = await running([slow, quick], async (channel) =>
      channel === '#slow' ? gate.promise : undefined,
    );
    // Before the engine is stopped, which waits for it.
    onTestFinished(() => gate.resolve());

    await engine.start();

    await vi.waitFor(() => expect(posted).toEqual(['#quick other:2']), patience);
  });

  it('waits at its end for what is in flight', async () => {
    const gate = Promise.withResolvers<void>();
    const alarms = feed(() => page({ drafts: [draft()] }));
    const { engine, store, posted } = await running([instance([alarms])], async () => gate.promise);
    await engine.fetchNow('acme');
    engine.wake();
    await vi.waitFor(async () => expect(await store.channelsWaiting()).toEqual(['#threat-intel']), patience);

    const stopped = engine.stop();
    gate.resolve();
    await stopped;

    expect(posted).toHaveLength(1);
    expect(await store.outboxDepth()).toBe(0);
  });
});

describe('a feed’s next instant', () => {
  const due = (dueAt: number): DueFeed => {
    const alarms = feed(() => page());
    return { instance: instance([alarms]), feed: alarms, dueAt, aheadMs: 1000, failures: 0, busy: false };
  };

  it('is never one that has passed, however many were missed', () => {
    const late = due(1000);

    expect(takeIfDue(late, 1000, 10_500)).toBe(true);
    expect(late.dueAt).toBe(11_000);
    expect(takeIfDue(late, 1000, 10_900)).toBe(false);
  });

  it('does not lie beyond a clock that was set back', () => {
    const ahead = due(3001);

    expect(takeIfDue(ahead, 1000, 2000)).toBe(true);
  });

  it('is as far ahead as the vendor asks for, be it an hour', () => {
    const hour = 3_600_000;
    const limited = due(2000);
    putOff(limited, new VendorError('x', { kind: 'rate-limited', retryAfterMs: hour }), { everyMs: 1000, nowMs: 1000 });

    expect(takeIfDue(limited, 1000, hour)).toBe(false);
    expect(takeIfDue(limited, 1000, hour + 1000)).toBe(true);
  });

  it.each([
    ['doubles with each failure', new VendorError('x', { kind: 'unreachable' }), 3, 60_000, 240_000],
    ['is at most five minutes', new VendorError('x', { kind: 'unreachable' }), 9, 60_000, 300_000],
    [
      'is at most fifteen where the credentials are refused',
      new VendorError('x', { kind: 'unauthorized' }),
      9,
      60_000,
      900_000,
    ],
    [
      'is what the vendor asks for',
      new VendorError('x', { kind: 'rate-limited', retryAfterMs: 7000 }),
      4,
      60_000,
      7000,
    ],
    ['is no shorter than its period', new Error('x'), 1, 3_600_000, 3_600_000],
  ])('after failures %s', (_, error, failures, everyMs, expected) => {
    expect(backoffMs(error, failures, everyMs)).toBe(expected);
  });
});
