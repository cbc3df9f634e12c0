import * as z from 'zod';

import { characters } from './text.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional();

const text = z.strictObject({ type: z.literal('text'), text: characters(Number.MAX_SAFE_INTEGER), style });
const link = z.strictObject({
  type: z.literal('link'),
  url: characters(3000),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  style,
});
const id = (prefix: string) => z.string().regex(new RegExp(`^[${prefix}][A-Z0-9]{2,}$`));

const inline = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({
    type: z.literal('emoji'),
    name: characters(255),
    unicode: z.string().optional(),
    skin_tone: z.int().min(1).max(6).optional(),
    url: z.string().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: id('UW'), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: id('S'), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: id('CDG'), style }),
  z.strictObject({ type: z.literal('team'), team_id: id('T'), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('color'), value: z.string().regex(/^#[0-9a-f]{6}$/i), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: characters(3000),
    url: characters(3000).optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    elements: z.array(section).min(1),
    style: z.enum(['bullet', 'ordered']),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [text, link])),
    border,
  }),
]);

/** A `rich_text` block, also as a table's cell or an input's first value. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: characters(255).optional(),
  elements: z.array(part).min(1),
});
