import * as z from 'zod';
import { classifyIndicator } from '../../../indicators/classify.ts';
import { nearest } from '../../../domain/nearest.ts';
import type { IndicatorKind } from '../../../domain/indicator.ts';
import { outdatedName } from '../outdated-names.ts';

const longestId = 300;
/** Indicators that one command asks about. */
export const mostValues = 50;

function isId(text: string): boolean {
  // `.` and `..` would be taken for a folder of the path.
  return text.length <= longestId && !/[\s\p{Cc}]/u.test(text) && !/^\.+$/.test(text);
}

/** The id of a record: any text that is one word, since the vendor's ids have no one form (CONTRACT.md §4). */
export function idArgument(example: string) {
  return z
    .string('id argument is required.')
    .trim()
    .refine(isId, `id must be one word of at most ${longestId} characters.`)
    .describe('ID of the record')
    .meta({ example });
}

/** Suspicious addresses are their own ids. */
export const addressArgument = z
  .string('id argument is required.')
  .transform((text, context) => {
    const indicator = classifyIndicator(text);
    if (indicator?.kind === 'ip') return indicator.value;
    context.addIssue({ code: 'custom', message: `id must be an IP address, got: ${text.trim().slice(0, 100)}` });
    return z.NEVER;
  })
  .describe('The IP address')
  .meta({ example: '192.0.2.45' });

const booleans: { readonly [word: string]: boolean } = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

/** `true` or `false`, in words that people use for them. */
export function booleanArgument(name: string) {
  return z.string().transform((text, context): boolean => {
    const value = booleans[text.trim().toLowerCase()];
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `${name} must be true or false, got: ${text.trim().slice(0, 100)}` });
    return z.NEVER;
  });
}

/** A whole number within bounds; the words are the contract's (CONTRACT.md §11). */
export function integerArgument(name: string, { min, max }: { readonly min: number; readonly max: number }) {
  return z.string().transform((text, context): number => {
    const trimmed = text.trim();
    const number = /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
    if (number >= min && number <= max) return number;
    const message = Number.isNaN(number)
      ? `Invalid '${name}' value: expected int, got '${trimmed.slice(0, 100)}'`
      : `${name} must be from ${min} to ${max}.`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

export const queryArgument = z
  .string('query argument is required.')
  .trim()
  .max(1000, 'query must have at most 1000 characters.');

/** One of `known`, whatever its letter case; what the vendor renamed or removed is told so, a slip gets the nearest. */
export function collectionArgument<const Name extends string>(
  name: string,
  known: readonly Name[],
  otherwise: (text: string) => string = (text) => `There is no collection ${text}.${hint(text, known)}`,
) {
  return z
    .string(`${name} argument is required.`)
    .transform((text, context): Name => {
      const wanted = text.trim().toLowerCase();
      const found = known.find((one) => one === wanted);
      if (found !== undefined) return found;
      const message = outdatedName(wanted) ?? otherwise(text.trim().slice(0, 100));
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ enum: known });
}

function hint(text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  return near === undefined ? ` There are: ${known.join(', ')}.` : ` Did you mean ${near}?`;
}

const kindWords: { readonly [kind in IndicatorKind]: string } = {
  ip: 'an IP address',
  domain: 'a domain name',
  url: 'a URL',
  email: 'an e-mail address',
  file: 'a file hash (MD5, SHA-1, SHA-256)',
  cve: 'a CVE number',
};

/** Values of one kind, fanged or defanged, with blanks or commas between them; each once, normalised. */
export function valuesArgument(name: string, kind: IndicatorKind) {
  return z
    .string(`Argument '${name}' is required.`)
    .transform((text, context): readonly string[] => {
      const words = text.split(/[\s,;]+/).filter((word) => word !== '');
      const values = words.map((word) => classifyIndicator(word));
      const wrong = words.filter((_, index) => values[index]?.kind !== kind);
      for (const word of wrong.slice(0, 3)) {
        context.addIssue({ code: 'custom', message: `${name}: ${word.slice(0, 100)} is not ${kindWords[kind]}.` });
      }
      if (words.length === 0) context.addIssue({ code: 'custom', message: `Argument '${name}' is required.` });
      const once = [...new Set(values.flatMap((one) => one?.value ?? []))];
      if (once.length > mostValues) {
        context.addIssue({ code: 'custom', message: `${name} takes at most ${mostValues} values at a time.` });
      }
      return once;
    })
    .describe(`${kindWords[kind].replace(/^an? /, '').replace(/^./, (first) => first.toUpperCase())}, or several`)
    .meta({ kind: 'list' });
}
