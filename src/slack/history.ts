import type { webApi } from '@slack/bolt';
import type { MessageRef } from '../domain/incident.ts';
import type { LookBack } from '../ports/notifier.ts';
import type { Turns } from './budget.ts';
import { deliveryErrorFrom } from './errors.ts';
import { type PastMessage, pastMessagesOf } from './schema.ts';

/** Slack gives apps that a company built for itself so many at once (PLATFORM §5). */
const pageSize = 200;

/**
 * What was said in a channel, or in a thread, since then, our own metadata included; newest first for a channel. Needs
 * `channels:history` or `groups:history` and membership. Each page takes its place in Slack's budget. Errors:
 * `DeliveryError`.
 */
export async function* historySince(
  { web, turns }: { readonly web: webApi.WebClient; readonly turns: Turns },
  where: { readonly channelId: string } | MessageRef,
  { since, signal }: LookBack,
): AsyncGenerator<PastMessage, void> {
  const call = 'messageTs' in where ? 'replies' : 'history';
  const { channelId } = where;
  const common = { channel: channelId, oldest: String(Date.parse(since) / 1000), inclusive: true, limit: pageSize };
  let cursor: string | undefined;
  do {
    await turns.turn(call, channelId, signal);
    try {
      const options = { ...common, include_all_metadata: true, ...(cursor !== undefined && { cursor }) };
      const page: webApi.WebAPICallResult =
        'messageTs' in where
          ? await web.conversations.replies({ ...options, ts: where.messageTs })
          : await web.conversations.history(options);
      yield* pastMessagesOf(page);
      cursor = page.response_metadata?.next_cursor;
    } catch (error) {
      throw await turns.heed(call, channelId, deliveryErrorFrom(error));
    }
  } while (cursor !== undefined && cursor !== '');
}
