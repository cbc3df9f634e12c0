import * as z from 'zod';

import * as basic from './blocks.ts';
import { button } from './elements.ts';
import { richText } from './rich-text.ts';
import { anyText, characters, imageElement, mrkdwn, plainText } from './text.ts';

/** A card: at least one of its picture, its title, its body and its actions. */
export const card = z
  .strictObject({
    ...basic.block('card'),
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    subtext: mrkdwn(200).optional(),
    actions: z.array(button).min(1).max(3).optional(),
  })
  .refine(
    ({ hero_image: hero, title, body, actions }) => Boolean(hero ?? title ?? body ?? actions),
    'must provide one of hero_image, title, body and actions',
  );

/** Cards side by side. */
export const carousel = z.strictObject({ ...basic.block('carousel'), elements: z.array(card).min(1).max(10) });

/** A frame around other blocks. */
export const container = z
  .strictObject({
    ...basic.block('container'),
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    icon: imageElement.optional(),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          basic.actions,
          basic.context,
          basic.divider,
          basic.file,
          basic.header,
          basic.image,
          basic.input,
          richText,
          basic.section,
          basic.table,
          basic.video,
        ]),
      )
      .min(1)
      .max(10),
  })
  .refine(
    ({ title, rich_text_title: richTitle }) => title !== undefined || richTitle !== undefined,
    'must provide one of title and rich_text_title',
  );

const source = z.strictObject({ type: z.literal('url'), url: characters(3000), text: characters(3000) });

/** One step of a plan. */
export const taskCard = z.strictObject({
  ...basic.block('task_card'),
  task_id: characters(255),
  title: characters(3000),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(source).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

/** Steps that belong together. */
export const plan = z.strictObject({
  ...basic.block('plan'),
  title: characters(3000),
  tasks: z.array(taskCard).optional(),
});
