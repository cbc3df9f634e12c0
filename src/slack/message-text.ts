import { commandText } from './command-text.ts';

const maxDepth = 12;
const maxChars = 100_000;
/** Fields in which apps put what people read, or where a link goes. */
const readable: ReadonlySet<string> = new Set([
  'text',
  'url',
  'value',
  'title',
  'title_link',
  'fallback',
  'pretext',
  'author_name',
  'from_url',
  'original_url',
  'footer',
  'alt_text',
]);
/** Buttons and menus carry values of their app, not what was said. */
const silent: ReadonlySet<string> = new Set(['actions', 'accessory', 'metadata', 'block_id', 'action_id']);

/** All that a message of any app says: text, blocks, attachments, names of files; at most 100,000 characters. */
export function messageText(message: unknown): string {
  const pieces: string[] = [];
  collect(message, pieces, 0);
  return [...new Set(pieces)].join('\n').slice(0, maxChars);
}

function collect(part: unknown, pieces: string[], depth: number): void {
  if (depth > maxDepth || typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) {
    const inline = part.map(inlineText);
    if (inline.length > 0 && inline.every((text) => text !== undefined)) pieces.push(commandText(inline.join('')));
    else for (const one of part) collect(one, pieces, depth + 1);
    return;
  }
  if ('type' in part && part.type === 'actions') return;
  for (const [name, value] of Object.entries(part)) {
    if (typeof value === 'string') {
      if (readable.has(name)) pieces.push(commandText(value));
    } else if (!silent.has(name)) collect(value, pieces, depth + 1);
  }
}

// Elements of one line of rich text belong together: a domain may be split over two of them.
function inlineText(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null || !('type' in element)) return undefined;
  if (element.type === 'text' && 'text' in element && typeof element.text === 'string') return element.text;
  if (element.type === 'link' && 'url' in element && typeof element.url === 'string') return ` ${element.url} `;
  return element.type === 'user' || element.type === 'emoji' || element.type === 'date' ? ' ' : undefined;
}
