import type { types } from '@slack/bolt';
import type { ActionElement } from './block-kit.ts';
import { cut, lengthOf } from './escape.ts';

const max = { buttonText: 75, buttonValue: 2000, optionText: 75, optionValue: 150, placeholder: 150 } as const;

/** A button, overflow or select within Slack's limits; absent where it could not do what it says. */
export function fitElement(element: ActionElement): ActionElement | undefined {
  if (element.type === 'button') return fitButton(element);
  const options = fitOptions(element.options ?? [], element.type === 'overflow' ? 5 : 100);
  return options.length === 0 ? undefined : { ...element, options };
}

/** Options that can be chosen: short enough values, texts cut, at most `most`. */
function fitOptions(options: readonly types.PlainTextOption[], most: number): types.PlainTextOption[] {
  return options
    .filter(({ text, value }) => text.text.trim() !== '' && value !== undefined && lengthOf(value) <= max.optionValue)
    .slice(0, most)
    .map((option) => ({ ...option, text: { ...option.text, text: cut(option.text.text, max.optionText) } }));
}

function fitButton(button: types.Button): types.Button | undefined {
  const { confirm, ...rest } = button;
  if (button.text.text.trim() === '' || lengthOf(button.value ?? '') > max.buttonValue) return undefined;
  return {
    ...rest,
    text: { ...button.text, text: cut(button.text.text, max.buttonText) },
    ...(confirm !== undefined && { confirm: fitConfirm(confirm) }),
  };
}

function fitConfirm(confirm: types.ConfirmationDialog): types.ConfirmationDialog {
  const { title, text, confirm: yes, deny: no } = confirm;
  return {
    ...confirm,
    ...(title !== undefined && { title: { ...title, text: cut(title.text, 100) } }),
    text: { ...text, text: cut(text.text, 300) },
    ...(yes !== undefined && { confirm: { ...yes, text: cut(yes.text, 30) } }),
    ...(no !== undefined && { deny: { ...no, text: cut(no.text, 30) } }),
  };
}
