import { type Placed, chosenValue, isEmptyValue, placedElements, setValue, stateValues } from '../element-state.ts';
import { type JsonObject, isObject } from '../json.ts';
import type { StateValues, View } from '../model.ts';
import { codePoints } from '../validate/text.ts';

/** What a field is filled with: a text or an option's value or label, several of them, or Slack's own shape. */
export type FieldInput = string | readonly string[] | { readonly [actionId: string]: JsonObject };

function isShape(value: FieldInput): value is { readonly [actionId: string]: JsonObject } {
  return isObject(value);
}

/** The state of a form whose fields are filled by block id. Throws an `Error` for a field that is not there. */
export function filledState(view: View, fields: { readonly [blockId: string]: FieldInput }): StateValues {
  const state: { [blockId: string]: { readonly [actionId: string]: JsonObject } } = { ...view.state };
  const placed = placedElements(view.content.blocks);
  for (const [blockId, value] of Object.entries(fields)) {
    const field = placed.find((one) => one.blockId === blockId);
    if (!field) throw new Error(`no field "${blockId}" in the form`);
    state[blockId] = isShape(value) ? value : { [field.actionId]: chosenValue(field.element, value) };
  }
  return state;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

function textComplaint(element: JsonObject, text: string): string | undefined {
  const { type, min_length: min, max_length: max, min_value: least, max_value: most } = element;
  const length = codePoints(text);
  if (typeof min === 'number' && length < min) return `Please enter at least ${min} characters.`;
  if (typeof max === 'number' && length > max) return `Please enter no more than ${max} characters.`;
  if (type === 'email_text_input' && !EMAIL.test(text)) return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a valid URL.';
  if (type !== 'number_input') return undefined;
  const number = Number(text);
  const isWhole = element['is_decimal_allowed'] === true || Number.isInteger(number);
  const isWithin = (least === undefined || number >= Number(least)) && (most === undefined || number <= Number(most));
  return Number.isFinite(number) && isWhole && isWithin ? undefined : 'Please enter a valid number.';
}

function complaint({ block, element }: Placed, value: JsonObject | undefined): string | undefined {
  if (value === undefined || isEmptyValue(value)) {
    return block['optional'] === true ? undefined : 'Please complete this required field.';
  }
  const set = setValue(value);
  return typeof set === 'string' ? textComplaint(element, set) : undefined;
}

/** What the client itself says about a form before it sends it: by block id, empty when it may be sent. */
export function clientErrors(view: View): { [blockId: string]: string } {
  const values = stateValues(view.content.blocks, view.state);
  const inputs = placedElements(view.content.blocks).filter(({ block }) => block['type'] === 'input');
  const complaints = inputs.flatMap((placed): [string, string][] => {
    const said = complaint(placed, values[placed.blockId]?.[placed.actionId]);
    return said === undefined ? [] : [[placed.blockId, said]];
  });
  return Object.fromEntries(complaints);
}
