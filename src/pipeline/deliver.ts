import { DeliveryError, assertNever } from '../domain/errors.ts';
import type { OutboxEntry } from '../domain/outbox.ts';
import { OvertakenError, postOf } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { addFile, addLine, removeMessage, retireMessage } from './in-thread.ts';
import { isUnsettled, reconcile } from './reconcile.ts';
import { setBack } from './set-back.ts';
import { showIncident } from './show-incident.ts';
import { showSummary } from './show-summary.ts';

export type { DeliverDeps } from './delivery-deps.ts';

/** Beyond every `Retry-After` that was seen. */
const longestWaitMs = 3_600_000;
/** Before the first try only the next pages of a poll are waited for. */
const longestFirstWaitMs = 5000;
/** How long a channel is left alone in which another worker was met. */
const overtakenPauseMs = 1000;

/**
 * Works off one channel's outbox in order. Gives the instant (ISO 8601 UTC) before which nothing can be done, absent
 * where the channel is empty or the signal ended the work. Never throws for a failed delivery: the entry waits or is
 * buried, and says why. Errors: the store's.
 */
export async function drainChannel(channel: string, deps: DeliverDeps): Promise<string | undefined> {
  try {
    for (;;) {
      if (deps.signal.aborted) return undefined;
      const entry = await deps.store.nextEntry(channel);
      if (entry === undefined) return undefined;
      if (mustWait(entry, deps.clock.now())) return entry.notBefore;
      await deliverEntry(entry, deps);
    }
  } catch (error) {
    if (deps.signal.aborted) return undefined;
    if (!(error instanceof OvertakenError)) throw error;
    deps.log.warn({ channel }, 'another worker was met in a channel; it is left alone for a moment');
    return new Date(deps.clock.now().getTime() + overtakenPauseMs).toISOString();
  }
}

/** Whether it is too early. A wait that nobody can have asked for was written by a clock that was set wrong. */
function mustWait({ notBefore, state, attempts }: OutboxEntry, now: Date): boolean {
  if (notBefore === undefined) return false;
  const restMs = Date.parse(notBefore) - now.getTime();
  return restMs > 0 && restMs < (state === 'waiting' && attempts === 0 ? longestFirstWaitMs : longestWaitMs);
}

async function deliverEntry(entry: OutboxEntry, deps: DeliverDeps): Promise<void> {
  const lagSeconds = (deps.clock.now().getTime() - Date.parse(entry.createdAt)) / 1000;
  try {
    if (isUnsettled(entry)) await reconcile(entry, deps);
    else await carryOut(entry, deps);
    deps.metrics.delivered(entry.kind, 'ok', lagSeconds);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const buried = await setBack(entry, error, deps);
    deps.metrics.delivered(entry.kind, buried ? 'buried' : 'retry', lagSeconds);
  }
}

async function carryOut(entry: OutboxEntry, deps: DeliverDeps): Promise<void> {
  switch (entry.kind) {
    case 'incident':
      return showIncident(entry, deps);
    case 'summary':
      return showSummary(entry, deps);
    case 'thread':
      return addLine(entry, deps);
    case 'retire':
      return retireMessage(entry, deps);
    case 'remove':
      return removeMessage(entry, deps);
    case 'file':
      return addFile(entry, deps);
    case 'notice':
      return addNotice(entry, deps);
    case 'command':
      return runCommand(entry, deps);
    default:
      return assertNever(entry);
  }
}

async function addNotice(entry: OutboxEntry & { kind: 'notice' }, deps: DeliverDeps): Promise<void> {
  const { begin } = postOf(entry, entry, deps);
  await deps.notifier.postNotice(entry.channel, entry.notice, begin);
  await commit(deps, {}, () => ({ delivered: [entry.sequence], result: undefined }));
}

/** At most once: the attempt is written down before the command runs, and one that was cut off is not run again. */
async function runCommand(entry: OutboxEntry & { kind: 'command' }, deps: DeliverDeps): Promise<void> {
  const { sequence, attempts } = entry;
  const confirm = async (): Promise<void> => commit(deps, {}, () => ({ delivered: [sequence], result: undefined }));
  if (attempts > 0) {
    deps.log.warn({ key: entry.key }, 'a playbook command was cut off; what became of it is looked up at the vendor');
    return confirm();
  }
  const begun = await commit(deps, { entries: [sequence] }, ({ entries }) => {
    const now = entries.get(sequence);
    return now?.attempts === 0 ? { entries: [{ ...now, attempts: 1 }], result: true } : { result: false };
  });
  if (!begun) throw new OvertakenError();
  await deps.runPlaybook(entry.key, entry.commandLine);
  return confirm();
}
