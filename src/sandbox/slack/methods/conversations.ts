import { flagArg, textArg } from '../args.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Channel } from '../model.ts';
import { pageOf } from '../paging.ts';
import { SlackError } from '../slack-error.ts';
import { wireChannel } from '../wire.ts';
import { directMessage, isBotIn, putChannel } from '../workspace.ts';
import { type Methods, channelById, channelScope, requireScope } from './method.ts';

const KIND_OF_TYPE: { readonly [type: string]: Channel['kind'] | undefined } = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'dm',
};

function kindsOf(core: Core, args: JsonObject): Channel['kind'][] {
  const types = (textArg(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const kinds = types.filter((type) => type !== 'mpim').map((type) => KIND_OF_TYPE[type]);
  return kinds.map((kind) => {
    if (kind === undefined) throw new SlackError('invalid_types');
    requireScope(core, channelScope({ kind }, 'read'));
    return kind;
  });
}

function visible({ workspace }: Core, kinds: readonly Channel['kind'][]): Channel[] {
  return [...workspace.channels.values()].filter(
    (channel) => kinds.includes(channel.kind) && (channel.kind === 'public' || isBotIn(workspace, channel)),
  );
}

function listed(core: Core, channels: readonly Channel[], args: JsonObject): JsonObject {
  const wanted = flagArg(args, 'exclude_archived') === true ? channels.filter(({ archived }) => !archived) : channels;
  const { page, cursor } = pageOf(wanted, args, { fallback: 100, max: 1000 });
  return {
    channels: page.map((channel) => wireChannel(core.workspace, channel)),
    response_metadata: { next_cursor: cursor },
  };
}

function list(core: Core, args: JsonObject): JsonObject {
  return listed(core, visible(core, kindsOf(core, args)), args);
}

function ofUser(core: Core, args: JsonObject): JsonObject {
  const userId = textArg(args, 'user') ?? core.workspace.bot.id;
  const own = visible(core, kindsOf(core, args)).filter((channel) => channel.members.has(userId));
  return listed(core, own, args);
}

function readable(core: Core, args: JsonObject): Channel {
  const channel = channelById(core, textArg(args, 'channel'));
  requireScope(core, channelScope(channel, 'read'));
  return channel;
}

function info(core: Core, args: JsonObject): JsonObject {
  return { channel: wireChannel(core.workspace, readable(core, args)) };
}

function members(core: Core, args: JsonObject): JsonObject {
  const channel = readable(core, args);
  const { page, cursor } = pageOf([...channel.members], args, { fallback: 100, max: 1000 });
  return { members: page, response_metadata: { next_cursor: cursor } };
}

function join(core: Core, args: JsonObject): JsonObject {
  const { workspace } = core;
  const channel = channelById(core, textArg(args, 'channel'));
  if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
  if (channel.archived) throw new SlackError('is_archived');
  if (isBotIn(workspace, channel)) {
    const already = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
    return { channel: wireChannel(workspace, channel), ...already };
  }
  const joined = putChannel(workspace, { ...channel, members: new Set([...channel.members, workspace.bot.id]) });
  return { channel: wireChannel(workspace, joined) };
}

function open(core: Core, args: JsonObject): JsonObject {
  const users = (textArg(args, 'users') ?? '').split(',').filter((id) => id !== '');
  const [first, ...others] = users.map((id) => core.workspace.users.get(id));
  if (others.length > 0) throw new SlackError('method_not_supported_for_channel_type');
  if (!first) throw new SlackError('users_list_not_supplied');
  if (first.deleted) throw new SlackError('user_disabled');
  const channel = directMessage(core.workspace, first);
  const details = flagArg(args, 'return_im') === true ? wireChannel(core.workspace, channel) : { id: channel.id };
  return { channel: details };
}

/** conversations.* about channels themselves, and users.conversations. */
export const conversationMethods: Methods = {
  'conversations.list': list,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.join': join,
  'conversations.open': open,
  'users.conversations': ofUser,
};
