import * as z from 'zod';

import { characters, anyText, linkUrl, plainText } from './text.ts';

const described = { value: characters(150), description: plainText(75).optional() };

/** An entry of a select. */
export const selectOption = z.strictObject({ text: plainText(75), ...described });

/** An entry of checkboxes or radio buttons: the only options that may carry markup. */
export const choiceOption = z.strictObject({
  text: anyText(75),
  value: characters(150),
  description: anyText(75).optional(),
});

/** An entry of an overflow menu: the only options that may carry a link. */
export const overflowOption = z.strictObject({ text: plainText(75), ...described, url: linkUrl.optional() });

const optionGroup = z.strictObject({ label: plainText(75), options: z.array(selectOption).min(1).max(100) });

/** Where a static select has its entries from. */
export const optionSources = {
  options: z.array(selectOption).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

interface Valued {
  readonly value: string;
}
interface Sources {
  readonly options?: readonly Valued[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly Valued[] }[] | undefined;
}

/** Options or groups of options, not both and not neither. */
export function hasOneOptionSource(element: Sources): boolean {
  return (element.options === undefined) !== (element.option_groups === undefined);
}

/** Whether everything chosen at first is among the entries; compared by value. */
export function offers(element: Sources, chosen: readonly Valued[]): boolean {
  const offered = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  const values = new Set(offered.map((option) => option.value));
  return chosen.every((option) => values.has(option.value));
}
