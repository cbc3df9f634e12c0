import { answer } from '../../domain/answer.ts';
import type { Answer, Line } from '../../domain/answer.ts';
import type { Command, CommandArgument } from '../../domain/command.ts';
import type { Offer } from './deps.ts';
import { typed } from './typed.ts';

interface Args {
  readonly [name: string]: string;
}

/**
 * The arguments of a command with its nameless words among them, where they can mean only one: the only required
 * argument, or the only one. Otherwise what to type instead.
 */
export function withNameless(
  words: readonly string[],
  args: Args,
  { offers, slackCommand }: { readonly offers: readonly Offer[]; readonly slackCommand: string },
): { readonly args: Args } | { readonly fault: Answer } {
  const [first] = offers;
  if (words.length === 0 || first === undefined) return { args };
  const meant = offers.map(({ command }) => onlyArgument(command));
  const [argument] = meant;
  const agreed = argument !== undefined && meant.every((one) => one?.name === argument.name);
  if (agreed && !Object.hasOwn(args, argument.name)) {
    return { args: { ...args, [argument.name]: words.join(argument.kind === 'list' ? ',' : ' ') } };
  }
  return { fault: advice(first.command, words, { args, slackCommand }) };
}

function onlyArgument({ arguments: all }: Command): CommandArgument | undefined {
  const required = all.filter((one) => one.required);
  const candidates = required.length > 0 ? required : all;
  return candidates.length === 1 ? candidates[0] : undefined;
}

function advice(
  { name, arguments: all }: Command,
  words: readonly string[],
  { args, slackCommand }: { readonly args: Args; readonly slackCommand: string },
): Answer {
  const open = all
    .filter((one) => !Object.hasOwn(args, one.name))
    .toSorted((a, b) => Number(b.required) - Number(a.required));
  const line: Line =
    open.length === 0
      ? [`It takes ${all.length === 0 ? 'no arguments' : 'nothing more'}. `]
      : [
          'Arguments have names: ',
          { code: `${slackCommand} ${name} ${typed({ ...args, ...spread(words, open) })}` },
          '. ',
        ];
  const lines: Line[] = [[...line, { code: `${slackCommand} help ${name}` }, ' tells of it.']];
  return answer('error', `${name} does not know what "${words.join(' ')}" is.`, { kind: 'text', lines });
}

/** A word to each of the required arguments, the rest to the last of them. */
function spread(words: readonly string[], open: readonly CommandArgument[]): Args {
  const takers = open.slice(0, Math.max(1, Math.min(words.length, open.filter((one) => one.required).length)));
  return Object.fromEntries(
    takers.map(({ name }, index) => {
      const own = index === takers.length - 1 ? words.slice(index) : words.slice(index, index + 1);
      return [name, own.join(' ')];
    }),
  );
}
