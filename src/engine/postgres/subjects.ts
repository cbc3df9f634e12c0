import { runPoll } from '../../pipeline/run-poll.ts';
import type { RunPollDeps } from '../../pipeline/run-poll.ts';
import type { Log } from '../../ports/log.ts';
import type { Feed, Instance } from '../../ports/vendor.ts';
import type { Chore, PollReport } from '../../ports/work.ts';
import { sumReports } from '../polls.ts';
import { withSubject } from './rota.ts';
import type { RotaDeps, Subject, Task } from './rota.ts';
import type { Tenure } from './tenure.ts';

export interface PollingDeps {
  readonly poll: Omit<RunPollDeps, 'lease'>;
  /** After each page and each run that may have put work into the outbox. */
  readonly onPolled: () => void;
}

/** How soon an instance is asked for again that is being polled elsewhere. */
const elsewhereMs = 250;

/** The name of an instance's subject. */
export function pollOf(instance: string): string {
  return `poll:${instance}`;
}

/** An instance's feeds, read one after another. What fails in a read is told by `runPoll`. */
export function pollSubject(instance: Instance, deps: PollingDeps): Subject {
  const tasks = instance.vendor.feeds.map((feed) => {
    const run = async (tenure: Tenure): Promise<PollReport> => pollFeed({ instance, feed }, tenure, deps);
    return [feed.name, { schedule: feed.schedule, begins: 'at-first', run } satisfies Task] as const;
  });
  return { name: pollOf(instance.name), tasks: new Map(tasks) };
}

export function choreSubject(chore: Chore, log: Log): Subject {
  const { name, everyMs, atStart } = chore;
  const work = async (tenure: Tenure): Promise<{ readonly more: boolean }> => {
    try {
      await chore.run(tenure);
    } catch (error) {
      if (!tenure.signal.aborted)
        log.error({ chore: name, error: String(error) }, 'a chore failed; its next turn tries again');
    }
    // Cut off is not done, whether it threw or ended early: another replica does it anew.
    tenure.signal.throwIfAborted();
    return { more: false };
  };
  const task: Task = { schedule: { everyMs }, begins: atStart ? 'at-start' : 'later', run: work };
  return { name: `chore:${name}`, tasks: new Map([['', task]]) };
}

/** Polls an instance's primary feeds now, after a poll that runs on any replica. Errors: what the polls throw. */
export async function fetchPrimary(
  instance: Instance,
  deps: PollingDeps & Pick<RotaDeps, 'store' | 'signal' | 'table'>,
): Promise<PollReport> {
  const feeds = instance.vendor.feeds.filter(({ primary }) => primary);
  for (;;) {
    const done = await withSubject(pollOf(instance.name), deps, async (tenure) => {
      let report = sumReports(undefined, undefined);
      for (const feed of feeds) report = sumReports(report, await pollFeed({ instance, feed }, tenure, deps));
      return report;
    });
    if (done !== undefined) return done.result;
    // A poll that is due meanwhile finds the instance taken, and comes again by itself.
    await deps.poll.clock.sleep(elsewhereMs, deps.signal);
  }
}

async function pollFeed(
  target: { readonly instance: Instance; readonly feed: Feed },
  { signal, lease }: Tenure,
  { poll, onPolled }: PollingDeps,
): Promise<PollReport> {
  return runPoll({ ...target, onPage: onPolled }, { ...poll, signal, lease }).finally(onPolled);
}
