import { createHash } from 'node:crypto';

/** Above this a text is cut in a column that an index holds: PostgreSQL's entries end at 2.7 KB. */
const longest = 300;

/**
 * Text for a column: as in JSON, so that a null character or half a surrogate, which PostgreSQL refuses, keeps its
 * identity. Texts without such characters, backslashes and quotes stay as they are.
 */
export function columnText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The text of a column that `columnText` wrote. */
export function textOfColumn(column: string): string {
  return JSON.parse(`"${column}"`) as string;
}

/** Text for a column that an index holds: a long one is its beginning and its hash. Equal where the texts are. */
export function indexText(text: string): string {
  if (text.length <= longest) return columnText(text);
  return `${columnText(text.slice(0, longest / 2))}…${createHash('sha256').update(text.toWellFormed()).digest('hex')}`;
}

/** An identity of several parts; no part holds a line break. */
export function indexId(...parts: readonly string[]): string {
  return indexText(parts.join('\n'));
}

const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant for a column; null where the text is none. What PostgreSQL cannot hold becomes the nearest that it can. */
export function instantColumn(at: string | undefined): string | null {
  const milliseconds = at === undefined ? Number.NaN : Date.parse(at);
  if (Number.isNaN(milliseconds)) return null;
  return new Date(Math.min(Math.max(milliseconds, earliest), latest)).toISOString();
}

/** The same where something has to stand: the epoch for a text that is no instant. */
export function instantOrEpoch(at: string): string {
  return instantColumn(at) ?? '1970-01-01T00:00:00.000Z';
}
