import PQueue from 'p-queue';
import { runPoll } from '../pipeline/run-poll.ts';
import type { RunPollDeps } from '../pipeline/run-poll.ts';
import type { Feed, Instance } from '../ports/vendor.ts';
import type { PollReport } from '../ports/work.ts';
import { putOff, takeIfDue } from './backoff.ts';
import type { DueFeed } from './backoff.ts';
import { startCron, startTicks } from './timer.ts';
import type { Timer } from './timer.ts';

/** Polls at once in one process. Each instance by itself is polled by one run at a time. */
const pollsAtOnce = 16;
const lookEveryMs = 1000;

export interface Polls {
  start(): readonly Timer[];
  fetchNow(name: string): Promise<PollReport>;
  idle(): Promise<void>;
}

/** Which feed runs when, in one process. `onPolled` is called after each run that may have put work into the outbox. */
export function createPolls(instances: readonly Instance[], deps: RunPollDeps, onPolled: () => void): Polls {
  const pool = new PQueue({ concurrency: pollsAtOnce });
  const lanes = new Map(instances.map(({ name }) => [name, new PQueue({ concurrency: 1 })]));
  const startedAt = deps.clock.now().getTime();
  const feeds = instances
    .filter(({ fetchEnabled }) => fetchEnabled)
    .flatMap((instance) => instance.vendor.feeds.map((feed) => newlyDue(instance, feed, startedAt)));

  const run = async (instance: Instance, feed: Feed): Promise<PollReport> => {
    const lane = lanes.get(instance.name) ?? pool;
    return lane.add(async () =>
      pool.add(async () => {
        const onPage = (): void => onPolled();
        return runPoll({ instance, feed, onPage }, deps).finally(onPolled);
      }),
    );
  };

  return {
    start: () => startTasks(feeds, { run, deps }),
    async fetchNow(name) {
      const instance = instances.find((one) => one.name === name);
      if (instance === undefined) throw new Error(`there is no instance ${name}`);
      let report: PollReport | undefined;
      for (const feed of instance.vendor.feeds.filter(({ primary }) => primary)) {
        report = sumReports(report, await run(instance, feed));
      }
      return report ?? sumReports(undefined, undefined);
    },
    async idle() {
      await Promise.all([...lanes.values(), pool].map(async (lane) => lane.onIdle()));
    },
  };
}

function newlyDue(instance: Instance, feed: Feed, startedAt: number): DueFeed {
  return { instance, feed, dueAt: startedAt, aheadMs: 0, failures: 0, busy: false };
}

interface TaskDeps {
  readonly run: (instance: Instance, feed: Feed) => Promise<PollReport>;
  readonly deps: RunPollDeps;
}

/** One tick a second for everything with a period, and a task of its own for each cron expression. */
function startTasks(feeds: readonly DueFeed[], { run, deps }: TaskDeps): readonly Timer[] {
  const tick = async (): Promise<void> => {
    const paused = await pausedInstances(deps);
    const nowMs = deps.clock.now().getTime();
    for (const due of feeds) {
      const { schedule } = due.feed;
      if ('cron' in schedule || due.busy || paused.has(due.instance.name)) continue;
      if (takeIfDue(due, schedule.everyMs, nowMs)) void runDue(due, { run, deps });
    }
  };
  const clocked = feeds.flatMap((due) => {
    const { schedule } = due.feed;
    if (!('cron' in schedule)) return [];
    const work = async (): Promise<void> => {
      const paused = await pausedInstances(deps);
      if (!due.busy && !paused.has(due.instance.name)) await runDue(due, { run, deps });
    };
    return [startCron(`${due.instance.name} ${due.feed.name}`, schedule.cron, { work, log: deps.log })];
  });
  return [startTicks(lookEveryMs, { work: tick, log: deps.log }), ...clocked];
}

async function pausedInstances({ store, log }: RunPollDeps): Promise<ReadonlySet<string>> {
  try {
    return new Set((await store.pauses()).map(({ instance }) => instance));
  } catch (error) {
    log.error({ error: String(error) }, 'the store could not be asked which instances are paused');
    return new Set();
  }
}

async function runDue(due: DueFeed, { run, deps }: TaskDeps): Promise<void> {
  const { schedule } = due.feed;
  const everyMs = 'everyMs' in schedule ? schedule.everyMs : 60_000;
  due.busy = true;
  try {
    const report = await run(due.instance, due.feed);
    due.failures = 0;
    // What a run left at its limit is taken in without waiting for the next period of an hour or a day.
    if (report.more) due.dueAt = Math.min(due.dueAt, deps.clock.now().getTime() + 60_000);
  } catch (error) {
    putOff(due, error, { everyMs, nowMs: deps.clock.now().getTime() });
  } finally {
    due.busy = false;
  }
}

/** What several feeds of an instance brought together. */
export function sumReports(a: PollReport | undefined, b: PollReport | undefined): PollReport {
  return {
    created: (a?.created ?? 0) + (b?.created ?? 0),
    updated: (a?.updated ?? 0) + (b?.updated ?? 0),
    unchanged: (a?.unchanged ?? 0) + (b?.unchanged ?? 0),
    rejected: (a?.rejected ?? 0) + (b?.rejected ?? 0),
    indicators: (a?.indicators ?? 0) + (b?.indicators ?? 0),
    more: (a?.more ?? false) || (b?.more ?? false),
  };
}
