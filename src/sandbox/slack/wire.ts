import type { Core } from './core.ts';
import type { JsonObject } from './json.ts';
import type { Channel, Message, StoredFile, User, View } from './model.ts';
import { type Workspace, isBotIn } from './workspace.ts';

/** A file object. `url_private` wants the bot token. */
export function wireFile(core: Core, file: StoredFile): JsonObject {
  const { id, name, title, mimetype, size } = file;
  const base = `${core.origin()}/files-pri/${core.workspace.teamId}-${id}`;
  return {
    id,
    created: Math.floor(file.createdAt / 1000),
    timestamp: Math.floor(file.createdAt / 1000),
    name,
    title,
    mimetype,
    filetype: name.split('.').at(-1) ?? '',
    user: core.workspace.bot.id,
    size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: `${base}/${encodeURIComponent(name)}`,
    url_private_download: `${base}/download/${encodeURIComponent(name)}`,
    permalink: `${core.origin()}/files/${id}`,
  };
}

function wireAttachment(attachment: JsonObject, index: number): JsonObject {
  const colour = attachment['color'];
  return {
    fallback: '[no preview available]',
    ...attachment,
    id: index + 1,
    ...(typeof colour === 'string' ? { color: colour.replace(/^#/, '') } : {}),
  };
}

function authorOf({ workspace }: Core, message: Message): JsonObject {
  if (message.userId !== workspace.bot.id) return {};
  const { appId, botId, bot, teamId } = workspace;
  return {
    bot_id: botId,
    app_id: appId,
    bot_profile: { id: botId, app_id: appId, user_id: bot.id, name: bot.realName, team_id: teamId, deleted: false },
  };
}

function threadOf(core: Core, message: Message): JsonObject {
  const { channelId, ts, threadTs } = message;
  if (threadTs !== undefined) {
    const parent = core.messages.find(channelId, threadTs);
    return { thread_ts: threadTs, ...(parent ? { parent_user_id: parent.userId } : {}) };
  }
  const replies = core.messages.replies(channelId, ts).filter(({ ephemeralFor }) => ephemeralFor === undefined);
  const latest = replies.at(-1);
  if (!latest) return {};
  const people = [...new Set(replies.map(({ userId }) => userId))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: people.length,
    reply_users: people,
    latest_reply: latest.ts,
    is_locked: false,
    subscribed: false,
  };
}

function subtypeOf({ tombstone, broadcast, threadTs }: Message): JsonObject {
  if (tombstone) return { subtype: 'tombstone', hidden: true };
  return broadcast && threadTs !== undefined ? { subtype: 'thread_broadcast' } : {};
}

/** A message as history, replies and interactions carry it; its metadata only `withMetadata`. */
export function wireMessage(core: Core, message: Message, { withMetadata = false } = {}): JsonObject {
  const { userId, text, ts, blocks, attachments, files, metadata, editedTs, reactions } = message;
  const names = Object.entries(reactions);
  return {
    type: 'message',
    ...subtypeOf(message),
    user: userId,
    text,
    ts,
    team: core.workspace.teamId,
    ...authorOf(core, message),
    ...threadOf(core, message),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(attachments.length > 0 ? { attachments: attachments.map((one, index) => wireAttachment(one, index)) } : {}),
    ...(files.length > 0 ? { files: files.map((file) => wireFile(core, file)), upload: false } : {}),
    ...(editedTs === undefined ? {} : { edited: { user: userId, ts: editedTs } }),
    ...(names.length > 0 ? { reactions: names.map(([name, users]) => ({ name, users, count: users.length })) } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  };
}

/** A channel object, as the bot sees it. */
export function wireChannel(workspace: Workspace, channel: Channel): JsonObject {
  const { id, name, kind, topic, members, archived, shared, createdAt } = channel;
  if (kind === 'dm') {
    const user = [...members].find((member) => member !== workspace.bot.id);
    return { id, created: Math.floor(createdAt / 1000), is_im: true, is_archived: false, user, is_open: true };
  }
  const ofNobody = { value: '', creator: '', last_set: 0 };
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    created: Math.floor(createdAt / 1000),
    is_archived: archived,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_member: isBotIn(workspace, channel),
    context_team_id: workspace.teamId,
    topic: { ...ofNobody, value: topic },
    purpose: ofNobody,
    num_members: members.size,
  };
}

/** A person; their address only where the bot may see it. */
export function wireUser(workspace: Workspace, user: User): JsonObject {
  const { id, name, realName, email, teamId, isBot, isGuest, deleted } = user;
  return {
    id,
    team_id: teamId,
    name,
    deleted,
    real_name: realName,
    tz: 'Europe/Istanbul',
    tz_label: 'Turkey Time',
    tz_offset: 10_800,
    profile: {
      real_name: realName,
      display_name: name,
      ...(workspace.scopes.has('users:read.email') ? { email } : {}),
      team: teamId,
    },
    is_admin: false,
    is_owner: false,
    is_restricted: isGuest,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    is_stranger: teamId !== workspace.teamId,
    updated: 0,
  };
}

/** A view object; `values` is the state of all its inputs. */
export function wireView({ workspace }: Core, view: View, values: JsonObject): JsonObject {
  const { appId, botId, teamId } = workspace;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view.content,
    id: view.id,
    team_id: teamId,
    state: { values },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: appId,
    app_installed_team_id: teamId,
    bot_id: botId,
  };
}
