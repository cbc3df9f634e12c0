import type { App } from '@slack/bolt';
import type { MessageRef } from '../../domain/incident.ts';
import type { Reply } from '../../pipeline/desk.ts';
import { actionName, incidentKeyOf, own } from '../ids.ts';
import type { Place } from '../place.ts';
import { Pressed, pressValueOf } from './schema.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';

/** Every press, also on messages of years ago: old buttons keep coming and are answered. */
const anyAction = /^[\s\S]*$/;

export function registerActions(app: App, deps: ListenerDeps): void {
  const running = new Set<string>();
  app.action(anyAction, async ({ body }) => {
    const pressed = Pressed.parse(body);
    const id = identityOf(pressed);
    // A double click: the first press is at work on it already.
    if (running.has(id)) return;
    running.add(id);
    try {
      await answer(pressed, deps);
    } finally {
      running.delete(id);
    }
  });
}

async function answer(pressed: Pressed, deps: ListenerDeps): Promise<void> {
  const { replies, desk, slackCommand } = deps;
  const place = placeOf(pressed);
  const name = actionName(pressed.actionId);
  if (name === own.page) return turnPage(pressed, deps);
  if (name === own.choice && pressed.value !== undefined) {
    return replies.show(place, desk.line(pressed.value, actorOf(pressed)));
  }
  if (name === own.reveal) return replies.show(place, desk.reveal(incidentOf(pressed), actorOf(pressed)));
  if (name === own.details) return replies.show(place, desk.details(incidentOf(pressed), actorOf(pressed)));
  const press = runs(name, pressed, deps);
  return press === undefined ? replies.say(place, outdated('button', slackCommand)) : replies.show(place, press);
}

function runs(name: string, pressed: Pressed, { desk }: ListenerDeps): Promise<Reply> | undefined {
  const said = pressValueOf(pressed.value);
  const command = said?.command ?? name;
  if (said === undefined || command === '' || command.startsWith('picket_')) return undefined;
  const { args, form } = said;
  return desk.press({ actor: actorOf(pressed), ...incidentOf(pressed), command, args, form });
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

function identityOf({ userId, channelId, messageTs, blockId, actionId, value }: Pressed): string {
  return JSON.stringify([userId, channelId, messageTs, blockId, actionId, value]);
}
