import { assertNever } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { shownDate } from './dates.ts';
import { textOfHtml } from './html-text.ts';
import { isList, scalarsAt, textsAt } from './json-path.ts';
import type { Field } from './kinds/kind.ts';

const mostListed = 10;
/** A leaked text can be megabytes; the record keeps all of it. */
const longestText = 2000;

/** A field of a record as people read it; absent where the record has nothing there. */
export function fieldText(record: Json, { path, as }: Field): string | undefined {
  switch (as) {
    case 'text':
      return listed(scalarsAt(record, path).map(wordOf));
    case 'date':
      return listed(textsAt(record, path).map(shownDate));
    case 'html':
      return listed(textsAt(record, path).map(textOfHtml));
    case 'flag':
      return scalarsAt(record, path).includes(true) ? 'Yes' : undefined;
    case 'count':
      return countAt(record, path);
    default:
      return assertNever(as);
  }
}

function wordOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value).trim();
}

function listed(values: readonly string[]): string | undefined {
  const texts = [...new Set(values)].filter((text) => text !== '');
  if (texts.length === 0) return undefined;
  const left = texts.length - mostListed;
  const text = left > 0 ? `${texts.slice(0, mostListed).join(', ')} + ${left} more` : texts.join(', ');
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function countAt(record: Json, path: string): string | undefined {
  if (typeof record !== 'object' || record === null || isList(record)) return undefined;
  const value = record[path];
  return isList(value) && value.length > 0 ? String(value.length) : undefined;
}
