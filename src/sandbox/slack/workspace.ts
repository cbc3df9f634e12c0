import { newId } from './ids.ts';
import type { Channel, User, UserGroup } from './model.ts';
import type { ChannelOptions, SlackOptions, UserOptions } from './options.ts';
import type { PageEvent } from './page-api.ts';
import { DEFAULT_EVENTS, DEFAULT_SCOPES } from './options.ts';

/** The workspace: who is in it, its channels, and who wants to hear of changes. */
export interface Workspace {
  readonly options: SlackOptions;
  readonly now: () => number;
  readonly teamId: string;
  readonly teamDomain: string;
  readonly appId: string;
  readonly botId: string;
  readonly bot: User;
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly users: ReadonlyMap<string, User>;
  readonly channels: Map<string, Channel>;
  readonly groups: readonly UserGroup[];
  /** Tells every listener. */
  readonly emit: (event: PageEvent) => void;
  /** Gives back how to stop listening. */
  readonly listen: (listener: (event: PageEvent) => void) => () => void;
}

const TEAM_ID = 'T0SANDBOX1';

function createUser({ name, ...options }: UserOptions, isBot = false): User {
  return {
    id: options.id ?? newId('U'),
    name,
    realName: options.realName ?? name,
    email: options.email ?? `${name}@sandbox.example`,
    teamId: options.teamId ?? TEAM_ID,
    isBot,
    isGuest: options.guest ?? false,
    deleted: options.deleted ?? false,
  };
}

function createChannel(
  options: ChannelOptions,
  { users, bot, now }: { users: User[]; bot: User; now: number },
): Channel {
  const people = options.members === undefined ? users : users.filter(({ name }) => options.members?.includes(name));
  const members = [...people, ...(options.bot === true ? [bot] : [])].map(({ id }) => id);
  return {
    id: options.id ?? newId('C'),
    name: options.name.replace(/^#/, ''),
    kind: options.kind,
    topic: options.topic ?? '',
    members: new Set(members),
    archived: options.archived ?? false,
    shared: options.shared ?? false,
    createdAt: now,
  };
}

function createGroups(options: SlackOptions, users: readonly User[]): UserGroup[] {
  return (options.userGroups ?? []).map(({ handle, users: names, id }) => ({
    id: id ?? newId('S'),
    handle: handle.replace(/^@/, ''),
    name: handle.replace(/^@/, ''),
    users: users.filter(({ name }) => names.includes(name)).map((user) => user.id),
  }));
}

function createListeners() {
  const listeners = new Set<(event: PageEvent) => void>();
  return {
    emit: (event: PageEvent) => {
      for (const listener of listeners) listener(event);
    },
    listen: (listener: (event: PageEvent) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** A workspace as the options describe it. */
export function createWorkspace(options: SlackOptions): Workspace {
  const now = options.now ?? Date.now;
  const users = options.users.map((user) => createUser(user));
  const bot = createUser({ name: options.botName ?? 'picket', realName: options.botName ?? 'Picket' }, true);
  const channels = options.channels.map((channel) => createChannel(channel, { users, bot, now: now() }));
  return {
    options,
    now,
    teamId: TEAM_ID,
    teamDomain: 'sandbox',
    appId: newId('A'),
    botId: newId('B'),
    bot,
    scopes: new Set(options.scopes ?? DEFAULT_SCOPES),
    events: new Set(options.events ?? DEFAULT_EVENTS),
    users: new Map([...users, bot].map((user) => [user.id, user])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    groups: createGroups(options, users),
    ...createListeners(),
  };
}

/** A channel by id, or a public or private one by name with or without `#`. */
export function findChannel({ channels }: Workspace, idOrName: string): Channel | undefined {
  const name = idOrName.replace(/^#/, '');
  return (
    channels.get(idOrName) ?? [...channels.values()].find((channel) => channel.kind !== 'dm' && channel.name === name)
  );
}

/** A person by id, or by name with or without `@`. */
export function findUser({ users }: Workspace, idOrName: string): User | undefined {
  const name = idOrName.replace(/^@/, '');
  return users.get(idOrName) ?? [...users.values()].find((user) => user.name === name);
}

/** Whether the bot is in a channel. */
export function isBotIn({ bot }: Workspace, channel: Channel): boolean {
  return channel.members.has(bot.id);
}

/** Replaces a channel and tells the page. */
export function putChannel(workspace: Workspace, channel: Channel): Channel {
  workspace.channels.set(channel.id, channel);
  const { id, name, kind, topic } = channel;
  workspace.emit({ type: 'channel', channel: { id, name, kind, topic } });
  return channel;
}

/** The direct message between the bot and a person, opened where there is none yet. */
export function directMessage(workspace: Workspace, user: User): Channel {
  const known = [...workspace.channels.values()].find(({ kind, members }) => kind === 'dm' && members.has(user.id));
  if (known) return known;
  return putChannel(workspace, {
    id: newId('D'),
    name: user.name,
    kind: 'dm',
    topic: '',
    members: new Set([user.id, workspace.bot.id]),
    archived: false,
    shared: false,
    createdAt: workspace.now(),
  });
}
