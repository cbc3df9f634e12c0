import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, Delivery, Message, User, View } from '../model.ts';
import { eventPayload } from '../payloads.ts';
import { ActionRefused } from '../slack-error.ts';
import { type Timers, type Transport, sendEvent } from '../transport.ts';
import { findChannel, findUser } from '../workspace.ts';

/** Where people act: what Slack remembers, and the way to the app. */
export interface Stage {
  readonly core: Core;
  readonly transport: Transport;
  readonly timers: Timers;
  readonly eventRetryMs: readonly number[];
}

/** Nothing had to be told to the app. */
export const NOTHING_SENT: Delivery = { acknowledged: true, ackMs: 0 };

/** A person by id or name. */
export function person({ core }: Stage, idOrName: string): User {
  const user = findUser(core.workspace, idOrName);
  if (!user) throw new ActionRefused(`no such person: ${idOrName}`);
  return user;
}

/** A channel by id or name. */
export function place({ core }: Stage, idOrName: string): Channel {
  const channel = findChannel(core.workspace, idOrName);
  if (!channel) throw new ActionRefused(`no such channel: ${idOrName}`);
  return channel;
}

/** A channel that a person can look into. */
export function visiblePlace(stage: Stage, user: User, idOrName: string): Channel {
  const channel = place(stage, idOrName);
  if (channel.kind !== 'public' && !channel.members.has(user.id)) {
    throw new ActionRefused(`${user.name} cannot see ${channel.name}`);
  }
  return channel;
}

/** A message that a person can see. */
export function visibleMessage({ core }: Stage, user: User, at: { channelId: string; ts: string }): Message {
  const message = core.messages.find(at.channelId, at.ts);
  const isHidden = message?.ephemeralFor !== undefined && message.ephemeralFor !== user.id;
  if (!message || isHidden) throw new ActionRefused(`${user.name} sees no message ${at.ts}`);
  return message;
}

/** A view that a person has in front of them. */
export function visibleView({ core }: Stage, user: User, viewId: string): View {
  const view = core.views.find(viewId);
  if (view?.userId !== user.id) throw new ActionRefused(`${user.name} has no view ${viewId}`);
  return view;
}

/** Shows a person what Slack shows them where something failed. */
export function warn({ core }: Stage, { user, channel, text }: { user: User; channel?: Channel; text: string }): void {
  const where = channel === undefined ? {} : { channelId: channel.id };
  core.workspace.emit({ type: 'warning', userId: user.id, ...where, text });
}

/** The words for an app that let its three seconds pass. */
export function silence({ core }: Stage): string {
  return `${core.workspace.bot.name} did not respond`;
}

/** Sends an event where the app subscribed to it and may read it. */
export async function tell(
  stage: Stage,
  event: JsonObject,
  needed: { event: string; scope?: string },
): Promise<Delivery> {
  const { workspace } = stage.core;
  const isWanted = workspace.events.has(needed.event);
  const isAllowed = needed.scope === undefined || workspace.scopes.has(needed.scope);
  if (!isWanted || !isAllowed) return NOTHING_SENT;
  const retry = { timers: stage.timers, retryMs: stage.eventRetryMs };
  return await sendEvent(stage.transport, eventPayload(stage.core, event), retry);
}
