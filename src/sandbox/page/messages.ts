import type { PageMessage } from '../slack/page-api.ts';

/** Each channel's messages, oldest first, replies and ephemeral ones included. */
export type MessagesByChannel = { readonly [channelId: string]: readonly PageMessage[] };

/** Whether a message is a reply in a thread (Slack gives some parents a `threadTs` of their own). */
export function isReply({ threadTs, ts }: PageMessage): boolean {
  return threadTs !== undefined && threadTs !== ts;
}

/** Sorts a list of messages into channels. */
export function messagesByChannel(messages: readonly PageMessage[]): MessagesByChannel {
  const sorted = messages.toSorted((one, other) => compareTs(one.ts, other.ts));
  const channels: { [channelId: string]: PageMessage[] } = {};
  for (const message of sorted) (channels[message.channelId] ??= []).push(message);
  return channels;
}

/** Adds a message at its place, or replaces the one with its `ts`. */
export function putMessage(
  channels: MessagesByChannel,
  message: PageMessage,
): { readonly messages: MessagesByChannel; readonly isNew: boolean } {
  const list = channels[message.channelId] ?? [];
  // New messages mostly come last, edits mostly concern recent ones.
  const last = list.findLastIndex(({ ts }) => compareTs(ts, message.ts) <= 0);
  const isNew = list[last]?.ts !== message.ts;
  const next = isNew ? list.toSpliced(last + 1, 0, message) : list.with(last, message);
  return { messages: { ...channels, [message.channelId]: next }, isNew };
}

/** Takes a message away; unknown ones change nothing. */
export function removeMessage(
  channels: MessagesByChannel,
  { channelId, ts }: { readonly channelId: string; readonly ts: string },
): MessagesByChannel {
  const list = channels[channelId];
  return list ? { ...channels, [channelId]: list.filter((message) => message.ts !== ts) } : channels;
}

/** What one person sees in a channel: top-level messages, broadcast replies, their own ephemeral messages. */
export function channelTimeline(
  list: readonly PageMessage[],
  reader: { readonly userId: string; readonly dismissed: ReadonlySet<string> },
): readonly PageMessage[] {
  return list.filter((message) => (!isReply(message) || message.broadcast) && isVisible(message, reader));
}

/** The replies of a thread that one person sees, oldest first, without the parent. */
export function threadReplies(
  list: readonly PageMessage[],
  reader: { readonly userId: string; readonly dismissed: ReadonlySet<string>; readonly threadTs: string },
): readonly PageMessage[] {
  return list.filter(
    (message) => isReply(message) && message.threadTs === reader.threadTs && isVisible(message, reader),
  );
}

/** A thread as its parent shows it. */
export interface ReplySummary {
  readonly count: number;
  readonly lastTs: string;
  /** User ids, at most a few, separated by spaces. */
  readonly repliers: string;
}

/** How each thread of a channel shows under its parent, by the parent's `ts`. Ephemeral replies do not count. */
export function replySummaries(list: readonly PageMessage[]): ReadonlyMap<string, ReplySummary> {
  const summaries = new Map<string, ReplySummary>();
  for (const message of list) {
    if (!isReply(message) || message.threadTs === undefined || message.ephemeralFor !== undefined) continue;
    const { count, repliers } = summaries.get(message.threadTs) ?? { count: 0, repliers: '' };
    const people = new Set([...repliers.split(' '), message.userId].filter((id) => id !== ''));
    const shown = [...people].slice(0, 4).join(' ');
    summaries.set(message.threadTs, { count: count + 1, lastTs: message.ts, repliers: shown });
  }
  return summaries;
}

/** A message's time in milliseconds since 1970. */
export function timeOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

function isVisible(
  { channelId, ts, ephemeralFor }: PageMessage,
  { userId, dismissed }: { readonly userId: string; readonly dismissed: ReadonlySet<string> },
): boolean {
  return (ephemeralFor === undefined || ephemeralFor === userId) && !dismissed.has(`${channelId} ${ts}`);
}

function compareTs(one: string, other: string): number {
  const [seconds = '', fraction = ''] = one.split('.');
  const [otherSeconds = '', otherFraction = ''] = other.split('.');
  return Number(seconds) - Number(otherSeconds) || Number(fraction) - Number(otherFraction);
}
