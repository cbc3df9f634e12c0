import type { PageChannel, PageEvent, PageMessage, PageState, PageView } from '../slack/page-api.ts';
import { isReply, messagesByChannel, putMessage, removeMessage, type MessagesByChannel } from './messages.ts';
import { assertNever } from './never.ts';

export type Place =
  | { readonly kind: 'channel'; readonly channelId: string }
  | { readonly kind: 'app'; readonly tab: 'home' | 'messages' };

/** A line that Slack itself shows to one person: the app did not answer, an action was refused. */
export interface Notice {
  readonly id: number;
  readonly userId: string;
  /** Absent for one that belongs to no channel: it is shown over the page. */
  readonly channelId?: string;
  readonly text: string;
}

export interface Thread {
  readonly channelId: string;
  readonly ts: string;
}

/** Everything the page shows, apart from what single elements keep for themselves (open menus, typed text). */
export interface Model {
  readonly team: string;
  readonly users: PageState['users'];
  readonly userGroups: NonNullable<PageState['userGroups']>;
  readonly botUserId: string;
  readonly commands: PageState['commands'];
  readonly messageShortcuts: PageState['messageShortcuts'];
  readonly channels: readonly PageChannel[];
  readonly messages: MessagesByChannel;
  readonly views: readonly PageView[];
  readonly home: PageState['home'];
  /** Whether the bot is connected to the simulated Slack. */
  readonly botConnected: boolean;
  /** Whether this page hears from the server; `opening` until the first state came. */
  readonly line: 'opening' | 'open' | 'lost';
  /** Who the page acts as. */
  readonly userId: string;
  readonly place: Place;
  readonly thread: Thread | undefined;
  /** New messages that were not seen, by channel id. */
  readonly unread: { readonly [channelId: string]: number };
  /** The `ts` under which the red "New" line stands, by channel id. */
  readonly newSince: { readonly [channelId: string]: string };
  /** Ephemeral messages that were dismissed, as `channelId ts`. */
  readonly dismissed: ReadonlySet<string>;
  readonly notices: readonly Notice[];
}

export type Change =
  | { readonly type: 'events'; readonly events: readonly PageEvent[] }
  | { readonly type: 'lost' }
  | { readonly type: 'go'; readonly place: Place }
  | { readonly type: 'thread'; readonly thread: Thread | undefined }
  | { readonly type: 'act-as'; readonly userId: string }
  | { readonly type: 'dismiss'; readonly channelId: string; readonly ts: string }
  | { readonly type: 'notice'; readonly text: string; readonly channelId?: string }
  | { readonly type: 'clear-notice'; readonly id: number };

/** The page before it has heard from the server. */
export const initialModel: Model = {
  team: '',
  users: [],
  userGroups: [],
  botUserId: '',
  commands: [],
  messageShortcuts: [],
  channels: [],
  messages: {},
  views: [],
  home: {},
  botConnected: false,
  line: 'opening',
  userId: '',
  place: { kind: 'channel', channelId: '' },
  thread: undefined,
  unread: {},
  newSince: {},
  dismissed: new Set(),
  notices: [],
};

/** The next model. Pure; an event for something unknown (a deleted message, a foreign view) changes nothing else. */
export function reduce(model: Model, change: Change): Model {
  switch (change.type) {
    case 'events':
      return change.events.reduce(onEvent, model);
    case 'lost':
      return { ...model, line: model.line === 'opening' ? 'opening' : 'lost' };
    case 'go':
      return go(model, change.place);
    case 'thread':
      return { ...model, thread: change.thread };
    case 'act-as':
      return { ...model, userId: change.userId, thread: undefined };
    case 'dismiss':
      return { ...model, dismissed: new Set([...model.dismissed, `${change.channelId} ${change.ts}`]) };
    case 'notice':
      return withNotice(model, { userId: model.userId, ...change });
    case 'clear-notice':
      return { ...model, notices: model.notices.filter(({ id }) => id !== change.id) };
    default:
      return assertNever(change);
  }
}

/** The channel that is in sight: the place itself, or the app's direct message on its Messages tab. */
export function channelInSight({ place, channels, users, userId }: Model): string | undefined {
  if (place.kind === 'channel') return place.channelId;
  if (place.tab === 'home') return undefined;
  return directMessageOf({ channels, users, userId })?.id;
}

/** The app's direct message with the acting person; absent until the app or the person opened it. */
export function directMessageOf({
  channels,
  users,
  userId,
}: Pick<Model, 'channels' | 'users' | 'userId'>): PageChannel | undefined {
  const shown = users.find(({ id }) => id === userId)?.name.toLowerCase() ?? '';
  // The channel is named by the person's handle, which is the name shown or a word of it ("ada" for "Ada Lovelace").
  const names = new Set([shown, userId.toLowerCase(), ...shown.split(/[^\p{L}\p{N}._-]+/u)]);
  return channels.find(({ kind, name }) => kind === 'dm' && names.has(name.toLowerCase()));
}

