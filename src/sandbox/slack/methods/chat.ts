import { flagArg, requiredArg, textArg } from '../args.ts';
import { acceptMetadata, keptContent, refuseMessage } from '../content.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { codePoints } from '../validate/text.ts';
import { wireMessage } from '../wire.ts';
import { type Methods, channelById } from './method.ts';
import { assertCanPost, draftOf, postTarget } from './posting.ts';

const MAX_UPDATE_TEXT = 4000;

function postMessage(core: Core, args: JsonObject): JsonObject {
  const channel = postTarget(core, textArg(args, 'channel'));
  assertCanPost(core, channel);
  const message = core.messages.post(draftOf(core, channel, args));
  const isCut = message.text !== (textArg(args, 'text') ?? '');
  return {
    channel: channel.id,
    ts: message.ts,
    message: wireMessage(core, message, { withMetadata: true }),
    ...(isCut ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } } : {}),
  };
}

function ownMessage(core: Core, args: JsonObject, refusal: string): Message {
  const channel = channelById(core, textArg(args, 'channel'));
  const message = core.messages.find(channel.id, requiredArg(args, 'ts'));
  const isThere = message !== undefined && message.ephemeralFor === undefined && !message.tombstone;
  if (!isThere) throw new SlackError('message_not_found');
  if (message.userId !== core.workspace.bot.id) throw new SlackError(refusal);
  return message;
}

/** Slack's own rule for what is left out: text alone removes the blocks, neither keeps both. */
function updatedContent(message: Message, args: JsonObject): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const { text, blocks, attachments } = args;
  const { blocks: newBlocks, attachments: newAttachments } = keptContent(args);
  const keepsBlocks = text === undefined && blocks === undefined && args['markdown_text'] === undefined;
  return {
    text: text === undefined ? message.text : (textArg(args, 'text') ?? ''),
    blocks: keepsBlocks ? message.blocks : newBlocks,
    attachments: attachments === undefined ? message.attachments : newAttachments,
  };
}

function refuseUpdate(message: Message, args: JsonObject): void {
  const hasContent = ['text', 'blocks', 'attachments', 'markdown_text'].some((name) => args[name] !== undefined);
  const onlyMetadata = !hasContent && (args['metadata'] !== undefined || args['reply_broadcast'] !== undefined);
  if (onlyMetadata) return;
  // What stays on the message counts as content: only a message that would end up empty is refused.
  const { text, blocks, attachments } = args;
  const markdown = args['markdown_text'];
  refuseMessage({
    ...(text === undefined && markdown === undefined ? { text: message.text } : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(markdown === undefined ? {} : { markdown_text: markdown }),
    attachments: attachments ?? message.attachments,
  });
  if (codePoints(textArg(args, 'text') ?? '') > MAX_UPDATE_TEXT) throw new SlackError('msg_too_long');
}

function update(core: Core, args: JsonObject): JsonObject {
  const message = ownMessage(core, args, 'cant_update_message');
  if (channelById(core, message.channelId).archived) throw new SlackError('is_inactive');
  refuseUpdate(message, args);
  const { metadata: known, ...rest } = message;
  const metadata = args['metadata'] === undefined ? known : acceptMetadata(args['metadata']);
  const updated = {
    ...rest,
    ...updatedContent(message, args),
    ...(metadata ? { metadata } : {}),
    broadcast: message.broadcast || (message.threadTs !== undefined && flagArg(args, 'reply_broadcast') === true),
    editedTs: core.messages.nextTs(),
  };
  core.messages.put(updated);
  const wired = wireMessage(core, updated, { withMetadata: true });
  return { channel: message.channelId, ts: message.ts, text: updated.text, message: wired };
}

function remove(core: Core, args: JsonObject): JsonObject {
  const message = ownMessage(core, args, 'cant_delete_message');
  core.messages.remove(message);
  return { channel: message.channelId, ts: message.ts };
}

function postEphemeral(core: Core, args: JsonObject): JsonObject {
  const channel = postTarget(core, textArg(args, 'channel'));
  assertCanPost(core, channel);
  const user = core.workspace.users.get(requiredArg(args, 'user'));
  if (!user || !channel.members.has(user.id)) throw new SlackError('user_not_in_channel');
  const message = core.messages.post({ ...draftOf(core, channel, args), ephemeralFor: user.id });
  return { message_ts: message.ts };
}

function getPermalink(core: Core, args: JsonObject): JsonObject {
  const channel = channelById(core, textArg(args, 'channel'));
  const message = core.messages.find(channel.id, requiredArg(args, 'message_ts'));
  if (!message || message.ephemeralFor !== undefined) throw new SlackError('message_not_found');
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  const place = `${core.origin()}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return { channel: channel.id, permalink: `${place}${thread}` };
}

/** chat.*: posting, editing and deleting. */
export const chatMethods: Methods = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};
