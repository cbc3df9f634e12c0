import type { CardAction } from '../../domain/card.ts';
import { lengthOf } from './escape.ts';

/** Slack's longest values. */
const maxButtonValue = 2000;
const maxOptionValue = 150;

/**
 * What a button's or option's `value` says, as compact JSON: `a` arguments, `f` opens the form, `c` the command where
 * the `action_id` does not name it. Absent where it is too long to be carried.
 */
export function buttonValue(action: CardAction): string | undefined {
  return within(encoded(action, false), maxButtonValue);
}

/** Like `buttonValue`, for an entry of a menu that is named after the command `shared`. */
export function optionValue(action: CardAction, shared: string | undefined): string | undefined {
  return within(encoded(action, action.command !== shared), maxOptionValue);
}

function encoded({ args, form, command }: CardAction, withCommand: boolean): string {
  return JSON.stringify({ a: args, ...(form === true && { f: 1 }), ...(withCommand && { c: command }) });
}

function within(value: string, max: number): string | undefined {
  return lengthOf(value) <= max ? value : undefined;
}
