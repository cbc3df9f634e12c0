import type { Delivery, Message, User } from '../model.ts';
import type { JsonObject } from '../json.ts';
import { fillIds } from '../fill-ids.ts';
import { objectsOf } from '../json.ts';
import { globalShortcutPayload, messageShortcutPayload } from '../payloads.ts';
import { ActionRefused } from '../slack-error.ts';
import { stateValues } from '../element-state.ts';
import { wireMessage, wireView } from '../wire.ts';
import { directMessage, isBotIn } from '../workspace.ts';
import { NOTHING_SENT, type Stage, person, silence, tell, visibleMessage, visiblePlace, warn } from './stage.ts';
import { typedMessage } from './typed-text.ts';

/** What somebody writes; with `blocks` or `attachments` as another app would. */
export interface Words {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly threadTs?: string;
  readonly blocks?: readonly JsonObject[];
  readonly attachments?: readonly JsonObject[];
}

const MESSAGE_EVENTS = { public: 'channels', private: 'groups', dm: 'im' } as const;
const CHANNEL_TYPES = { public: 'channel', private: 'group', dm: 'im' } as const;

async function tellOfWords(stage: Stage, message: Message): Promise<Delivery> {
  const { core } = stage;
  const channel = core.workspace.channels.get(message.channelId);
  if (!channel || !isBotIn(core.workspace, channel)) return NOTHING_SENT;
  const wired = { ...wireMessage(core, message), channel: channel.id, event_ts: message.ts };
  if (message.text.includes(`<@${core.workspace.bot.id}>`) && channel.kind !== 'dm') {
    await tell(stage, { ...wired, type: 'app_mention' }, { event: 'app_mention', scope: 'app_mentions:read' });
  }
  const kind = MESSAGE_EVENTS[channel.kind];
  const event = { ...wired, channel_type: CHANNEL_TYPES[channel.kind] };
  return await tell(stage, event, { event: `message.${kind}`, scope: `${kind}:history` });
}

/** Writes into a channel, a thread or the direct message with the bot. */
export async function say(stage: Stage, words: Words): Promise<Delivery & { readonly message: Message }> {
  const { core } = stage;
  const user = person(stage, words.user);
  const channel = visiblePlace(stage, user, words.channel);
  if (channel.archived) throw new ActionRefused(`${channel.name} is archived`);
  const typed = typedMessage(words.text);
  const message = core.messages.post({
    channelId: channel.id,
    userId: user.id,
    text: typed.text,
    blocks: words.blocks ? fillIds(words.blocks) : typed.blocks,
    attachments: objectsOf(words.attachments),
    ...(words.threadTs === undefined ? {} : { threadTs: words.threadTs }),
  });
  return { ...(await tellOfWords(stage, message)), message };
}

/** Takes a message away by hand. */
export function deleteMessage(stage: Stage, at: { channel: string; ts: string }): void {
  const message = stage.core.messages.find(at.channel, at.ts);
  if (!message) throw new ActionRefused(`no message ${at.ts}`);
  stage.core.messages.remove(message);
}

function assertShortcut({ core }: Stage, callbackId: string, type: 'message' | 'global'): void {
  const shortcuts = core.workspace.options.shortcuts ?? [];
  const known = shortcuts.some((one) => one.callbackId === callbackId && (one.type ?? 'message') === type);
  if (!known || !core.workspace.scopes.has('commands')) throw new ActionRefused(`no shortcut ${callbackId}`);
}

async function interact(stage: Stage, user: User, payload: JsonObject): Promise<Delivery> {
  const delivery = await stage.transport.send('interactive', payload);
  if (!delivery.acknowledged) warn(stage, { user, text: silence(stage) });
  return delivery;
}

/** Chooses a shortcut from a message's menu. */
export async function messageShortcut(
  stage: Stage,
  input: { user: string; channel: string; ts: string; callbackId: string },
): Promise<Delivery> {
  const user = person(stage, input.user);
  const channel = visiblePlace(stage, user, input.channel);
  const message = visibleMessage(stage, user, { channelId: channel.id, ts: input.ts });
  const { callbackId } = input;
  assertShortcut(stage, callbackId, 'message');
  return await interact(stage, user, messageShortcutPayload(stage.core, { user, channel, message, callbackId }));
}

/** Chooses a shortcut from the lightning menu. */
export async function globalShortcut(stage: Stage, input: { user: string; callbackId: string }): Promise<Delivery> {
  const user = person(stage, input.user);
  assertShortcut(stage, input.callbackId, 'global');
  return await interact(stage, user, globalShortcutPayload(stage.core, user, input.callbackId));
}

/** Opens the app's home; the event carries the view only where one was published before. */
export async function openHome(stage: Stage, input: { user: string; tab?: 'home' | 'messages' }): Promise<Delivery> {
  const { core } = stage;
  const { tab = 'home' } = input;
  const user = person(stage, input.user);
  const channel = directMessage(core.workspace, user);
  const view = tab === 'home' ? core.views.home(user.id) : undefined;
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    event_ts: core.messages.nextTs(),
    ...(view ? { view: wireView(core, view, stateValues(view.content.blocks, view.state)) } : {}),
  };
  return await tell(stage, event, { event: 'app_home_opened' });
}
