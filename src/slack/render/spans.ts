import { type Line, type Span } from '../../domain/answer.ts';
import { defang } from '../../indicators/defang.ts';
import { bold, code, paragraph, type RichTextElement, words } from './block-kit.ts';
import { dateElement } from './dates.ts';
import { codeText, httpUrl, literal, verbatim } from './escape.ts';
import { person } from './thread.ts';

const maxSpan = 2000;

/** A line of an answer as rich text. Bare strings are vendor text; code is shown as it is, to be copied. */
function lineElements(line: Line): RichTextElement[] {
  if (typeof line === 'string') return [words(literal(line, maxSpan))];
  const elements = line.filter((span) => span !== '').map(spanElement);
  return elements.length === 0 ? [words(' ')] : elements;
}

/** A line as a paragraph of its own. */
export function lineParagraph(line: Line): ReturnType<typeof paragraph> {
  return paragraph(...lineElements(line));
}

function spanElement(span: Span): RichTextElement {
  if (typeof span === 'string') return words(withEdges(span));
  if ('bold' in span) return bold(literal(span.bold, maxSpan));
  if ('code' in span) return code(codeText(span.code, maxSpan));
  if ('user' in span) return person(span.user);
  if ('at' in span) return dateElement(span.at);
  if ('indicator' in span) return code(verbatim(defang(span.indicator), 500));
  const url = httpUrl(span.link);
  const label = literal(span.label, 200);
  return url === undefined ? words(label) : { type: 'link', url: url.replaceAll('&amp;', '&'), text: label };
}

// Cleaning trims; the blanks that part a string from its neighbours stay.
function withEdges(text: string): string {
  if (text.trim() === '') return ' ';
  const lead = /^\s/.test(text) ? ' ' : '';
  const trail = /\s$/.test(text) ? ' ' : '';
  return `${lead}${literal(text, maxSpan)}${trail}`;
}
