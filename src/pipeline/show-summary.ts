import type { MessageRef } from '../domain/incident.ts';
import { removal } from '../domain/outbox.ts';
import type { OutboxEntry } from '../domain/outbox.ts';
import type { Summary } from '../domain/summary.ts';
import type { Changes, Known } from '../ports/store.ts';
import { again, isUnderAttempt, postOf } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';
import { same } from './show-incident.ts';

type SummaryEntry = OutboxEntry & { readonly kind: 'summary' };

/** Posts the summary of a flood, or brings it to its newest state. */
export async function showSummary(entry: SummaryEntry, deps: DeliverDeps): Promise<void> {
  const summary = await deps.store.summary(entry.id);
  if (summary === undefined) return commit(deps, {}, () => ({ delivered: [entry.sequence], result: undefined }));
  const { message } = summary;
  if (message === undefined) return postMessage(entry, summary, deps);
  await deps.notifier.turn('update', message.channelId, deps.signal);
  await deps.notifier.updateSummary(message, summary);
  await commit(deps, { summaries: [entry.id] }, (known) => ({
    ...shown({ entry, summary, message }, known),
    delivered: [entry.sequence],
    result: undefined,
  }));
}

async function postMessage(entry: SummaryEntry, summary: Summary, deps: DeliverDeps): Promise<void> {
  const { attempt, begin } = postOf(entry, entry, deps);
  const message = await deps.notifier.postSummary(entry.channel, summary, begin);
  const now = deps.clock.now().toISOString();
  // Not under the lease, as with an incident's.
  await deps.store.transact({ keys: [], summaries: [entry.id], entries: [entry.sequence] }, (known) => {
    const other = known.summaries.get(entry.id)?.message;
    const isSecond = other !== undefined && !same(other, message);
    return {
      ...(isSecond ? { enqueue: [removal(entry.id, message, now)] } : shown({ entry, summary, message }, known)),
      ...(isUnderAttempt(known.entries.get(entry.sequence), attempt) && { delivered: [entry.sequence] }),
      result: undefined,
    };
  });
}

interface Shown {
  readonly entry: SummaryEntry;
  /** As it was shown. */
  readonly summary: Summary;
  readonly message: MessageRef;
}

function shown({ entry, summary, message }: Shown, { summaries }: Known): Changes {
  const now = summaries.get(entry.id);
  if (now === undefined) return {};
  return {
    summaries: [{ ...now, message }],
    ...(now.revision !== summary.revision && { enqueue: [again(entry)] }),
  };
}
