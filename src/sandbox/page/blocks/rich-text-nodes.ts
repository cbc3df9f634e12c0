import { emojiCharacter } from '../text/emoji.ts';
import { type Inline, safeUrl } from '../text/nodes.ts';
import { type Dict, dict, dicts, num, str } from './read.ts';

/** The inline elements of a rich_text section as nodes. Their text is literal: nothing in it is parsed. */
export function richTextNodes(elements: unknown): readonly Inline[] {
  return dicts(elements).map((element) => styled(plainNode(element), dict(element['style'])));
}

/** The words alone, for preformatted text. */
export function richTextWords(elements: unknown): string {
  return dicts(elements)
    .map((element) => str(element['text']) || str(element['url']))
    .join('');
}

function plainNode(element: Dict): Inline {
  const text = str(element['text']);
  switch (element['type']) {
    case 'link': {
      const url = safeUrl(str(element['url']));
      return url ? { type: 'link', url, text: text || url } : { type: 'text', text: text || str(element['url']) };
    }
    case 'emoji':
      return emojiNode(element);
    case 'user':
      return { type: 'user', id: str(element['user_id']) };
    case 'usergroup':
      return { type: 'usergroup', id: str(element['usergroup_id']) };
    case 'channel':
      return { type: 'channel', id: str(element['channel_id']) };
    case 'broadcast':
      return { type: 'broadcast', range: str(element['range']) };
    case 'date':
      return dateNode(element);
    case 'color':
      return { type: 'code', text: str(element['value']) };
    default:
      return { type: 'text', text };
  }
}

function emojiNode(element: Dict): Inline {
  const name = str(element['name']);
  const codes = str(element['unicode'])
    .split('-')
    .map((code) => Number.parseInt(code, 16));
  if (emojiCharacter(name) || codes.some((code) => !(code > 0 && code <= 0x10_ff_ff))) return { type: 'emoji', name };
  return { type: 'text', text: String.fromCodePoint(...codes) };
}

function dateNode(element: Dict): Inline {
  const url = safeUrl(str(element['url']));
  return {
    type: 'date',
    unix: num(element['timestamp']) ?? Number.NaN,
    format: str(element['format']),
    fallback: str(element['fallback']),
    ...(url ? { url } : {}),
  };
}

function styled(node: Inline, style: Dict): Inline {
  const coded: Inline = style['code'] === true && node.type === 'text' ? { type: 'code', text: node.text } : node;
  const marks = (['strike', 'italic', 'bold'] as const).filter((mark) => style[mark] === true);
  return marks.reduce<Inline>((inner, type) => ({ type, children: [inner] }), coded);
}
