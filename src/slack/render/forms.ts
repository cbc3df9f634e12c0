import type { types } from '@slack/bolt';
import type { CommandArgument } from '../../domain/command.ts';
import { assertNever } from '../../domain/errors.ts';
import type { Form } from '../../pipeline/desk.ts';
import { callbacks } from '../ids.ts';
import { type Block, context, plainText, section } from './block-kit.ts';
import { clean, lengthOf, mrkdwn, mrkdwnLine, plain } from './escape.ts';
import { hintOf, labelOf, proseOf, titleOf } from './form-words.ts';
import { fitModal } from './limits.ts';

/** `action_id` of every input: one input a block, the block named after its argument. */
const inputAction = 'value';
/** Block of the instance, where a form asks for it. */
export const instanceBlock = 'instance';

const maxOptions = 100;
const maxOptionText = 75;
const maxOptionValue = 150;
const maxInitial = 3000;

/**
 * A command's form as a modal: one input for each argument, filled with what is known. `metadata` comes back with the
 * submission.
 */
export function renderForm(form: Form, metadata: string): types.ModalView {
  const { command, summary, confirm } = form;
  return fitModal({
    type: 'modal',
    callback_id: callbacks.form,
    title: plainText(titleOf(form)),
    submit: plainText(confirm === undefined ? 'Run' : plain(confirm.confirm, 24)),
    close: plainText(confirm === undefined ? 'Cancel' : plain(confirm.deny, 24)),
    private_metadata: metadata,
    blocks: [
      section(mrkdwn(proseOf(summary), 1000)),
      ...instanceBlocks(form),
      ...form.arguments.map((argument) => argumentBlock(argument, form.values[argument.name])),
      ...(confirm === undefined
        ? []
        : [section(`⚠️ *${mrkdwnLine(confirm.title, 200)}*\n${mrkdwn(confirm.text, 1500)}`)]),
      context(`\`${mrkdwnLine(command, 100)}\``),
    ],
  });
}

function instanceBlocks({ instances, instance }: Form): Block[] {
  if (instances.length < 2 || instance !== undefined) return [];
  const known = instances.slice(0, maxOptions).map(optionOf);
  return [inputBlock(instanceBlock, 'Instance', { required: true, element: select(known, undefined) })];
}

function argumentBlock(argument: CommandArgument, known: string | undefined): Block {
  const { name, required } = argument;
  const hint = hintOf(argument);
  return inputBlock(name, labelOf(name), {
    required,
    element: elementOf(argument, known ?? argument.default),
    ...(hint !== undefined && { hint }),
  });
}

function inputBlock(
  name: string,
  label: string,
  { required, hint, element }: { required: boolean; hint?: string; element: types.InputBlockElement },
): Block {
  return {
    type: 'input',
    block_id: name,
    label: plainText(label),
    optional: !required,
    element,
    ...(hint !== undefined && { hint: plainText(hint) }),
  };
}

function elementOf(argument: CommandArgument, known: string | undefined): types.InputBlockElement {
  const { kind, choices = [] } = argument;
  switch (kind) {
    case 'choice':
      return canChoose(choices, known) ? select(choices.map(optionOf), known) : textInput(argument, known);
    case 'choices':
      return canChoose(choices, known) ? multiSelect(choices.map(optionOf), known) : textInput(argument, known);
    case 'boolean':
      return select([option('Yes', 'true'), option('No', 'false')], known?.trim().toLowerCase());
    case 'number':
      return numberInput(argument, known);
    case 'date':
      return known === undefined || isDay(known) ? datepicker(known) : textInput(argument, known);
    case 'text':
    case 'long-text':
    case 'list':
      return textInput(argument, known);
    default:
      return assertNever(kind);
  }
}

// Too many or too long choices, or a known value that is none of them, are typed instead: nothing known gets lost.
function canChoose(choices: readonly string[], known: string | undefined): boolean {
  if (choices.length === 0 || choices.length > maxOptions) return false;
  if (choices.some((choice) => choice === '' || lengthOf(choice) > maxOptionValue)) return false;
  return partsOf(known).every((part) => choices.includes(part)) || (known !== undefined && choices.includes(known));
}

function partsOf(known: string | undefined): string[] {
  return (known ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function optionOf(value: string): types.PlainTextOption {
  return option(value, value);
}

function option(text: string, value: string): types.PlainTextOption {
  return { text: plainText(plain(text, maxOptionText)), value };
}

function select(options: types.PlainTextOption[], known: string | undefined): types.StaticSelect {
  const initial = options.find(({ value }) => value === known);
  return {
    type: 'static_select',
    action_id: inputAction,
    placeholder: plainText('Choose'),
    options,
    ...(initial !== undefined && { initial_option: initial }),
  };
}

function multiSelect(options: types.PlainTextOption[], known: string | undefined): types.MultiStaticSelect {
  const parts = partsOf(known);
  const initial = options.filter(({ value }) => parts.includes(value ?? ''));
  return {
    type: 'multi_static_select',
    action_id: inputAction,
    placeholder: plainText('Choose any'),
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  };
}

function numberInput({ example }: CommandArgument, known: string | undefined): types.InputBlockElement {
  const initial = known?.trim() ?? '';
  return {
    type: 'number_input',
    action_id: inputAction,
    is_decimal_allowed: true,
    ...(/^-?\d+(\.\d+)?$/.test(initial) && { initial_value: initial }),
    ...placeholder(example),
  };
}

function datepicker(known: string | undefined): types.Datepicker {
  return {
    type: 'datepicker',
    action_id: inputAction,
    ...(known !== undefined && { initial_date: known.slice(0, 10) }),
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function textInput({ kind, example }: CommandArgument, known: string | undefined): types.PlainTextInput {
  const initial = known === undefined ? '' : clean(known);
  return {
    type: 'plain_text_input',
    action_id: inputAction,
    multiline: kind === 'long-text' || kind === 'list',
    ...(initial !== '' && lengthOf(initial) <= maxInitial && { initial_value: initial }),
    ...placeholder(kind === 'list' && example === undefined ? 'one, two, three' : example),
  };
}

function placeholder(example: string | undefined): { placeholder?: types.PlainTextElement } {
  return example === undefined || clean(example) === '' ? {} : { placeholder: plainText(plain(example, 150)) };
}
