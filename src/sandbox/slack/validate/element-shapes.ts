import * as z from 'zod';

import { anyText, characters, plainText } from './text.ts';

/** The danger or the recommendation of a button; "default" is said by leaving it out. */
export const colour = z.enum(['primary', 'danger']).optional();

/** The dialog before an action. Slack documents every part but `text` as optional. */
const confirm = z
  .strictObject({
    title: plainText(100).optional(),
    text: anyText(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style: colour,
  })
  .optional();

/** What every interactive element has. */
export function element<const Type extends string>(type: Type) {
  return { type: z.literal(type), action_id: characters(255).optional() };
}

/** What an element has that may ask before it acts. */
export const confirmable = { confirm };

/** What an element has that may take the focus as its view opens. */
export const focusable = { focus_on_load: z.boolean().optional() };

/** What an element has that shows a hint while it is empty. */
export const placeholdable = { placeholder: plainText(150).optional() };

/** What a typed-in element has. */
export const typed = {
  ...placeholdable,
  ...focusable,
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .max(2)
        .optional(),
    })
    .optional(),
};

/** What a select has. */
export const selectable = { ...confirmable, ...focusable, ...placeholdable };

/** What a select of several entries has. */
export const multiSelectable = { ...selectable, max_selected_items: z.int().min(1).optional() };
