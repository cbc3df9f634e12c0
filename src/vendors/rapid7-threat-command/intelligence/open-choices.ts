import * as z from 'zod';
import { list } from '../arguments.ts';
import { withoutBlanks } from '../words.ts';

/** The types of IOCs, as people write them; on the wire without the blank. */
export const iocTypes = ['Ip Addresses', 'Urls', 'Domains', 'Hashes', 'Emails'] as const;

/** Offers choices and passes on, without its blanks, whatever is given: the vendor may know more. */
export function openChoice(words: readonly string[]) {
  return z
    .string()
    .transform(withoutBlanks)
    .meta({ enum: [...words] });
}

/** Offers choices, of which several may be given, and passes them on likewise. */
export function openChoices(words: readonly string[]) {
  return list()
    .transform((chosen) => chosen.map(withoutBlanks))
    .meta({ kind: 'choices', enum: [...words] });
}
