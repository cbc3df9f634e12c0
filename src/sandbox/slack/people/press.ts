import { type Placed, actionEntry, chosenValue, labelOf, placedElements, stateValues } from '../element-state.ts';
import { type JsonObject, objectsOf } from '../json.ts';
import type { Delivery, Message, StateValues, User, View } from '../model.ts';
import { messageActionsPayload, viewActionsPayload } from '../payloads.ts';
import { ActionRefused } from '../slack-error.ts';
import { NOTHING_SENT, type Stage, person, silence, visibleMessage, visiblePlace, visibleView, warn } from './stage.ts';

/** How an element is found: by its `action_id`, the command before the colon in it, its label, or an option's label. */
export interface Press {
  readonly user: string;
  readonly find: string;
  /** What is chosen, by an option's value or label, or typed; not for buttons. */
  readonly choose?: string | readonly string[];
  /** What the other inputs around it are set to. */
  readonly state?: StateValues;
}

export interface MessagePress extends Press {
  readonly channel: string;
  readonly ts: string;
}

/** An element that a client shows, and what a person set it to. */
export interface Use {
  readonly blockId: string;
  readonly actionId: string;
  readonly value: JsonObject;
  readonly state: StateValues;
}

type Findable = { readonly blocks: readonly JsonObject[]; readonly attachmentIndex?: number };

function optionLabels(element: JsonObject): string[] {
  return objectsOf(element['options']).flatMap((option) => [labelOf(option['text']) ?? '', String(option['value'])]);
}

function matches({ element, actionId }: Placed, find: string): boolean {
  return actionId === find || actionId.startsWith(`${find}:`) || labelOf(element['text']) === find;
}

function findElement(blocks: readonly JsonObject[], find: string): Placed | undefined {
  const placed = placedElements(blocks);
  return (
    placed.find((one) => matches(one, find)) ??
    placed.find(({ element }) => element['type'] === 'overflow' && optionLabels(element).includes(find))
  );
}

function useOf(blocks: readonly JsonObject[], { find, choose, state = {} }: Press): Use {
  const placed = findElement(blocks, find);
  if (!placed) {
    const known = placedElements(blocks).map(({ actionId, element }) => labelOf(element['text']) ?? actionId);
    throw new ActionRefused(`nothing called "${find}" to press; there are: ${known.join(', ')}`);
  }
  const { element, blockId, actionId } = placed;
  const isMenu = element['type'] === 'overflow';
  const choice = choose ?? (isMenu ? find : undefined);
  const value = choice === undefined ? { type: element['type'] } : chosenValue(element, choice);
  return { blockId, actionId, value, state };
}

function surfaces(message: Message): Findable[] {
  const attached = message.attachments.map((attachment, attachmentIndex) => ({
    blocks: objectsOf(attachment['blocks']),
    attachmentIndex,
  }));
  return [{ blocks: message.blocks }, ...attached];
}

function placedAt(blocks: readonly JsonObject[], { blockId, actionId }: Use): Placed | undefined {
  return placedElements(blocks).find((placed) => placed.blockId === blockId && placed.actionId === actionId);
}

/** Buttons and menus have no state of their own; everything else is set to what was chosen. */
function withUse(state: StateValues, { blockId, actionId, value }: Use): StateValues {
  return { ...state, [blockId]: { ...state[blockId], [actionId]: value } };
}

/** A form's field is reported only with the form, unless it asks for more. */
function isSilent({ block }: Placed): boolean {
  return block['type'] === 'input' && block['dispatch_action'] !== true;
}

async function dispatch(stage: Stage, user: User, payload: JsonObject): Promise<Delivery> {
  const delivery = await stage.transport.send('interactive', payload);
  if (!delivery.acknowledged) warn(stage, { user, text: silence(stage) });
  return delivery;
}

/** Uses an element of a message. */
export async function useInMessage(
  stage: Stage,
  at: { user: string; channel: string; ts: string },
  use: Use,
): Promise<Delivery> {
  const user = person(stage, at.user);
  const channel = visiblePlace(stage, user, at.channel);
  const message = visibleMessage(stage, user, { channelId: channel.id, ts: at.ts });
  const surface = surfaces(message).find(({ blocks }) => placedAt(blocks, use));
  const placed = surface && placedAt(surface.blocks, use);
  if (!placed) throw new ActionRefused('that element is no longer there');
  if (isSilent(placed)) return NOTHING_SENT;
  const action = actionEntry(placed, use.value, stage.core.messages.nextTs());
  const state = stateValues(surface.blocks, withUse(use.state, use));
  const payload = messageActionsPayload(
    stage.core,
    { user, channel, message },
    { action, state, attachmentIndex: surface.attachmentIndex },
  );
  const delivery = await stage.transport.send('interactive', payload);
  if (!delivery.acknowledged) warn(stage, { user, channel, text: silence(stage) });
  return delivery;
}

/** Uses an element of a modal or of the home tab. */
export async function useInView(stage: Stage, at: { user: string; view: View }, use: Use): Promise<Delivery> {
  const { core } = stage;
  const user = person(stage, at.user);
  const placed = placedAt(at.view.content.blocks, use);
  if (!placed) throw new ActionRefused('that element is no longer there');
  core.views.patch(at.view, { state: withUse({ ...at.view.state, ...use.state }, use) });
  if (isSilent(placed)) return NOTHING_SENT;
  const view = visibleView(stage, user, at.view.id);
  const action = actionEntry(placed, use.value, core.messages.nextTs());
  return await dispatch(stage, user, viewActionsPayload(core, user, { view, action }));
}

/** Presses, or chooses in, an element of a message that is found by its name. */
export async function press(stage: Stage, input: MessagePress): Promise<Delivery> {
  const user = person(stage, input.user);
  const channel = visiblePlace(stage, user, input.channel);
  const message = visibleMessage(stage, user, { channelId: channel.id, ts: input.ts });
  const use = useOf(
    surfaces(message).flatMap(({ blocks }) => blocks),
    input,
  );
  return await useInMessage(stage, { user: user.id, channel: channel.id, ts: message.ts }, use);
}

/** The same in the topmost modal, in the modal named, or in the home tab. */
export async function pressInView(
  stage: Stage,
  input: Press & { readonly viewId?: string; readonly home?: boolean },
): Promise<Delivery> {
  const user = person(stage, input.user);
  const view = shownView(stage, user, input);
  return await useInView(stage, { user: user.id, view }, useOf(view.content.blocks, input));
}

/** The view that a person means: one by id, their home tab, or the topmost modal. */
export function shownView(
  stage: Stage,
  user: User,
  which: { readonly viewId?: string; readonly home?: boolean },
): View {
  if (which.viewId !== undefined) return visibleView(stage, user, which.viewId);
  const view = which.home === true ? stage.core.views.home(user.id) : stage.core.views.stack(user.id).at(-1);
  if (!view) throw new ActionRefused(`${user.name} has no ${which.home === true ? 'home tab' : 'open modal'}`);
  return view;
}
