import type { webApi } from '@slack/bolt';
import type { MessageRef } from '../domain/incident.ts';
import { deliveryErrorFrom } from './errors.ts';
import { type PastMessage, pastMessagesOf } from './schema.ts';

/** Pages of 200 that one look reads at most: an attempt lies minutes back, not days. */
const mostPages = 10;

/**
 * What was said in a channel, or in a thread, since then, our own metadata included; newest first for a channel. Needs
 * `channels:history` or `groups:history` and membership. Errors: `DeliveryError`.
 */
export async function* historySince(
  web: webApi.WebClient,
  where: { readonly channelId: string } | MessageRef,
  since: string,
): AsyncGenerator<PastMessage, void> {
  const oldest = String(Date.parse(since) / 1000);
  const common = { oldest, inclusive: true, include_all_metadata: true, limit: 200 };
  const method = 'messageTs' in where ? 'conversations.replies' : 'conversations.history';
  const options =
    'messageTs' in where
      ? { ...common, channel: where.channelId, ts: where.messageTs }
      : { ...common, channel: where.channelId };
  let pages = 0;
  try {
    for await (const page of web.paginate(method, options)) {
      yield* pastMessagesOf(page);
      pages += 1;
      if (pages >= mostPages) return;
    }
  } catch (error) {
    throw deliveryErrorFrom(error);
  }
}
