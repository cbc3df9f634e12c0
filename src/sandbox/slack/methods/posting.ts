import { flagArg, textArg } from '../args.ts';
import { acceptMetadata, keptContent, refuseMessage } from '../content.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Draft } from '../message-log.ts';
import type { Channel } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { codePoints } from '../validate/text.ts';
import { directMessage, isBotIn } from '../workspace.ts';
import { channelByIdOrName } from './method.ts';

const MAX_TEXT = 40_000;

/** Where a post goes: a channel by id or public name, or a person's direct message by their id. */
export function postTarget(core: Core, idOrName: string | undefined): Channel {
  const user = core.workspace.users.get(idOrName ?? '');
  if (user && !user.isBot) return directMessage(core.workspace, user);
  return channelByIdOrName(core, idOrName);
}

/** Throws unless the bot may write into a channel. */
export function assertCanPost({ workspace }: Core, channel: Channel): void {
  if (channel.archived) throw new SlackError('is_archived');
  if (isBotIn(workspace, channel)) return;
  const mayPostUninvited = channel.kind === 'public' && workspace.scopes.has('chat:write.public');
  if (!mayPostUninvited) throw new SlackError('not_in_channel');
}

/** The thread that a post goes into; throws where there is no such message. */
export function threadOf(core: Core, channel: Channel, args: JsonObject): string | undefined {
  const threadTs = textArg(args, 'thread_ts');
  if (threadTs === undefined) return undefined;
  const parent = core.messages.find(channel.id, threadTs);
  if (!parent || parent.ephemeralFor !== undefined) throw new SlackError('thread_not_found');
  return threadTs;
}

function unfurlOf(args: JsonObject): NonNullable<Draft['unfurl']> {
  const links = flagArg(args, 'unfurl_links');
  const media = flagArg(args, 'unfurl_media');
  return { ...(links === undefined ? {} : { links }), ...(media === undefined ? {} : { media }) };
}

/** The bot's message that arguments describe, judged as Slack judges it. Over-long text is cut, as Slack does. */
export function draftOf(core: Core, channel: Channel, args: JsonObject): Draft {
  refuseMessage(args);
  const threadTs = threadOf(core, channel, args);
  const metadata = acceptMetadata(args['metadata']);
  const text = textArg(args, 'text') ?? '';
  const isLong = codePoints(text) > MAX_TEXT;
  return {
    channelId: channel.id,
    userId: core.workspace.bot.id,
    text: isLong ? Array.from(text).slice(0, MAX_TEXT).join('') : text,
    ...keptContent(args),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(metadata ? { metadata } : {}),
    broadcast: threadTs !== undefined && flagArg(args, 'reply_broadcast') === true,
    unfurl: unfurlOf(args),
  };
}
