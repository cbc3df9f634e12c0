import type { Json } from '../../domain/json.ts';

/** A scalar as text without the blanks around it; absent where it is null, empty, a list or an object. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** The texts of a list, or of a lone scalar; anything else is left out. */
export function textsOf(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : [value]).flatMap((item) => textOf(item) ?? []);
}

/** Anything as one text to read: scalars as they are, the rest as JSON; absent where there is nothing to show. */
export function shownText(value: Json | undefined): string | undefined {
  if (typeof value !== 'object') return textOf(value);
  if (value === null || Object.keys(value).length === 0) return undefined;
  const texts = textsOf(value);
  return isList(value) && texts.length === value.length ? texts.join(', ') : JSON.stringify(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
