import { escapeEntities } from '../json.ts';
import type { Delivery, User } from '../model.ts';
import { commandPayload } from '../payloads.ts';
import { applyAnswer } from '../responses.ts';
import { ActionRefused, SlackError } from '../slack-error.ts';
import { type Stage, person, silence, visiblePlace, warn } from './stage.ts';

/** A slash command as a person types it. */
export interface SlashInput {
  readonly user: string;
  readonly channel: string;
  readonly command: string;
  readonly text?: string;
}

/** Runs a slash command. An acknowledgement with content becomes the first answer, as in Slack. */
export async function slash(stage: Stage, { command, text = '', ...input }: SlashInput): Promise<Delivery> {
  const { core } = stage;
  const user = person(stage, input.user);
  const channel = visiblePlace(stage, user, input.channel);
  const isKnown = (core.workspace.options.commands ?? []).some((known) => known.command === command);
  if (!isKnown || !core.workspace.scopes.has('commands')) throw new ActionRefused(`${command} is not a valid command`);
  const payload = commandPayload(core, {
    user,
    channel,
    command,
    text: escapedText(text, core.workspace.users.values()),
  });
  const delivery = await stage.transport.send('slash_commands', payload);
  if (!delivery.acknowledged) {
    warn(stage, { user, channel, text: `${command} failed because ${silence(stage)}` });
    return delivery;
  }
  try {
    const target = { kind: 'command', userId: user.id, channelId: channel.id } as const;
    if (delivery.payload) applyAnswer(core, target, delivery.payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    warn(stage, { user, channel, text: `${command} failed with the error "${error.error}"` });
  }
  return delivery;
}

/** What `should_escape` makes of a command's text: entities escaped, people who are mentioned as `<@U…|name>`. */
function escapedText(text: string, users: Iterable<User>): string {
  const spellings = [...users].flatMap(({ id, name, realName }) => {
    const token = `<@${id}|${name}>`;
    return [
      [`&lt;@${id}&gt;`, token],
      [`@${realName}`, token],
      [`@${name}`, token],
    ] as const;
  });
  const longestFirst = spellings.toSorted(([one], [other]) => other.length - one.length);
  return longestFirst.reduce((escaped, [spelling, token]) => {
    const literal = spelling.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return escaped.replace(new RegExp(String.raw`(?<![\p{L}\p{N}<])${literal}(?![\p{L}\p{N}_-])`, 'giu'), token);
  }, escapeEntities(text));
}
