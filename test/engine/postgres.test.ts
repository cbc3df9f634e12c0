import { expect, it, vi } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import type { Feed, Instance } from '../../src/ports/vendor.ts';
import type { Chore } from '../../src/ports/work.ts';
import { draft } from '../support/drafts.ts';
import { feed, instance, page } from '../support/pipeline.ts';
import { execute } from '../support/postgres.ts';
import { describePostgres } from '../support/postgres-suite.ts';
import { replicaOn } from './replicas.ts';
import { patience } from '../support/patience.ts';

const everySecond = { schedule: { everyMs: 1000 } };

/** Replicas with the same instances on a new database, started together. */
async function together(count: number, url: string, instances: readonly Instance[]) {
  const replicas = await Promise.all(Array.from({ length: count }, async () => replicaOn({ url, instances })));
  await Promise.all(replicas.map(async ({ engine }) => engine.start()));
  return replicas;
}

function counting(over: Partial<Feed> = {}): { readonly feed: Feed; reads: number } {
  const counted = {
    reads: 0,
    feed: feed(() => {
      counted.reads += 1;
      return page();
    }, over),
  };
  return counted;
}

function named(name: string, ...feeds: readonly Feed[]): Instance {
  return { ...instance(feeds), name };
}

describePostgres('engines of several replicas', (server) => {
  it('read a feed once a period between them', async () => {
    const hourly = counting({ schedule: { everyMs: 3_600_000 } });
    const quick = counting(everySecond);
    await together(3, await server().freshDatabase(), [named('hourly', hourly.feed), named('quick', quick.feed)]);

    await vi.waitFor(() => expect(quick.reads).toBeGreaterThanOrEqual(4), patience);

    expect(hourly.reads).toBe(1);
  });

  it('never read two feeds of one instance at once, whoever asks', async () => {
    let atOnce = 0;
    let most = 0;
    let reads = 0;
    const url = await server().freshDatabase();
    const slow = async (): Promise<ReturnType<typeof page>> => {
      most = Math.max(most, (atOnce += 1));
      reads += 1;
      // A connection of its own takes longer than another replica needs to take the other feed.
      await execute(url, 'select 1');
      atOnce -= 1;
      return page();
    };
    const feeds = [feed(slow, everySecond), feed(slow, { ...everySecond, name: 'refresh' })];
    const [one, two] = await together(2, url, [instance(feeds)]);

    const fetched = [one, two, one, two].map(async (replica) => replica?.engine.fetchNow('acme'));
    await Promise.all(fetched);
    await vi.waitFor(() => expect(reads).toBeGreaterThan(10), patience);

    expect(most).toBe(1);
  });

  it('leave a paused instance alone until it is resumed', async () => {
    const held = counting(everySecond);
    const quick = counting(everySecond);
    const url = await server().freshDatabase();
    const { store } = await replicaOn({ url });
    const pause = { instance: 'held', by: 'U1', at: '2026-08-04T12:00:00.000Z', reason: '' };
    await store.transact({ keys: [] }, () => ({ pause, result: undefined }));
    await together(2, url, [named('held', held.feed), named('quick', quick.feed)]);

    await vi.waitFor(() => expect(quick.reads).toBeGreaterThanOrEqual(3), patience);
    const whilePaused = held.reads;
    await store.transact({ keys: [] }, () => ({ resume: 'held', result: undefined }));

    await vi.waitFor(() => expect(held.reads).toBeGreaterThan(0), patience);
    expect(whilePaused).toBe(0);
  });

  it('read a feed as its cron expression says', async () => {
    const clocked = counting({ schedule: { cron: '* * * * * *' } });
    const yearly = counting({ schedule: { cron: '0 0 29 2 *' } });
    await together(2, await server().freshDatabase(), [named('clocked', clocked.feed), named('yearly', yearly.feed)]);

    await vi.waitFor(() => expect(clocked.reads).toBeGreaterThanOrEqual(2), patience);

    expect(yearly.reads).toBe(0);
  });

  it('leave a feed alone that failed, for as long as its vendor asks', async () => {
    let failed = 0;
    let isLimited = false;
    const failing = feed(() => {
      if (!isLimited) return page();
      failed += 1;
      throw new VendorError('not now', { kind: 'rate-limited', retryAfterMs: 3_600_000 });
    }, everySecond);
    const quick = counting(everySecond);
    await together(2, await server().freshDatabase(), [named('failing', failing), named('quick', quick.feed)]);

    // A replica that starts looks at once at what failed: both have to be there before.
    isLimited = true;
    await vi.waitFor(() => expect(failed).toBe(1), patience);
    const before = quick.reads;
    await vi.waitFor(() => expect(quick.reads).toBeGreaterThanOrEqual(before + 3), patience);

    expect(failed).toBe(1);
  });

  it('let a feed that left something be due within a minute', async () => {
    const url = await server().freshDatabase();
    let reads = 0;
    const full = feed(() => page({ drafts: [draft({ externalId: String((reads += 1)) })], more: true, next: reads }), {
      schedule: { everyMs: 3_600_000 },
      max: 1,
    });
    await together(1, url, [named('full', full)]);

    const dueInSeconds = async (): Promise<number> => {
      const [row] = await execute(url, 'select extract(epoch from due_at - now()) as seconds from picket.schedule');
      return Number(row?.['seconds']);
    };

    await vi.waitFor(async () => expect(await dueInSeconds()).toBeGreaterThan(30), patience);
    expect(await dueInSeconds()).toBeLessThanOrEqual(60);
  });

  it('do a chore once a period between them, some at the start and some only after a period', async () => {
    const url = await server().freshDatabase();
    const quick = counting(everySecond);
    const done: string[] = [];
    const chore = (name: string, atStart: boolean): Chore => ({
      name,
      everyMs: 3_600_000,
      atStart,
      run: async () => void done.push(name),
    });
    const options = {
      url,
      instances: [named('quick', quick.feed)],
      chores: [chore('sweep', true), chore('prune', false)],
    };
    const replicas = await Promise.all([1, 2].map(async () => replicaOn(options)));

    await Promise.all(replicas.map(async ({ engine }) => engine.start()));
    await vi.waitFor(() => expect(quick.reads).toBeGreaterThanOrEqual(3), patience);
    const atFirst = [...done];
    const third = await replicaOn(options);
    await third.engine.start();

    await vi.waitFor(() => expect(done).toEqual(['sweep', 'sweep']), patience);
    expect(atFirst).toEqual(['sweep']);
  });

  it('give up what they hold when they stop, so that another one goes on at once', async () => {
    const url = await server().freshDatabase();
    const reading = Promise.withResolvers<void>();
    const stuck = feed(async ({ signal }) => {
      reading.resolve();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    const [first] = await together(1, url, [named('acme', stuck)]);
    const { store } = await replicaOn({ url });
    await reading.promise;
    const whileReading = await store.hold({ name: 'poll:acme', token: 'another' }, 1000);

    await first?.engine.stop();

    expect(whileReading).toBe(false);
    expect(await store.hold({ name: 'poll:acme', token: 'another' }, 1000)).toBe(true);
  });

  it.each([
    ['throws', (reject: (reason: Error) => void) => reject(new Error('stopping'))],
    ['ends early', (_: unknown, resolve: () => void) => resolve()],
  ])('leave a chore due that %s when its replica stops', async (_, end) => {
    const url = await server().freshDatabase();
    const begun: string[] = [];
    const choreOf = (who: string, run: Chore['run']): Chore => ({
      name: 'sweep',
      everyMs: 3_600_000,
      atStart: false,
      run: async (under) => {
        begun.push(who);
        await run(under);
      },
    });
    const untilStopped: Chore['run'] = async ({ signal }) =>
      new Promise((resolve, reject) => signal.addEventListener('abort', () => end(reject, resolve)));
    const one = await replicaOn({ url, chores: [choreOf('one', untilStopped)] });
    await one.engine.start();
    await execute(url, 'update picket.schedule set due_at = now()');
    await vi.waitFor(() => expect(begun).toEqual(['one']), patience);
    const two = await replicaOn({ url, chores: [choreOf('two', async () => undefined)] });
    await two.engine.start();

    await one.engine.stop();

    await vi.waitFor(() => expect(begun).toEqual(['one', 'two']), patience);
  });
});
