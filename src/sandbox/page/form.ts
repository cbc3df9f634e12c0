import type { Block, ElementValue, ViewState } from '../slack/page-api.ts';
import { type Dict, dict, dicts, num, str, strs } from './blocks/read.ts';

/**
 * What the elements of a surface hold, in Slack's own field names: what a person set, else what the element starts
 * with. Buttons and overflow menus hold nothing. What was set stays across an update of the blocks as long as block id
 * and action id stay, as in Slack.
 */
export function formState(blocks: readonly Block[], set: ViewState): ViewState {
  const state: { [blockId: string]: { [actionId: string]: ElementValue } } = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const actionId = str(element['action_id']);
      const initial = initialValue(element);
      const held = set[block.block_id]?.[actionId];
      const value = held?.type === initial?.type ? (held ?? initial) : initial;
      if (value) (state[block.block_id] ??= {})[actionId] = value;
    }
  }
  return state;
}

/** The state with one element set. */
export function withValue(
  state: ViewState,
  { blockId, actionId }: { readonly blockId: string; readonly actionId: string },
  value: ElementValue,
): ViewState {
  return { ...state, [blockId]: { ...state[blockId], [actionId]: value } };
}

/** The required inputs that are still empty, each with Slack's words for it, by block id. */
export function missingInputs(blocks: readonly Block[], state: ViewState): { readonly [blockId: string]: string } {
  const missing = blocks.filter(
    (block) =>
      block.type === 'input' &&
      block['optional'] !== true &&
      isEmpty(state[block.block_id]?.[str(dict(block['element'])['action_id'])]),
  );
  return Object.fromEntries(missing.map(({ block_id: id }) => [id, 'Please complete this required field.']));
}

/** What an element starts with, or absent where it holds nothing. */
function initialValue(element: Dict): ElementValue | undefined {
  const type = str(element['type']);
  const textOf = (name: string): string | null => str(element[name]) || null;
  const optionOf = (): unknown => element['initial_option'] ?? null;
  const optionsOf = (): readonly unknown[] => dicts(element['initial_options']);
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: textOf('initial_value') };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: optionOf() };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: optionsOf() };
    case 'users_select':
      return { type, selected_user: textOf('initial_user') };
    case 'multi_users_select':
      return { type, selected_users: strs(element['initial_users']) };
    case 'conversations_select':
      return { type, selected_conversation: textOf('initial_conversation') };
    case 'channels_select':
      return { type, selected_channel: textOf('initial_channel') };
    case 'datepicker':
      return { type, selected_date: textOf('initial_date') };
    case 'timepicker':
      return { type, selected_time: textOf('initial_time') };
    case 'datetimepicker':
      return { type, selected_date_time: num(element['initial_date_time']) ?? null };
    default:
      return undefined;
  }
}

/** The interactive elements of a block: an input's, a section's accessory, those of an actions block. */
function elementsOf(block: Block): readonly Dict[] {
  if (block.type === 'input') return [dict(block['element'])];
  if (block.type === 'section') return [dict(block['accessory'])];
  return block.type === 'actions' ? dicts(block['elements']) : [];
}

function isEmpty(value: ElementValue | undefined): boolean {
  if (!value) return false;
  const { type: _type, ...fields } = value;
  return Object.values(fields).every(
    (field) => field === null || field === undefined || field === '' || (Array.isArray(field) && field.length === 0),
  );
}
