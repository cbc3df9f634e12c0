/** A JSON object of which nothing is known yet: blocks come as the bot sent them. */
export type Dict = { readonly [key: string]: unknown };

/** The object itself, or an empty one for anything else. */
export function dict(value: unknown): Dict {
  return isDict(value) ? value : {};
}

/** The objects of a list; anything else in it is left out, anything but a list gives an empty one. */
export function dicts(value: unknown): readonly Dict[] {
  return Array.isArray(value) ? value.filter(isDict) : [];
}

/** The text, or '' for anything else. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The finite number, or absent. */
export function num(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The texts of a list. */
export function strs(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The words of a text object, whichever its type. */
export function wordsOf(textObject: unknown): string {
  return str(dict(textObject)['text']);
}

/** All options of a select, those in groups included, in order. */
export function optionsOf(element: Dict): readonly Dict[] {
  return [...dicts(element['options']), ...dicts(element['option_groups']).flatMap((group) => dicts(group['options']))];
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
