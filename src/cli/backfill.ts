import { progress } from '@clack/prompts';
import type { PollReport } from '../ports/work.ts';
import type { Feed, Instance } from '../ports/vendor.ts';
import type { Store } from '../ports/store.ts';
import { parseInstant, resolveInstant } from '../domain/time.ts';
import { pollFeed } from '../pipeline/poll.ts';
import type { Wiring } from '../wiring.ts';
import type { ExitStatus, Io } from './io.ts';
import { instanceNamed } from './pick-instance.ts';
import type { CommonOptions } from './program.ts';
import { loadQuietWiring } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface BackfillOptions extends CommonOptions {
  readonly instance: string;
  readonly since: string;
  readonly post?: boolean;
}

/**
 * Takes in history from `since` on, page by page under a checkpoint of its own: cut off, it goes on where it was. The
 * schedule's own checkpoint is not touched. What it puts into the outbox is posted when the bot runs.
 */
export async function backfill(options: BackfillOptions, io: Io): Promise<ExitStatus> {
  const instant = parseInstant(options.since);
  if (instant === undefined)
    throw new UsageError(`--since: "${options.since}" is no point in time. Try "3 months" or an ISO 8601 timestamp.`);
  const wiring = await loadQuietWiring(options, io);
  const instance = instanceNamed(options.instance, wiring.instances);
  const since = resolveInstant(instant, wiring.clock.now());
  const store = await wiring.backend.openStore();
  try {
    for (const feed of instance.vendor.feeds.filter(({ primary }) => primary)) {
      await backfillFeed(feed, { instance, wiring, store, since, options }, io);
    }
    return 0;
  } finally {
    await store.close();
  }
}

interface Target {
  readonly instance: Instance;
  readonly wiring: Wiring;
  readonly store: Store;
  readonly since: string;
  readonly options: BackfillOptions;
}

async function backfillFeed(feed: Feed, { instance, wiring, store, since, options }: Target, io: Io): Promise<void> {
  const { max: _max, pages: _pages, ...unlimited } = feed;
  const stopping = new AbortController();
  void io.stopped.then(() => stopping.abort(new Error('stopped; run it again to go on')));
  const bar = io.interactive ? progress({ max: 1000 }) : undefined;
  bar?.start(`${instance.name} ${feed.name}`);
  let shown = 0;
  const onPage = (report: PollReport): void => {
    const read = report.created + report.updated + report.unchanged;
    bar?.advance(read - shown, inWords(report));
    if (bar === undefined && Math.floor(read / 500) > Math.floor(shown / 500)) io.err(`${inWords(report)}\n`);
    shown = read;
  };
  const report = await pollFeed(
    {
      instance,
      feed: unlimited,
      backfill: { checkpoint: `${feed.name}@backfill ${options.since}`, since, post: options.post ?? false },
      onPage,
    },
    { ...wiring, store, signal: stopping.signal, burst: wiring.config.burst },
  );
  bar?.stop(inWords(report));
  io.out(`${instance.name} ${feed.name}: ${inWords(report)}\n`);
}

function inWords({ created, updated, unchanged, rejected }: PollReport): string {
  return `${created} new, ${updated} changed, ${unchanged} known, ${rejected} could not be read`;
}
