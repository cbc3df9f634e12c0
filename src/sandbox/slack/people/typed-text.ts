import { newBlockId } from '../ids.ts';
import { type JsonObject, escapeEntities } from '../json.ts';
import type { Block } from '../page-api.ts';

const LINKABLE =
  /<@([UW][A-Z0-9]+)>|(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"])|\b((?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|info|biz|co|example|test))\b/gi;

interface Piece {
  readonly text: string;
  readonly element: JsonObject;
}

function literal(text: string): Piece[] {
  return text === '' ? [] : [{ text: escapeEntities(text), element: { type: 'text', text } }];
}

function special([whole, userId, url, domain]: readonly (string | undefined)[]): Piece {
  if (userId !== undefined) return { text: `<@${userId}>`, element: { type: 'user', user_id: userId } };
  if (url !== undefined) return { text: `<${escapeEntities(url)}>`, element: { type: 'link', url } };
  const link = `http://${domain ?? ''}`;
  return { text: `<${link}|${domain ?? ''}>`, element: { type: 'link', url: link, text: whole ?? '' } };
}

function pieces(typed: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of typed.matchAll(LINKABLE)) {
    found.push(...literal(typed.slice(end, match.index)), special([...match]));
    end = match.index + match[0].length;
  }
  return [...found, ...literal(typed.slice(end))];
}

/** What a client makes of typed words: links made live, entities escaped, and the same as rich text. */
export function typedMessage(typed: string): { text: string; blocks: Block[] } {
  const parts = pieces(typed);
  const section = { type: 'rich_text_section', elements: parts.map(({ element }) => element) };
  return {
    text: parts.map(({ text }) => text).join(''),
    blocks: [{ type: 'rich_text', block_id: newBlockId(), elements: [section] }],
  };
}
