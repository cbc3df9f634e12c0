import * as z from 'zod';

import { colour, confirmable, element, focusable, placeholdable, typed } from './element-shapes.ts';
import { choiceOption, offers, overflowOption } from './options.ts';
import { richText } from './rich-text.ts';
import { selects } from './selects.ts';
import { characters, imageElement, linkUrl, plainText } from './text.ts';

const AMONG = 'must be one of the provided options';

/** A push button. */
export const button = z.strictObject({
  ...element('button'),
  ...confirmable,
  text: plainText(75),
  value: characters(2000).optional(),
  url: linkUrl.optional(),
  style: colour,
  accessibility_label: characters(75).optional(),
});

const workflowButton = z.strictObject({
  ...element('workflow_button'),
  ...confirmable,
  text: plainText(75),
  workflow: z.strictObject({
    trigger: z.strictObject({
      url: linkUrl,
      customizable_input_parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
    }),
  }),
  style: colour,
  accessibility_label: characters(75).optional(),
});

const overflow = z.strictObject({
  ...element('overflow'),
  ...confirmable,
  options: z.array(overflowOption).min(1).max(5),
});

const checkboxes = z
  .strictObject({
    ...element('checkboxes'),
    ...confirmable,
    ...focusable,
    options: z.array(choiceOption).min(1).max(10),
    initial_options: z.array(choiceOption).min(1).max(10).optional(),
  })
  .refine((boxes) => offers(boxes, boxes.initial_options ?? []), { error: AMONG, path: ['initial_options'] });

const radioButtons = z
  .strictObject({
    ...element('radio_buttons'),
    ...confirmable,
    ...focusable,
    options: z.array(choiceOption).min(1).max(10),
    initial_option: choiceOption.optional(),
  })
  .refine((radio) => offers(radio, radio.initial_option ? [radio.initial_option] : []), {
    error: AMONG,
    path: ['initial_option'],
  });

const dated = { ...confirmable, ...focusable, ...placeholdable };
const datepicker = z.strictObject({
  ...element('datepicker'),
  ...dated,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  ...element('timepicker'),
  ...dated,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().min(1).optional(),
});
const datetimepicker = z.strictObject({
  ...element('datetimepicker'),
  ...confirmable,
  ...focusable,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const richTextInput = z.strictObject({
  ...element('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: z.int().min(1).max(100).optional(),
  max_lines: z.int().min(1).max(100).optional(),
});

const numeric = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .optional();

const textInputs = [
  z
    .strictObject({
      ...element('plain_text_input'),
      ...typed,
      initial_value: characters(3000, 0).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(3000).optional(),
      max_length: z.int().min(1).max(3000).optional(),
    })
    .refine(({ min_length: min = 0, max_length: max = 3000 }) => min <= max, 'min_length must not exceed max_length'),
  z.strictObject({ ...element('email_text_input'), ...typed, initial_value: characters(3000, 0).optional() }),
  z.strictObject({ ...element('url_text_input'), ...typed, initial_value: characters(3000, 0).optional() }),
  z.strictObject({
    ...element('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: numeric,
    min_value: numeric,
    max_value: numeric,
  }),
  z.strictObject({
    ...element('file_input'),
    filetypes: z.array(z.string().min(1)).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;

const chosen = [checkboxes, radioButtons, datepicker, timepicker, ...selects] as const;

/** What stands beside a section's text. */
export const accessory = z.discriminatedUnion('type', [button, workflowButton, overflow, imageElement, ...chosen]);

/** What a row of actions holds. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  datetimepicker,
  richTextInput,
  ...chosen,
]);

/** What a form's field holds. */
export const inputElement = z.discriminatedUnion('type', [datetimepicker, richTextInput, ...textInputs, ...chosen]);

const feedback = z.strictObject({
  text: plainText(75),
  value: characters(2000),
  accessibility_label: characters(75).optional(),
});

/** What a row of context actions holds. */
export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({ ...element('feedback_buttons'), positive_button: feedback, negative_button: feedback }),
  z.strictObject({
    ...element('icon_button'),
    ...confirmable,
    icon: characters(255),
    text: plainText(75),
    value: characters(2000).optional(),
    accessibility_label: characters(75).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);
