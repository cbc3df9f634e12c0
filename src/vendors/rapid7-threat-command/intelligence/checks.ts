import type * as z from 'zod';
import type { Fault } from '../../../domain/errors.ts';
import { choiceMessage, required } from '../arguments.ts';

/** What is wrong with a command's arguments, if anything. */
export type Check<Args> = (args: Args) => Fault | undefined;

/** The first fault of `checks`, for commands where the contract says which is told first. */
export function inOrder<Args>(...checks: readonly Check<NoInfer<Args>>[]) {
  return ({ value, issues }: z.core.ParsePayload<Args>): void => {
    const fault = checks.map((check) => check(value)).find((found) => found !== undefined);
    if (fault === undefined) return;
    issues.push({ code: 'custom', path: [fault.path], message: fault.message, input: value });
  };
}

/** A choice that `oneOf` checks, in its turn. */
export function choiceText(name: string, choices: readonly string[]) {
  return required(name).meta({ enum: [...choices] });
}

/** Refuses a value that is none of `choices`. */
export function oneOf<Name extends string>(
  name: Name,
  choices: readonly string[],
): Check<{ readonly [argument in Name]?: string | undefined }> {
  return (args) => {
    const given = args[name];
    if (given === undefined || choices.includes(given)) return undefined;
    return { path: name, message: choiceMessage(name, choices) };
  };
}
