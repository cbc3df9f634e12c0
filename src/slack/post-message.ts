import type { webApi } from '@slack/bolt';
import type { Message } from './render/block-kit.ts';

export interface PostOptions {
  readonly channel: string;
  readonly thread_ts?: string;
  readonly reply_broadcast?: boolean;
  readonly metadata?: webApi.ChatPostMessageArguments['metadata'];
}

/**
 * chat.postMessage with text and blocks, unfurling nothing: Slack's crawler at a live phishing page tells the criminal
 * that it was noticed. Throws what the client throws.
 */
export async function postMessage(
  web: webApi.WebClient,
  { text, blocks }: Message,
  { channel, thread_ts: threadTs, reply_broadcast: broadcast, metadata }: PostOptions,
): Promise<webApi.ChatPostMessageResponse> {
  const thread =
    threadTs === undefined ? {} : { thread_ts: threadTs, ...(broadcast === true && { reply_broadcast: true }) };
  const options = { channel, text, blocks, unfurl_links: false, unfurl_media: false, ...thread };
  const labelled = metadata === undefined ? options : { ...options, metadata };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  return web.chat.postMessage(labelled);
}
