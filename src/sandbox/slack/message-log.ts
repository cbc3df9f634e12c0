import type { PageMessage } from './page-api.ts';
import type { Message } from './model.ts';
import type { Workspace } from './workspace.ts';
import { createTimestamps } from './ids.ts';
import { textOf } from './json.ts';

/** What has to be said of a new message; the rest has a default. */
export type Draft = Pick<Message, 'channelId' | 'userId' | 'text'> & Partial<Message>;

/** Every message of the workspace, ephemeral ones included. */
export interface MessageLog {
  nextTs(): string;
  /** Adds a message with a timestamp of its own. */
  post(draft: Draft): Message;
  /** Replaces a message by its `channelId` and `ts`. */
  put(message: Message): void;
  /** Takes a message away; a parent with replies leaves a stub. */
  remove(message: Message): void;
  find(channelId: string, ts: string): Message | undefined;
  /** Oldest first. */
  inChannel(channelId: string): Message[];
  /** Of a thread, oldest first, without the parent. */
  replies(channelId: string, threadTs: string): Message[];
  ephemerals(userId: string): Message[];
}

/** How the page shows a message. */
export function pageMessage(message: Message, replyCount: number): PageMessage {
  const { channelId, ts, threadTs, userId, text, blocks, ephemeralFor, broadcast } = message;
  return {
    channelId,
    ts,
    ...(threadTs === undefined ? {} : { threadTs }),
    userId,
    text,
    blocks,
    attachments: message.attachments.map((attachment) => ({
      ...(textOf(attachment['color']) === undefined ? {} : { color: String(attachment['color']) }),
      ...(textOf(attachment['text']) === undefined ? {} : { text: String(attachment['text']) }),
      ...(Array.isArray(attachment['blocks']) ? { blocks: attachment['blocks'] } : {}),
    })),
    files: message.files.map(({ id, title, mimetype, size, url }) => ({ id, title, mimetype, size, url })),
    ...(ephemeralFor === undefined ? {} : { ephemeralFor }),
    // Slack shows "(edited)" only beside a message without blocks.
    edited: message.editedTs !== undefined && blocks.length === 0,
    broadcast,
    replyCount,
  };
}

const EMPTY = { blocks: [], attachments: [], files: [], broadcast: false, tombstone: false, reactions: {}, unfurl: {} };

interface State {
  readonly workspace: Workspace;
  readonly channels: Map<string, Map<string, Message>>;
  /** Timestamps of replies by channel and parent, so that a thread need not be searched for. */
  readonly threads: Map<string, Set<string>>;
}

const threadKey = (channelId: string, threadTs: string) => `${channelId} ${threadTs}`;

function find({ channels }: State, channelId: string, ts: string): Message | undefined {
  return channels.get(channelId)?.get(ts);
}

function repliesOf(state: State, channelId: string, threadTs: string): Message[] {
  const known = state.threads.get(threadKey(channelId, threadTs)) ?? new Set();
  return [...known].flatMap((ts) => find(state, channelId, ts) ?? []);
}

function tell(state: State, message: Message): void {
  const replies = repliesOf(state, message.channelId, message.ts);
  const count = replies.filter(({ ephemeralFor }) => ephemeralFor === undefined).length;
  state.workspace.emit({ type: 'message', message: pageMessage(message, count) });
}

function tellParent(state: State, { channelId, threadTs }: Message): void {
  const parent = threadTs === undefined ? undefined : find(state, channelId, threadTs);
  if (parent) tell(state, parent);
}

function put(state: State, message: Message): void {
  const { channelId, ts, threadTs } = message;
  const log = state.channels.get(channelId) ?? new Map<string, Message>();
  state.channels.set(channelId, log.set(ts, message));
  if (threadTs !== undefined) {
    const key = threadKey(channelId, threadTs);
    state.threads.set(key, (state.threads.get(key) ?? new Set()).add(ts));
  }
  tell(state, message);
  tellParent(state, message);
}

function remove(state: State, message: Message): void {
  const { channelId, ts, threadTs } = message;
  if (repliesOf(state, channelId, ts).length > 0) {
    put(state, { ...message, ...EMPTY, tombstone: true, text: 'This message was deleted.' });
    return;
  }
  state.channels.get(channelId)?.delete(ts);
  if (threadTs !== undefined) state.threads.get(threadKey(channelId, threadTs))?.delete(ts);
  state.workspace.emit({ type: 'deleted', channelId, ts });
  tellParent(state, message);
}

/** Keeps messages in memory and tells the page of each change. */
export function createMessageLog(workspace: Workspace): MessageLog {
  const state: State = { workspace, channels: new Map(), threads: new Map() };
  const nextTs = createTimestamps(workspace.now);
  return {
    nextTs,
    post: (draft) => {
      const message = { ...EMPTY, ...draft, ts: nextTs() };
      put(state, message);
      return message;
    },
    put: (message) => put(state, message),
    remove: (message) => remove(state, message),
    find: (channelId, ts) => find(state, channelId, ts),
    inChannel: (channelId) => [...(state.channels.get(channelId)?.values() ?? [])],
    replies: (channelId, threadTs) => repliesOf(state, channelId, threadTs),
    ephemerals: (userId) =>
      [...state.channels.values()]
        .flatMap((log) => [...log.values()])
        .filter(({ ephemeralFor }) => ephemeralFor === userId),
  };
}
