import type { App } from '@slack/bolt';
import type { MessageRef } from '../../domain/incident.ts';
import type { Reply } from '../../pipeline/desk.ts';
import type { Interaction } from '../../pipeline/interaction.ts';
import { acknowledge, whenKept } from '../acknowledge.ts';
import { actionName, incidentKeyOf, own } from '../ids.ts';
import { interactionOfPress } from '../interactions.ts';
import type { Place } from '../place.ts';
import { Pressed, pressValueOf } from './schema.ts';
import { createSummaryLists } from './summary.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';

/** Every press, also on messages of years ago: old buttons keep coming and are answered. */
const anyAction = /^[\s\S]*$/;

export function registerActions(app: App, deps: ListenerDeps): void {
  const running = new Map<string, Promise<void>>();
  const lists = createSummaryLists(deps);
  app.action(anyAction, async ({ body, context }) => {
    const pressed = Pressed.parse(body);
    const id = identityOf(pressed);
    // A double click: the first press is at work on it already, and this is acknowledged no earlier than that one.
    const first = running.get(id);
    if (first !== undefined) return first;
    const { promise, resolve: acknowledged } = Promise.withResolvers<void>();
    running.set(id, promise);
    try {
      if (!(await runPress(pressed, deps, { context, acknowledged })))
        await answer(pressed, { ...deps, lists }, { context, acknowledged });
    } finally {
      acknowledged();
      running.delete(id);
    }
  });
}

interface Answering extends ListenerDeps {
  readonly lists: ReturnType<typeof createSummaryLists>;
}

interface Incoming {
  readonly context: object;
  /** Called when it is acknowledged, for those that wait for it. */
  readonly acknowledged: () => void;
}

/** Presses that change nothing: acknowledged at once. */
async function answer(pressed: Pressed, deps: Answering, { context, acknowledged }: Incoming): Promise<void> {
  await acknowledge(context);
  acknowledged();
  const { replies, desk, slackCommand } = deps;
  const place = placeOf(pressed);
  const name = actionName(pressed.actionId);
  if (name === own.page) return turnPage(pressed, deps);
  if (name === own.summary) return deps.lists(pressed, place);
  if (name === own.details) return replies.show(place, desk.details(incidentOf(pressed), actorOf(pressed)));
  return replies.say(place, outdated('button', slackCommand));
}

/** Presses that may change something: acknowledged when they are written down. Gives whether it is one. */
async function runPress(pressed: Pressed, deps: ListenerDeps, { context, acknowledged }: Incoming): Promise<boolean> {
  const run = runOf(pressed, deps);
  if (run === undefined) return false;
  const { clock, replies } = deps;
  const { work } = await whenKept(async (kept) => run(interactionOfPress(pressed, { now: clock.now(), kept })), clock);
  await acknowledge(context);
  acknowledged();
  await replies.show(placeOf(pressed), work);
  return true;
}

function runOf(pressed: Pressed, { desk }: ListenerDeps): ((interaction: Interaction) => Promise<Reply>) | undefined {
  const { actionId, value } = pressed;
  const name = actionName(actionId);
  const actor = actorOf(pressed);
  if (name === own.choice && value !== undefined) return async (interaction) => desk.line(value, actor, interaction);
  if (name === own.reveal) return async (interaction) => desk.reveal(incidentOf(pressed), actor, interaction);
  const said = pressValueOf(value);
  const command = said?.command ?? name;
  if (said === undefined || command === '' || command.startsWith('picket_')) return undefined;
  const { args, form } = said;
  return async (interaction) => desk.press({ actor, ...incidentOf(pressed), command, args, form, interaction });
}

function turnPage(pressed: Pressed, { replies, slackCommand }: ListenerDeps): Promise<void> {
  const [id = '', index = ''] = (pressed.value ?? '').split(':');
  const place = placeOf(pressed);
  if (!/^\d{1,4}$/.test(index)) return replies.say(place, outdated('button', slackCommand));
  return replies.turn(place, { id, index: Number(index) });
}

function incidentOf({ blockId, channelId, messageTs, ephemeral }: Pressed): { key?: string; message?: MessageRef } {
  const key = incidentKeyOf(blockId);
  const message =
    channelId === undefined || messageTs === undefined || ephemeral ? undefined : { channelId, messageTs };
  return { ...(key !== undefined && { key }), ...(message !== undefined && { message }) };
}

function placeOf({ userId, channelId, threadTs, responseUrl, triggerId }: Pressed): Place {
  return { userId, channelId, threadTs, responseUrl, triggerId, typed: false };
}

/** A view that was brought up to date since has another hash: its button is not the one of before. */
function identityOf({ userId, channelId, messageTs, view, blockId, actionId, value }: Pressed): string {
  return JSON.stringify([userId, channelId, messageTs, view?.id, view?.hash, blockId, actionId, value]);
}
