import type { types } from '@slack/bolt';

export type Button = types.Button;
export type ActionElement = types.Button | types.Overflow | types.StaticSelect;
export type Actions = Omit<types.ActionsBlock, 'elements'> & { elements: ActionElement[] };

/** The blocks that Picket builds: those that every client shows (PLATFORM §1.2). */
export type Block =
  | Actions
  | types.ContextBlock
  | types.DividerBlock
  | types.HeaderBlock
  | types.InputBlock
  | types.RichTextBlock
  | types.SectionBlock
  | types.TableBlock;
export type RichTextElement = types.RichTextElement;
export type RichTextBlockElement = types.RichTextBlockElement;

/** A message as Slack takes it; `text` is what notifications and screen readers use. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
}

/** Text of a label, header or button. Never parsed for markup; `:name:` stays as written. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** Text that was escaped before. Slack links nothing in it by itself. */
export function mrkdwnText(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function header(text: string): Block {
  return { type: 'header', text: plainText(text) };
}

export function section(text: string): Block {
  return { type: 'section', text: mrkdwnText(text) };
}

export function context(text: string): Block {
  return { type: 'context', elements: [mrkdwnText(text)] };
}

export function richText(...elements: RichTextBlockElement[]): Block {
  return { type: 'rich_text', elements };
}

export function paragraph(...elements: RichTextElement[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function preformatted(text: string): types.RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}

export function words(text: string): types.RichTextText {
  return { type: 'text', text };
}

export function bold(text: string): types.RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

export function code(text: string): types.RichTextText {
  return { type: 'text', text, style: { code: true } };
}
