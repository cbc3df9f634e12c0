import type { Core } from './core.ts';
import { newId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Channel, Message, StateValues, User, View } from './model.ts';
import { stateValues } from './element-state.ts';
import { wireMessage, wireView } from './wire.ts';
import { isBotIn } from './workspace.ts';

/** Slack's old verification token: in every payload, worth nothing. */
const VERIFICATION_TOKEN = 'sandbox-verification-token';

/** What every interaction carries. */
function interactionBase({ workspace }: Core, user: User): JsonObject {
  return {
    team: { id: workspace.teamId, domain: workspace.teamDomain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: workspace.appId,
    token: VERIFICATION_TOKEN,
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** A channel's name as payloads carry it: hidden where the bot may not see it. */
function shownName({ workspace }: Core, channel: Channel): string {
  if (channel.kind === 'dm') return 'directmessage';
  return channel.kind === 'private' && !isBotIn(workspace, channel) ? 'privategroup' : channel.name;
}

/** The channel of an interaction. */
function channelRef(core: Core, channel: Channel): JsonObject {
  return { id: channel.id, name: shownName(core, channel) };
}

/** Everything a slash command arrives with. `text` has its entities escaped. */
export function commandPayload(
  core: Core,
  { user, channel, command, text }: { user: User; channel: Channel; command: string; text: string },
): JsonObject {
  const { workspace, origin } = core;
  return {
    token: VERIFICATION_TOKEN,
    team_id: workspace.teamId,
    team_domain: workspace.teamDomain,
    channel_id: channel.id,
    channel_name: shownName(core, channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: `${origin()}${core.responseUrls.issue({ kind: 'command', userId: user.id, channelId: channel.id })}`,
    trigger_id: core.triggers.issue({ userId: user.id }),
  };
}

function containerOf(message: Message, attachmentIndex: number | undefined): JsonObject {
  const { ts, channelId, threadTs, ephemeralFor } = message;
  const inAttachment = attachmentIndex !== undefined;
  return {
    type: inAttachment ? 'message_attachment' : 'message',
    message_ts: ts,
    ...(inAttachment ? { attachment_id: attachmentIndex + 1, is_app_unfurl: false } : {}),
    channel_id: channelId,
    is_ephemeral: ephemeralFor !== undefined,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
}

/** A press inside a message. An ephemeral message is not repeated in the payload. */
export function messageActionsPayload(
  core: Core,
  { user, channel, message }: { user: User; channel: Channel; message: Message },
  { action, state, attachmentIndex }: { action: JsonObject; state: StateValues; attachmentIndex?: number | undefined },
): JsonObject {
  const target = { kind: 'action', userId: user.id, channelId: channel.id, messageTs: message.ts } as const;
  return {
    type: 'block_actions',
    ...interactionBase(core, user),
    container: containerOf(message, attachmentIndex),
    trigger_id: core.triggers.issue({ userId: user.id }),
    channel: channelRef(core, channel),
    ...(message.ephemeralFor === undefined ? { message: wireMessage(core, message) } : {}),
    state: { values: state },
    response_url: `${core.origin()}${core.responseUrls.issue(target)}`,
    actions: [action],
  };
}

/** A press inside a modal or the home tab. */
export function viewActionsPayload(
  core: Core,
  user: User,
  { view, action }: { view: View; action: JsonObject },
): JsonObject {
  const values = stateValues(view.content.blocks, view.state);
  const isModal = view.content.type === 'modal';
  return {
    type: 'block_actions',
    ...interactionBase(core, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: core.triggers.issue({ userId: user.id, ...(isModal ? { viewId: view.id } : {}) }),
    view: wireView(core, view, values),
    state: { values },
    actions: [action],
  };
}

/** A form that was sent. */
export function submissionPayload(core: Core, user: User, view: View): JsonObject {
  return {
    type: 'view_submission',
    ...interactionBase(core, user),
    trigger_id: core.triggers.issue({ userId: user.id, viewId: view.id }),
    view: wireView(core, view, stateValues(view.content.blocks, view.state)),
    response_urls: [],
  };
}

/** A form that was closed. */
export function closedPayload(
  core: Core,
  user: User,
  { view, isCleared }: { view: View; isCleared: boolean },
): JsonObject {
  return {
    type: 'view_closed',
    ...interactionBase(core, user),
    view: wireView(core, view, stateValues(view.content.blocks, view.state)),
    is_cleared: isCleared,
  };
}

/** A shortcut in a message's menu. */
export function messageShortcutPayload(
  core: Core,
  { user, channel, message, callbackId }: { user: User; channel: Channel; message: Message; callbackId: string },
): JsonObject {
  const target = { kind: 'action', userId: user.id, channelId: channel.id, messageTs: message.ts } as const;
  return {
    type: 'message_action',
    ...interactionBase(core, user),
    callback_id: callbackId,
    action_ts: core.messages.nextTs(),
    trigger_id: core.triggers.issue({ userId: user.id }),
    response_url: `${core.origin()}${core.responseUrls.issue(target)}`,
    message_ts: message.ts,
    channel: channelRef(core, channel),
    message: wireMessage(core, message),
  };
}

/** A shortcut of no message: no channel, no response_url. */
export function globalShortcutPayload(core: Core, user: User, callbackId: string): JsonObject {
  return {
    type: 'shortcut',
    ...interactionBase(core, user),
    callback_id: callbackId,
    action_ts: core.messages.nextTs(),
    trigger_id: core.triggers.issue({ userId: user.id }),
  };
}

/** An event in its wrapper. Its `event_id` stays the same when it is sent again. */
export function eventPayload({ workspace }: Core, event: JsonObject): JsonObject {
  const { teamId, appId, bot } = workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: bot.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: newId('4-'),
  };
}
