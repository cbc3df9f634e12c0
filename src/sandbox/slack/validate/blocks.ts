import * as z from 'zod';

import { accessory, actionElement, contextAction, inputElement } from './elements.ts';
import { richText } from './rich-text.ts';
import { anyText, characters, hasOneSource, imageElement, imageShape, mrkdwn, plainText } from './text.ts';

/** What every block has. */
export function block<const Type extends string>(type: Type) {
  return { type: z.literal(type), block_id: characters(255).optional() };
}

function hasDistinctActions({ elements }: { elements: readonly { action_id?: string | undefined }[] }): boolean {
  const ids = elements.flatMap((entry) => entry.action_id ?? []);
  return new Set(ids).size === ids.length;
}

const DISTINCT_ACTIONS = { error: 'action_id already exists in the block', path: ['elements'] };

/** A row of interactive elements. */
export const actions = z
  .strictObject({ ...block('actions'), elements: z.array(actionElement).min(1).max(25) })
  .refine(hasDistinctActions, DISTINCT_ACTIONS);

/** A row of small interactive elements. */
export const contextActions = z
  .strictObject({ ...block('context_actions'), elements: z.array(contextAction).min(1).max(5) })
  .refine(hasDistinctActions, DISTINCT_ACTIONS);

/** Text, columns of text, and one element beside them. */
export const section = z
  .strictObject({
    ...block('section'),
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'must provide one of text and fields');

/** Small text and pictures. */
export const context = z.strictObject({
  ...block('context'),
  elements: z
    .array(z.discriminatedUnion('type', [imageElement, plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});

/** A title. */
export const header = z.strictObject({ ...block('header'), text: plainText(150) });

/** A line. */
export const divider = z.strictObject(block('divider'));

/** A picture of its own. */
export const image = z
  .strictObject({ ...imageShape, block_id: characters(255).optional(), title: plainText(2000).optional() })
  .refine(hasOneSource, 'must provide exactly one of image_url and slack_file');

/** A form's field. */
export const input = z.strictObject({
  ...block('input'),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

/** Standard Markdown, which Slack translates. */
export const markdown = z.strictObject({ ...block('markdown'), text: characters(12_000) });

/** A remote file. */
export const file = z.strictObject({
  ...block('file'),
  source: z.literal('remote'),
  external_id: characters(255),
});

/** An embedded player. */
export const video = z.strictObject({
  ...block('video'),
  video_url: characters(3000),
  thumbnail_url: characters(3000),
  alt_text: characters(2000),
  title: plainText(200),
  title_url: characters(3000).optional(),
  author_name: characters(50).optional(),
  provider_name: characters(255).optional(),
  provider_icon_url: characters(3000).optional(),
  description: plainText(200).optional(),
});

/** A notice; modals only. */
export const alert = z.strictObject({
  ...block('alert'),
  text: anyText(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: characters(Number.MAX_SAFE_INTEGER) }),
  z.strictObject({
    type: z.literal('raw_number'),
    value: z.number(),
    text: characters(Number.MAX_SAFE_INTEGER).optional(),
  }),
  richText,
]);
const row = z.array(cell).min(1).max(20);

/** A plain table; one in a message. */
export const table = z.strictObject({
  ...block('table'),
  rows: z.array(row).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
});

/** A table that can be sorted and paged. Its first row is the header. */
export const dataTable = z.strictObject({
  ...block('data_table'),
  rows: z.array(row).min(2).max(201),
  caption: characters(Number.MAX_SAFE_INTEGER),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
});

/** A chart. Its shape is still moving at Slack, so only the frame is judged. */
export const dataVisualization = z.looseObject(block('data_visualization'));
