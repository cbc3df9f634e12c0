import type { App } from '@slack/bolt';
import { commandText } from '../command-text.ts';
import { Typed } from './schema.ts';
import { acknowledge, whenKept } from '../acknowledge.ts';
import { interactionOfLine } from '../interactions.ts';
import { actorOf, type ListenerDeps } from './deps.ts';

/** Any slash command that Slack brings is this app's own, whatever its name is in the manifest. */
const anyCommand = /^\/[\s\S]*$/;

export function registerCommands(app: App, { desk, replies, clock }: ListenerDeps): void {
  app.command(anyCommand, async ({ body, context }) => {
    const typed = Typed.parse(body);
    const { work } = await whenKept(async (kept) => {
      const interaction = interactionOfLine(typed, { now: clock.now(), kept });
      return desk.line(commandText(typed.text), actorOf(typed), interaction);
    }, clock);
    await acknowledge(context);
    await replies.show({ ...typed, typed: true }, work);
  });
}
