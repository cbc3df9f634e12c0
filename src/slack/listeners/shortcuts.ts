import type { App } from '@slack/bolt';
import { callbacks } from '../ids.ts';
import { messageText } from '../message-text.ts';
import { Shortcut } from './schema.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';

const anyShortcut = /^[\s\S]*$/;

export function registerShortcuts(app: App, { desk, replies, slackCommand }: ListenerDeps): void {
  app.shortcut(anyShortcut, async ({ body }) => {
    const used = Shortcut.parse(body);
    const { userId, channelId, threadTs, responseUrl, triggerId } = used;
    const place = { userId, channelId, threadTs, responseUrl, triggerId, typed: false };
    if (used.callbackId !== callbacks.lookup) return replies.say(place, outdated('shortcut', slackCommand));
    await replies.show(place, desk.lookup(messageText(used.message), actorOf(used)));
  });
}
