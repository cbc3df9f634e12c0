import { flagArg, requiredArg, textArg } from '../args.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, Message } from '../model.ts';
import { pageOf } from '../paging.ts';
import { SlackError } from '../slack-error.ts';
import { wireMessage } from '../wire.ts';
import { isBotIn } from '../workspace.ts';
import { type Methods, channelById, channelScope, requireScope } from './method.ts';

const LIMITS = { fallback: 100, max: 999 };
const TS = /^\d+(\.\d{1,6})?$/;

/** A timestamp in microseconds: as a number it would lose its last digits. */
function micros(ts: string, refusal: string): bigint {
  if (!TS.test(ts)) throw new SlackError(refusal);
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

function within(args: JsonObject): (message: Message) => boolean {
  const oldest = micros(textArg(args, 'oldest') ?? '0', 'invalid_ts_oldest');
  const latestTs = textArg(args, 'latest');
  const latest = latestTs === undefined ? undefined : micros(latestTs, 'invalid_ts_latest');
  const isInclusive = flagArg(args, 'inclusive') === true;
  return ({ ts }) => {
    const at = micros(ts, 'internal_error');
    if (isInclusive) return at >= oldest && (latest === undefined || at <= latest);
    return at > oldest && (latest === undefined || at < latest);
  };
}

function readable(core: Core, args: JsonObject): Channel {
  const channel = channelById(core, textArg(args, 'channel'));
  requireScope(core, channelScope(channel, 'history'));
  if (!isBotIn(core.workspace, channel)) throw new SlackError('not_in_channel');
  return channel;
}

function answer(core: Core, messages: readonly Message[], args: JsonObject): JsonObject {
  const { page, cursor, hasMore } = pageOf(messages, args, LIMITS);
  const withMetadata = flagArg(args, 'include_all_metadata') === true;
  return {
    messages: page.map((message) => wireMessage(core, message, { withMetadata })),
    has_more: hasMore,
    ...(hasMore ? { response_metadata: { next_cursor: cursor } } : {}),
  };
}

function history(core: Core, args: JsonObject): JsonObject {
  const channel = readable(core, args);
  const isWithin = within(args);
  const shown = core.messages
    .inChannel(channel.id)
    .filter(
      ({ ephemeralFor, threadTs, broadcast }) => ephemeralFor === undefined && (threadTs === undefined || broadcast),
    )
    .filter((message) => isWithin(message))
    .toReversed();
  return { ...answer(core, shown, args), pin_count: 0 };
}

function replies(core: Core, args: JsonObject): JsonObject {
  const channel = readable(core, args);
  const ts = requiredArg(args, 'ts');
  const found = core.messages.find(channel.id, ts);
  if (!found || found.ephemeralFor !== undefined) throw new SlackError('thread_not_found');
  const parent = found.threadTs === undefined ? found : core.messages.find(channel.id, found.threadTs);
  if (!parent) throw new SlackError('thread_not_found');
  const isWithin = within(args);
  const thread = core.messages
    .replies(channel.id, parent.ts)
    .filter((reply) => reply.ephemeralFor === undefined && isWithin(reply));
  return answer(core, [parent, ...thread], args);
}

/** conversations.history and conversations.replies: for members only. */
export const historyMethods: Methods = {
  'conversations.history': history,
  'conversations.replies': replies,
};
