import { type JsonObject, isObject, objectsOf, textOf } from './json.ts';
import type { StateValues } from './model.ts';

/** An interactive element and the block that holds it. */
export interface Placed {
  readonly block: JsonObject;
  readonly element: JsonObject;
  readonly blockId: string;
  readonly actionId: string;
}

/** How an element's state is called, by its type, and what it says while nothing is chosen. */
const STATE: { readonly [type: string]: { readonly key: string; readonly initial: string; readonly empty: unknown } } =
  {
    plain_text_input: { key: 'value', initial: 'initial_value', empty: null },
    email_text_input: { key: 'value', initial: 'initial_value', empty: null },
    url_text_input: { key: 'value', initial: 'initial_value', empty: null },
    number_input: { key: 'value', initial: 'initial_value', empty: null },
    rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
    static_select: { key: 'selected_option', initial: 'initial_option', empty: null },
    external_select: { key: 'selected_option', initial: 'initial_option', empty: null },
    radio_buttons: { key: 'selected_option', initial: 'initial_option', empty: null },
    multi_static_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
    multi_external_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
    checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
    users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
    multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
    conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
    multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', empty: [] },
    channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
    multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
    datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
    timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
    datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
    file_input: { key: 'files', initial: '', empty: [] },
  };

function elementsOf(block: JsonObject): JsonObject[] {
  const row = block['type'] === 'actions' || block['type'] === 'context_actions' ? objectsOf(block['elements']) : [];
  return [...row, ...[block['accessory'], block['element']].filter((one) => isObject(one))];
}

/** Every element with an action id, in the order in which it is shown; those inside containers too. */
export function placedElements(blocks: readonly JsonObject[]): Placed[] {
  return blocks.flatMap((block) => {
    const own = elementsOf(block).flatMap((element) => {
      const actionId = textOf(element['action_id']);
      return actionId === undefined ? [] : [{ block, element, blockId: String(block['block_id']), actionId }];
    });
    return [...own, ...placedElements(objectsOf(block['child_blocks']))];
  });
}

/** What an element is set to as it appears; `undefined` for buttons and menus, which have no state. */
function shownValue(element: JsonObject): JsonObject | undefined {
  const state = STATE[String(element['type'])];
  if (!state) return undefined;
  return { type: element['type'], [state.key]: element[state.initial] ?? state.empty };
}

/** The state of all inputs: what was set, else what they began with. */
export function stateValues(blocks: readonly JsonObject[], given: StateValues): StateValues {
  const values: { [blockId: string]: { [actionId: string]: JsonObject } } = {};
  for (const { element, blockId, actionId } of placedElements(blocks)) {
    const shown = shownValue(element);
    const value = given[blockId]?.[actionId];
    if (shown) values[blockId] = { ...values[blockId], [actionId]: value ? { ...shown, ...value } : shown };
  }
  return values;
}

/** Whether a person left an input empty. */
export function isEmptyValue(value: JsonObject | undefined): boolean {
  const state = STATE[String(value?.['type'])];
  if (!value || !state) return true;
  const set = value[state.key];
  return set === null || set === undefined || set === '' || (Array.isArray(set) && set.length === 0);
}

/** What an element is set to, without its type. */
export function setValue(value: JsonObject): unknown {
  return value[STATE[String(value['type'])]?.key ?? 'value'];
}

function optionsOf(element: JsonObject): JsonObject[] {
  const groups = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']));
  return [...objectsOf(element['options']), ...groups];
}

/** The text of a text object. */
export function labelOf(text: unknown): string | undefined {
  return isObject(text) ? textOf(text['text']) : undefined;
}

function pickOption(element: JsonObject, choice: string): JsonObject | undefined {
  return optionsOf(element).find((option) => option['value'] === choice || labelOf(option['text']) === choice);
}

function chosenOptions(element: JsonObject, choices: readonly string[]): JsonObject[] {
  return choices.map((choice) => {
    const option = pickOption(element, choice) ?? { text: { type: 'plain_text', text: choice }, value: choice };
    const isOffered = pickOption(element, choice) !== undefined || String(element['type']).includes('external');
    if (!isOffered) throw new Error(`no option "${choice}" in ${String(element['action_id'])}`);
    return option;
  });
}

/**
 * What an element is set to once a person chose or typed `choice`: an option's value or label, a text, an id, or several
 * of them. Throws an `Error` for an option that is not there.
 */
export function chosenValue(element: JsonObject, choice: string | readonly string[]): JsonObject {
  const type = String(element['type']);
  const choices = typeof choice === 'string' ? [choice] : choice;
  const key = type === 'overflow' ? 'selected_option' : (STATE[type]?.key ?? 'value');
  if (key === 'selected_option') return { type, [key]: chosenOptions(element, choices)[0] ?? null };
  if (key === 'selected_options') return { type, [key]: chosenOptions(element, choices) };
  if (Array.isArray(STATE[type]?.empty)) return { type, [key]: choices };
  const [first = null] = choices;
  return { type, [key]: key === 'selected_date_time' ? Number(first) : first };
}

const SHOWN_WITH_ACTION = new Set([
  'text',
  'placeholder',
  'style',
  'confirm',
  'url',
  'initial_option',
  'initial_options',
]);

/** The entry of `actions[]` for an element that was used. */
export function actionEntry({ element, blockId, actionId }: Placed, value: JsonObject, actionTs: string): JsonObject {
  const shown = Object.fromEntries(Object.entries(element).filter(([key]) => SHOWN_WITH_ACTION.has(key)));
  const isButton = ['button', 'icon_button', 'workflow_button'].includes(String(element['type']));
  const own = isButton && element['value'] !== undefined ? { value: element['value'] } : {};
  return {
    ...shown,
    ...(isButton ? own : value),
    type: element['type'],
    action_id: actionId,
    block_id: blockId,
    action_ts: actionTs,
  };
}
