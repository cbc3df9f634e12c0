import type { App } from '@slack/bolt';
import { commandText } from '../command-text.ts';
import { Typed } from './schema.ts';
import { actorOf, type ListenerDeps } from './deps.ts';

/** Any slash command that Slack brings is this app's own, whatever its name is in the manifest. */
const anyCommand = /^\/[\s\S]*$/;

export function registerCommands(app: App, { desk, replies }: ListenerDeps): void {
  app.command(anyCommand, async ({ body }) => {
    const typed = Typed.parse(body);
    await replies.show({ ...typed, typed: true }, desk.line(commandText(typed.text), actorOf(typed)));
  });
}
