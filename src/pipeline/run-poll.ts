import { StoreError, VendorError } from '../domain/errors.ts';
import type { VendorErrorKind } from '../domain/errors.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import type { FeedHealth, Health } from '../ports/health.ts';
import type { PollReport } from '../ports/work.ts';
import { pollFeed } from './poll.ts';
import type { PollDeps, PollTarget } from './poll.ts';

export interface RunPollDeps extends PollDeps {
  readonly health: Health;
}

/** How many failures in a row of a passing kind the operator hears of: a single lost poll is no news. */
const newsworthyFailures = 5;

/**
 * A poll with everything around it: counted, timed, logged, shown in health, told to the operator when it begins to
 * fail and when it works again. Errors: what `pollFeed` throws, after it is recorded.
 */
export async function runPoll(target: PollTarget, deps: RunPollDeps): Promise<PollReport> {
  const { instance, feed } = target;
  const { clock, log, metrics, health } = deps;
  const place = { instance: instance.name, feed: feed.name };
  const startedAt = clock.now().getTime();
  const seconds = (): number => (clock.now().getTime() - startedAt) / 1000;
  try {
    const report = await pollFeed(target, deps);
    metrics.fetched(instance.name, 'ok', seconds());
    log[isNews(report) ? 'info' : 'debug']({ ...place, ...report, seconds: seconds() }, 'poll finished');
    await tellRecovery(target, deps);
    await health.succeeded(place, clock.now().toISOString(), report.rejected);
    return report;
  } catch (error) {
    if (deps.signal.aborted || isLeft(error)) throw error;
    const failure = describeFailure(error);
    metrics.fetched(instance.name, 'failed', seconds());
    log.warn({ ...place, ...failure, seconds: seconds() }, 'poll failed');
    await health.failed(place, { at: clock.now().toISOString(), ...failure });
    await tellFailure(target, failure, deps);
    throw error;
  }
}

/** Most polls bring nothing: a line for each of them would bury the others. */
function isNews({ created, updated, rejected, indicators }: PollReport): boolean {
  return created + updated + rejected + indicators > 0;
}

/** Another replica reads the feed now: nothing of it failed. */
function isLeft(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'lease-lost';
}

interface Failure {
  readonly kind: VendorErrorKind | 'internal';
  readonly message: string;
}

function describeFailure(error: unknown): Failure {
  if (error instanceof VendorError) return { kind: error.kind, message: error.message };
  return { kind: 'internal', message: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown fault' };
}

async function healthOf({ instance, feed }: PollTarget, { health }: RunPollDeps): Promise<FeedHealth | undefined> {
  return health.feed({ instance: instance.name, feed: feed.name });
}

function newsAt(kind: Failure['kind']): number {
  return kind === 'unauthorized' || kind === 'malformed' || kind === 'refused' ? 1 : newsworthyFailures;
}

async function tellFailure(target: PollTarget, { kind, message }: Failure, deps: RunPollDeps): Promise<void> {
  const known = await healthOf(target, deps);
  if (known?.failuresInARow !== newsAt(kind)) return;
  const { instance } = target;
  await tell(target, deps, {
    tone: 'error',
    title: `${instance.vendorTitle} (${instance.name}) cannot be read`,
    text: `${message} New incidents do not arrive until this is mended; nothing is lost. See /threat test ${instance.name}.`,
  });
}

async function tellRecovery(target: PollTarget, deps: RunPollDeps): Promise<void> {
  const known = await healthOf(target, deps);
  const last = known?.lastFailure;
  if (known === undefined || last === undefined || known.failuresInARow === 0) return;
  const { instance, feed } = target;
  deps.log.info({ instance: instance.name, feed: feed.name, failures: known.failuresInARow }, 'poll works again');
  if (known.failuresInARow < newsAt(last.kind as Failure['kind'])) return;
  await tell(target, deps, {
    tone: 'info',
    title: `${instance.vendorTitle} (${instance.name}) is read again`,
    text: 'What came in meanwhile is being posted.',
  });
}

async function tell(
  { instance }: PollTarget,
  { store, clock, log }: RunPollDeps,
  notice: (NewOutboxEntry & { kind: 'notice' })['notice'],
): Promise<void> {
  const entry: NewOutboxEntry = {
    kind: 'notice',
    channel: instance.channel,
    createdAt: clock.now().toISOString(),
    notice,
  };
  try {
    await store.transact({ keys: [] }, () => ({ enqueue: [entry], result: undefined }));
  } catch (error) {
    log.error({ instance: instance.name, error: String(error) }, 'the operator could not be told');
  }
}
