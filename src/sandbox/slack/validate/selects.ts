import * as z from 'zod';

import { element, multiSelectable, selectable } from './element-shapes.ts';
import { hasOneOptionSource, offers, optionSources, selectOption } from './options.ts';

const conversationFilter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

const ONE_SOURCE = 'must provide exactly one of options and option_groups';
const AMONG = 'must be one of the provided options';
const ids = z.array(z.string().min(1)).optional();
const id = z.string().min(1).optional();
const minQuery = z.int().min(0).optional();
const respondable = { response_url_enabled: z.boolean().optional() };

const staticSelect = z
  .strictObject({
    ...element('static_select'),
    ...selectable,
    ...optionSources,
    initial_option: selectOption.optional(),
  })
  .refine(hasOneOptionSource, ONE_SOURCE)
  .refine((select) => offers(select, select.initial_option ? [select.initial_option] : []), {
    error: AMONG,
    path: ['initial_option'],
  });

const multiStaticSelect = z
  .strictObject({
    ...element('multi_static_select'),
    ...multiSelectable,
    ...optionSources,
    initial_options: z.array(selectOption).min(1).max(100).optional(),
  })
  .refine(hasOneOptionSource, ONE_SOURCE)
  .refine((select) => offers(select, select.initial_options ?? []), { error: AMONG, path: ['initial_options'] });

/** Selects of one entry and of several, from any source. */
export const selects = [
  staticSelect,
  multiStaticSelect,
  z.strictObject({ ...element('users_select'), ...selectable, initial_user: id }),
  z.strictObject({ ...element('multi_users_select'), ...multiSelectable, initial_users: ids }),
  z.strictObject({
    ...element('conversations_select'),
    ...selectable,
    ...respondable,
    initial_conversation: id,
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter,
  }),
  z.strictObject({
    ...element('multi_conversations_select'),
    ...multiSelectable,
    initial_conversations: ids,
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter,
  }),
  z.strictObject({ ...element('channels_select'), ...selectable, ...respondable, initial_channel: id }),
  z.strictObject({ ...element('multi_channels_select'), ...multiSelectable, initial_channels: ids }),
  z.strictObject({
    ...element('external_select'),
    ...selectable,
    initial_option: selectOption.optional(),
    min_query_length: minQuery,
  }),
  z.strictObject({
    ...element('multi_external_select'),
    ...multiSelectable,
    initial_options: z.array(selectOption).optional(),
    min_query_length: minQuery,
  }),
] as const;
