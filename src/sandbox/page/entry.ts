import type { PageState } from '../slack/page-api.ts';

type Commands = PageState['commands'];
type Named = readonly { readonly id: string; readonly name: string }[];

/** What a text in the composer means. */
export type Entry =
  | { readonly kind: 'empty' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'command'; readonly command: string; readonly text: string }
  | { readonly kind: 'unknown-command'; readonly command: string };

/** Reads a text as Slack's composer does: a first word with a slash is a command, known or not. */
export function readEntry(typed: string, commands: Commands): Entry {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  const [, command, rest] = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  if (!command) return { kind: 'say', text };
  const isKnown = commands.some((known) => known.command === command);
  return isKnown ? { kind: 'command', command, text: rest ?? '' } : { kind: 'unknown-command', command };
}

/** The commands that what is typed may become; none once its first word is complete. */
export function suggestCommands(typed: string, commands: Commands): Commands {
  if (!/^\/\S*$/u.test(typed)) return [];
  return commands.filter(({ command }) => command.startsWith(typed));
}

/** The command whose arguments are being typed, for its usage hint; absent otherwise. */
export function commandTyped(typed: string, commands: Commands): Commands[number] | undefined {
  const [, word] = /^(\/\S+)\s/u.exec(typed) ?? [];
  return commands.find(({ command }) => command === word);
}

/** Typed words as Slack's clients send them: `@name` of a person who exists becomes a mention. */
export function mentionPeople(text: string, users: Named): string {
  const byLength = users.toSorted((one, other) => other.name.length - one.name.length);
  return byLength.reduce((words, { id, name }) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return words.replace(new RegExp(`(?<![\\p{L}\\p{N}<])@${escaped}(?![\\p{L}\\p{N}_-])`, 'giu'), `<@${id}>`);
  }, text);
}
