import * as z from 'zod';
import { unitMissing } from '../../domain/time.ts';
import { fetchSettings, instanceSettings, instantSetting, secretSetting, urlSetting } from '../instance-settings.ts';
import { alertTypes, fetchedSourceTypes, networkTypes, sameWord } from './words.ts';

/** More than this is asked for in no one fetch (CONTRACT.md §3). */
export const mostFetched = 200;

const reliabilities = ['A+', 'A', 'B', 'C', 'D', 'E', 'F'] as const;

/** `C`, or the vendor's whole words, `C - Fairly reliable`. */
const reliability = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/ - .*$/s, '').trim() : value),
  z.enum(reliabilities, 'Please provide a valid value for the Source Reliability parameter.'),
);

const first = z
  .string({ error: ({ input }) => unitMissing(input) ?? 'Failed to get first fetch time.' })
  .refine((text) => text.trim() !== '', { error: 'Failed to get first fetch time.', abort: true })
  .pipe(instantSetting);

/** Fractions are cut off, as the published client does. */
const max = z.union([z.number(), z.string()], 'max_fetch must be a positive integer.').transform((value, context) => {
  const text = String(value).trim();
  const number = Math.trunc(Number(text));
  const message = Number.isNaN(number) ? `"${text}" is not a valid number` : 'max_fetch must be a positive integer.';
  if (text !== '' && number >= 1 && Number.isFinite(number)) return number;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Any of `words`, with or without its blanks, in any case; none or an empty list means all. */
function wordsSetting<const Words extends readonly string[]>(words: Words) {
  const one = z.string().transform((text, context): Words[number] => {
    const word = words.find((known) => sameWord(known, text));
    if (word !== undefined) return word;
    context.addIssue({ code: 'custom', message: `expected one of ${words.map((known) => `\`${known}\``).join(', ')}` });
    return z.NEVER;
  });
  return z.array(one).default([]);
}

const fetch = fetchSettings.extend({
  first: first.prefault('1 day'),
  max: max.prefault(50),
  alertTypes: wordsSetting(alertTypes),
  networkTypes: wordsSetting(networkTypes),
  sourceTypes: wordsSetting(fetchedSourceTypes),
  /** `Low` lets everything in, also what has no severity or one that is not known. */
  minSeverity: z.enum(['High', 'Medium', 'Low'], 'expected `High`, `Medium` or `Low`').default('Low'),
  closed: z.boolean().default(false),
  csv: z.boolean().default(false),
  attachments: z.boolean().default(false),
});

/** An identifier, also where YAML made a number of it; it goes out in a header. */
function identifier(missing: string) {
  return z
    .union([z.string(), z.number()], missing)
    .transform((value) => String(value).trim())
    .refine((text) => /^[\x21-\x7e]+$/.test(text), missing);
}

/** Keys of a Threat Command instance. Source: INTERFACE.md §5, CONTRACT.md §3. */
export const rapid7Settings = instanceSettings.extend({
  vendor: z.literal('rapid7-threat-command'),
  url: urlSetting.default('https://api.ti.insight.rapid7.com/'),
  accountId: identifier('expected the Account ID').refine(
    (text) => !text.includes(':'),
    'expected the Account ID; it has no colon',
  ),
  apiKey: secretSetting,
  /** The customer of a managed-service account that every request is about. */
  subAccountId: identifier('expected the id of the sub-account').optional(),
  reliability: reliability.prefault('C'),
  fetch: fetch.prefault({}),
});

export type Rapid7Settings = z.output<typeof rapid7Settings>;
