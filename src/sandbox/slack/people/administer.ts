import type { Delivery } from '../model.ts';
import { isBotIn, putChannel } from '../workspace.ts';
import { NOTHING_SENT, type Stage, place, tell } from './stage.ts';

/** Archives a channel, or takes it out of the archive. */
export async function archive(stage: Stage, name: string, archived: boolean): Promise<Delivery> {
  const { core } = stage;
  const channel = putChannel(core.workspace, { ...place(stage, name), archived });
  const type = archived ? 'channel_archive' : 'channel_unarchive';
  return await tell(stage, { type, channel: channel.id, event_ts: core.messages.nextTs() }, { event: type });
}

/** Invites the bot into a channel. */
export async function inviteBot(stage: Stage, name: string): Promise<Delivery> {
  const { core } = stage;
  const { workspace } = core;
  const channel = place(stage, name);
  if (isBotIn(workspace, channel)) return NOTHING_SENT;
  putChannel(workspace, { ...channel, members: new Set([...channel.members, workspace.bot.id]) });
  const event = {
    type: 'member_joined_channel',
    user: workspace.bot.id,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: workspace.teamId,
    event_ts: core.messages.nextTs(),
  };
  return await tell(stage, event, { event: 'member_joined_channel' });
}

/** Takes the bot out of a channel. */
export async function kickBot(stage: Stage, name: string): Promise<Delivery> {
  const { core } = stage;
  const channel = place(stage, name);
  const members = new Set([...channel.members].filter((id) => id !== core.workspace.bot.id));
  putChannel(core.workspace, { ...channel, members });
  const type = channel.kind === 'private' ? 'group_left' : 'channel_left';
  return await tell(stage, { type, channel: channel.id, event_ts: core.messages.nextTs() }, { event: type });
}
