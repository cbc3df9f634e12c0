import { type Message, plainText } from './block-kit.ts';
import { cut } from './escape.ts';

/**
 * What is left of a message that Slack found fault with: its fallback text as plain text, where nothing can be wrong.
 * The text was escaped before.
 */
export function reduced({ text }: Message): Message {
  const plain = text.replace(/<!date\^[^>]*\|([^>|]*)>/g, '$1').replace(/<[^>]*\|([^>|]*)>/g, '$1');
  return { text: cut(text, 3000), blocks: [{ type: 'section', text: plainText(cut(plain, 2900)) }] };
}
