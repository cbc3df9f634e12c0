import * as z from 'zod';
import { parseInstant, resolveInstant } from '../../domain/time.ts';
import { pythonText } from './python-text.ts';
import { sameWord } from './words.ts';

/*
 * The kinds of arguments that the commands have, each refused in the contract's words (CONTRACT.md §7). A name is given
 * where its text needs it; `.describe()` and `.optional()` are the command's.
 */

/** A text that has to be there. */
export function required(name: string) {
  return z.string(`${name} argument is required.`).trim().min(1, `${name} argument is required.`);
}

/** The text of a choice that is none. */
export function choiceMessage(name: string, words: readonly string[]): string {
  return `${name} argument should be ${pythonText(words)}`;
}

/** One of `words`, spelt as they are. */
export function choice<const Words extends readonly [string, ...string[]]>(name: string, words: Words) {
  return z.enum(words, {
    error: ({ input }) => (input === undefined ? `${name} argument is required.` : choiceMessage(name, words)),
  });
}

/** `true` or `false`. */
export function flag(name: string) {
  return choice(name, ['true', 'false']).meta({ kind: 'boolean' });
}

/** Texts between commas or line ends, without blanks around them and without empty ones. */
export function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A list of texts, separated by commas or one a line. */
export function list() {
  return z.string().transform(listOf).meta({ kind: 'list' });
}

/** A list of texts that has to hold one at least. */
export function requiredList(name: string) {
  return required(name)
    .transform(listOf)
    .refine((items) => items.length > 0, `${name} argument is required.`)
    .meta({ kind: 'list' });
}

/** Any of `words`, separated by commas; blanks and letter case do not matter. Gives them as `words` has them. */
export function choices<const Words extends readonly string[]>(name: string, words: Words) {
  return z
    .string()
    .transform((text, context): readonly Words[number][] => {
      const chosen = listOf(text).map((part) => words.find((word) => sameWord(word, part)));
      const known = chosen.filter((word) => word !== undefined);
      if (known.length === chosen.length) return known;
      context.addIssue({ code: 'custom', message: choiceMessage(name, words) });
      return z.NEVER;
    })
    .meta({ kind: 'choices', enum: [...words] });
}

/** A whole number of `least` or more; `message` is for one that is less. */
export function wholeNumber(least: number, message: string) {
  return z
    .string()
    .trim()
    .transform((text, context) => {
      const number = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (number >= least) return number;
      context.addIssue({ code: 'custom', message: Number.isNaN(number) ? `"${text}" is not a valid number` : message });
      return z.NEVER;
    })
    .meta({ kind: 'number' });
}

/** How many records a command gives at most. */
export function limitArgument() {
  return wholeNumber(0, 'Limit has to be positive number.')
    .prefault('50')
    .describe('How many at most; 50 unless given');
}

/** `limit` and `all_results` of the commands that cut their answer themselves (CONTRACT.md §5.2). */
export function cutArguments<const Name extends 'all_results' | 'all_result'>(name: Name) {
  const all = flag(name).default('false').describe('All there are, whatever the limit');
  return { limit: limitArgument(), [name]: all } as { limit: ReturnType<typeof limitArgument> } & {
    [key in Name]: typeof all;
  };
}

/** `page`, `page_size` and `limit` of the commands that the server pages (CONTRACT.md §5.2). */
export function pageArguments() {
  return {
    page: wholeNumber(1, 'Page has to be positive number.')
      .prefault('1')
      .describe('Which page of `page_size` records; starts at 1'),
    page_size: wholeNumber(1, 'Page size has to be positive number.').optional().describe('Records on a page'),
    limit: limitArgument(),
  };
}

/** A date, a time or a duration back from now; given as ISO 8601 UTC. */
export function instant(name: string) {
  return z
    .string()
    .transform((text, context) => {
      const parsed = parseInstant(text);
      if (parsed !== undefined) return resolveInstant(parsed, new Date());
      context.addIssue({
        code: 'custom',
        message: `${name} must be a date, a time or a duration such as \`7 days\`; "${text}" is none.`,
      });
      return z.NEVER;
    })
    .meta({ kind: 'date', example: '2026-08-01' });
}