function onEvent(model: Model, event: PageEvent): Model {
  switch (event.type) {
    case 'state':
      return onState(model, event.state);
    case 'message':
      return onMessage(model, event.message);
    case 'deleted':
      return { ...model, ...withoutMessage(model, event) };
    case 'channel':
      return { ...model, channels: putChannel(model.channels, event.channel) };
    case 'views':
      return { ...model, views: [...model.views.filter(({ userId }) => userId !== event.userId), ...event.views] };
    case 'home':
      return { ...model, home: { ...model.home, [event.userId]: event.blocks } };
    case 'connected':
      return { ...model, botConnected: event.connected };
    case 'warning':
      return withNotice(model, event);
    default:
      return assertNever(event);
  }
}

/** Takes the server's state; after a reconnection, where one was, who one acts as and what is unread stay. */
function onState(model: Model, state: PageState): Model {
  const messages = messagesByChannel(state.messages);
  const known = (channelId: string): boolean => state.channels.some(({ id }) => id === channelId);
  const isFirst = model.line === 'opening';
  const next: Model = {
    ...model,
    team: state.team,
    users: state.users,
    userGroups: state.userGroups ?? [],
    botUserId: state.botUserId,
    commands: state.commands,
    messageShortcuts: state.messageShortcuts,
    channels: state.channels,
    messages,
    views: state.views,
    home: state.home,
    botConnected: state.connected,
    line: 'open',
    userId: state.users.some(({ id }) => id === model.userId) ? model.userId : state.you,
    thread: model.thread && known(model.thread.channelId) ? model.thread : undefined,
  };
  const lost = next.place.kind === 'channel' && !known(next.place.channelId);
  const first = state.channels.find(({ kind }) => kind !== 'dm');
  const placed: Model = lost ? { ...next, place: { kind: 'channel', channelId: first?.id ?? '' } } : next;
  return isFirst ? placed : countMissed(model, placed);
}

/** Counts as unread what came while the page was cut off. */
function countMissed(before: Model, model: Model): Model {
  const missed = Object.entries(model.messages).flatMap(([channelId, messages]) => {
    const seen = new Set(before.messages[channelId]?.map(({ ts }) => ts));
    return messages.filter(({ ts }) => !seen.has(ts));
  });
  return missed.reduce((counted, message) => countUnread(counted, message), model);
}

function onMessage(model: Model, message: PageMessage): Model {
  const { messages, isNew } = putMessage(model.messages, message);
  const next = { ...model, messages };
  return isNew ? countUnread(next, message) : next;
}

function countUnread(model: Model, message: PageMessage): Model {
  const { channelId, ts, userId, ephemeralFor } = message;
  if (isReply(message) && !message.broadcast) return model;
  if (userId === model.userId || (ephemeralFor !== undefined && ephemeralFor !== model.userId)) return model;
  if (channelInSight(model) === channelId) return model;
  return {
    ...model,
    unread: { ...model.unread, [channelId]: (model.unread[channelId] ?? 0) + 1 },
    newSince: model.unread[channelId] ? model.newSince : { ...model.newSince, [channelId]: ts },
  };
}

/** Goes to a place: its messages count as seen from now on, the one left loses its "New" line. */
function go(model: Model, place: Place): Model {
  const left = channelInSight(model);
  const moved = { ...model, place };
  const entered = channelInSight(moved);
  const { [left ?? '']: _seen, ...kept } = model.newSince;
  const newSince = left === entered ? model.newSince : kept;
  const thread = model.thread?.channelId === entered ? model.thread : undefined;
  return { ...moved, thread, newSince, unread: entered ? { ...model.unread, [entered]: 0 } : model.unread };
}

function withoutMessage(model: Model, { channelId, ts }: Thread): Partial<Model> {
  const isOpen = model.thread?.channelId === channelId && model.thread.ts === ts;
  return {
    messages: removeMessage(model.messages, { channelId, ts }),
    ...(isOpen ? { thread: undefined } : {}),
  };
}

function putChannel(channels: readonly PageChannel[], channel: PageChannel): readonly PageChannel[] {
  return channels.some(({ id }) => id === channel.id)
    ? channels.map((known) => (known.id === channel.id ? channel : known))
    : [...channels, channel];
}

function withNotice(model: Model, { userId, channelId, text }: Omit<Notice, 'id'>): Model {
  const id = (model.notices.at(-1)?.id ?? 0) + 1;
  return {
    ...model,
    notices: [...model.notices, { id, userId, text, ...(channelId ? { channelId } : {}) }].slice(-20),
  };
}
