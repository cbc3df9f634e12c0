import { type InlineOptions, parseInline } from './inline.ts';
import { decodeEntities, type Flow } from './nodes.ts';

const fence = /```([\s\S]*?)```/gu;
const quoteMark = /^(?:&gt;|>) ?/u;
const restQuoteMark = /^(?:&gt;&gt;&gt;|>>>) ?/u;

/** Parses Slack's mrkdwn into paragraphs, quotes and preformatted text. An empty text gives an empty list. */
export function parseMrkdwn(source: string, options: InlineOptions = {}): Flow[] {
  const flows: Flow[] = [];
  let from = 0;
  for (const match of source.matchAll(fence)) {
    const inside = match[1] ?? '';
    if (inside.trim() === '') continue;
    flows.push(...parseLines(trimBreak(source.slice(from, match.index), 'end'), options));
    flows.push({ type: 'preformatted', text: decodeEntities(trimBreak(trimBreak(inside, 'start'), 'end')) });
    from = match.index + match[0].length;
  }
  const rest = source.slice(from);
  return [...flows, ...parseLines(from === 0 ? rest : trimBreak(rest, 'start'), options)];
}

function parseLines(source: string, options: InlineOptions): Flow[] {
  if (source === '') return [];
  const flows: Flow[] = [];
  const lines = source.split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (restQuoteMark.test(line)) {
      const quoted = lines.slice(at).join('\n').replace(restQuoteMark, '');
      flows.push({ type: 'quote', children: parseInline(quoted, options) });
      break;
    }
    const isQuote = quoteMark.test(line);
    const next = lines.findIndex((other, index) => index > at && quoteMark.test(other) !== isQuote);
    const end = next < 0 ? lines.length : next;
    const run = lines.slice(at, end).map((other) => (isQuote ? other.replace(quoteMark, '') : other));
    flows.push({ type: isQuote ? 'quote' : 'paragraph', children: parseInline(run.join('\n'), options) });
    at = end;
  }
  return flows;
}

function trimBreak(text: string, side: 'start' | 'end'): string {
  return side === 'start' ? text.replace(/^\n/u, '') : text.replace(/\n$/u, '');
}
