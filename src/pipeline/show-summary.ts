import type { MessageRef } from '../domain/incident.ts';
import type { OutboxEntry } from '../domain/outbox.ts';
import type { Summary } from '../domain/summary.ts';
import { again, beginAttempt } from './attempt.ts';
import { commit } from './delivery-deps.ts';
import type { DeliverDeps } from './delivery-deps.ts';

type SummaryEntry = OutboxEntry & { readonly kind: 'summary' };

/** Posts the summary of a flood, or brings it to its newest state. */
export async function showSummary(entry: SummaryEntry, deps: DeliverDeps): Promise<void> {
  const summary = await deps.store.summary(entry.id);
  const message = summary === undefined ? undefined : await postOrUpdate(summary, entry, deps);
  await commit(deps, { summaries: [entry.id] }, ({ summaries }) => {
    const now = summaries.get(entry.id);
    if (summary === undefined || now === undefined) return { delivered: [entry.sequence], result: undefined };
    return {
      ...(message !== undefined && { summaries: [{ ...now, message }] }),
      delivered: [entry.sequence],
      ...(now.revision !== summary.revision && { enqueue: [again(entry)] }),
      result: undefined,
    };
  });
}

async function postOrUpdate(summary: Summary, entry: SummaryEntry, deps: DeliverDeps): Promise<MessageRef> {
  const { notifier, signal } = deps;
  const { message } = summary;
  if (message === undefined) {
    await notifier.turn('post', entry.channel, signal);
    const { id } = await beginAttempt(entry, deps);
    return notifier.postSummary(entry.channel, summary, { attempt: id });
  }
  await notifier.turn('update', message.channelId, signal);
  await notifier.updateSummary(message, summary);
  return message;
}
