import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Channel } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { findChannel, isBotIn } from '../workspace.ts';

/** One Web API method: what it takes, what it answers beside `ok: true`. Throws a `SlackError` to refuse. */
export type Method = (core: Core, args: JsonObject) => JsonObject | Promise<JsonObject>;

/** Methods of one family by their full names. */
export type Methods = { readonly [method: string]: Method };

/** Throws `missing_scope` unless the bot token carries the scope. */
export function requireScope({ workspace }: Core, needed: string): void {
  if (workspace.scopes.has(needed)) return;
  throw new SlackError('missing_scope', { needed, provided: [...workspace.scopes].join(',') });
}

const KIND_PREFIX = { public: 'channels', private: 'groups', dm: 'im' } as const;

/** The scope that reading something of a channel takes, by what the channel is. */
export function channelScope(channel: Pick<Channel, 'kind'>, what: 'read' | 'history' | 'write'): string {
  return `${KIND_PREFIX[channel.kind]}:${what}`;
}

/** A channel by its id alone; a private one that the bot is not in does not exist for it. */
export function channelById({ workspace }: Core, id: string | undefined): Channel {
  const channel = workspace.channels.get(id ?? '');
  const isVisible = channel !== undefined && (channel.kind === 'public' || isBotIn(workspace, channel));
  if (!isVisible) throw new SlackError('channel_not_found');
  return channel;
}

/** A channel by its id, or a public one by its name. */
export function channelByIdOrName(core: Core, idOrName: string | undefined): Channel {
  const named = findChannel(core.workspace, idOrName ?? '');
  return channelById(core, named?.kind === 'public' ? named.id : idOrName);
}
