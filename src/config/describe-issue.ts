import * as z from 'zod';
import { nearest } from '../domain/nearest.ts';

const types: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list (each entry begins with `- `)',
  object: 'a mapping of keys',
  record: 'a mapping of keys',
};

/**
 * What was expected, for an issue whose schema does not say so itself. Never repeats what the file holds: it may be a
 * secret in the wrong place.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return given(issue.input, typeName(issue));
    case 'invalid_value':
      return given(issue.input, oneOf(issue.values), suggestion(issue.input, issue.values));
    case 'invalid_union':
      return describeUnion(issue);
    case 'too_small':
      return `expected ${bound(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `expected ${bound(issue.origin, 'at most', Number(issue.maximum))}`;
    case 'invalid_format':
      return `expected ${issue.format === 'regex' ? 'another form' : `a ${issue.format}`}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      break;
  }
  return undefined;
}

function typeName({ expected, inst }: { readonly expected: string; readonly inst?: unknown }): string {
  if (inst instanceof z.ZodNumberFormat) return 'a whole number';
  return types[expected] ?? `a value of type ${expected}`;
}

function given(input: unknown, expected: string, hint = ''): string {
  if (input === undefined) return `is missing; expected ${expected}`;
  if (input === null) return `is empty; expected ${expected} (quote a value that begins with #, or leave the key out)`;
  return `expected ${expected}${hint}`;
}

function describeUnion(issue: z.core.$ZodRawIssue & { readonly code: 'invalid_union' }): string {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') {
    const word = fieldOf(issue.input, issue.discriminator);
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    return given(word, oneOf(options), suggestion(word, options));
  }
  const messages = issue.errors.flat().map(({ message }) => message.replace(/^(?:is \w+; )?expected /, ''));
  return given(issue.input, [...new Set(messages)].join(', or '));
}

function fieldOf(input: unknown, name: string): unknown {
  return Object.entries(input ?? {}).find(([key]) => key === name)?.[1];
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => `\`${String(value)}\``);
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`;
}

function suggestion(input: unknown, values: readonly unknown[]): string {
  const near = typeof input === 'string' ? nearest(input, values.map(String)) : undefined;
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

function bound(origin: string, word: string, limit: number): string {
  if (origin === 'string') return `${word} ${limit} character${limit === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `${word} ${limit}`;
}

/** What to say of a key that the schema does not know, and the key as far as it can be shown. */
export function describeUnknownKey(
  key: string,
  known: readonly string[],
): { readonly shown: string; readonly message: string } {
  const near = nearest(key, known);
  // A value whose key was lost ends up as a key: only what looks like a name is repeated.
  const shown = /^[A-Za-z][A-Za-z_-]{0,29}$/.test(key) ? key : '…';
  const hint = near === undefined ? `known here: ${[...known].toSorted().join(', ')}` : `did you mean \`${near}\`?`;
  return { shown, message: `unknown key; ${hint}` };
}
