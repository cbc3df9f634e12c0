import type { Json } from '../../domain/json.ts';
import { mask, maskJson, maskText } from '../../indicators/mask.ts';
import { clean, verbatim } from './escape.ts';

/**
 * A vendor's record as JSON to read and copy, at most `max` code points. Secrets are masked text by text, each under its
 * name: in the JSON as a whole, one would reach over the `\n` behind it into the next line.
 */
export function recordText(record: Json, max: number): string {
  return verbatim(JSON.stringify(maskJson(readable(record, '')), undefined, 2), max);
}

function readable(value: Json, name: string): Json {
  if (typeof value === 'string') return namesSecret(name) && value !== '' ? mask : clean(value);
  if (typeof value === 'number') return namesSecret(name) ? mask : value;
  if (typeof value === 'boolean' || value === null) return value;
  if (isList(value)) return value.map((one) => readable(one, name));
  const fields = Object.entries(value).flatMap(([field, one]) => {
    const shown = clean(field);
    return one === undefined ? [] : [[maskText(shown).text, readable(one, shown)] as const];
  });
  return Object.fromEntries(fields);
}

/** Whether a text under this name would read as a secret: in more languages than a record's own field names have. */
function namesSecret(name: string): boolean {
  return !maskText(`${name}: 1234`).text.endsWith(': 1234');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
