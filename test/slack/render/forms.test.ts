import { describe, expect, it } from 'vitest';
import type { CommandArgument } from '../../../src/domain/command.ts';
import { renderForm } from '../../../src/slack/render/forms.ts';
import { takedownForm } from '../samples.ts';

type Asked = Partial<CommandArgument> & { readonly known?: string };

function elementOf(argument: Partial<CommandArgument>, known?: string) {
  const named = { name: 'it', summary: '', kind: 'text' as const, required: false, ...argument };
  const form = { ...takedownForm, arguments: [named], values: known === undefined ? {} : { it: known } };
  const block = renderForm(form, '{}').blocks.find(({ block_id: id }) => id === 'it');
  return block?.type === 'input' && 'element' in block ? block.element : undefined;
}

const choices = ['Open', 'Resolved'];

describe('a form', () => {
  it('asks for each argument by its kind', () => {
    expect(renderForm(takedownForm, '{"command":"x"}')).toMatchSnapshot();
  });

  it.each<[string, Asked, object]>([
    ['a text', { kind: 'text', example: 'abc' }, { type: 'plain_text_input', placeholder: { text: 'abc' } }],
    ['a long text', { kind: 'long-text', known: 'known' }, { multiline: true, initial_value: 'known' }],
    ['a number', { kind: 'number', known: '12.5' }, { type: 'number_input', initial_value: '12.5' }],
    ['a date', { kind: 'date', known: '2026-09-03' }, { type: 'datepicker', initial_date: '2026-09-03' }],
    ['a date said otherwise', { kind: 'date', known: '7 days' }, { type: 'plain_text_input', initial_value: '7 days' }],
    ['yes or no', { kind: 'boolean', known: 'true' }, { initial_option: { value: 'true' } }],
    [
      'a choice',
      { kind: 'choice', choices, known: 'Open' },
      { type: 'static_select', initial_option: { value: 'Open' } },
    ],
    ['a choice with a default', { kind: 'choice', choices, default: 'Open' }, { initial_option: { value: 'Open' } }],
    [
      'several choices',
      { kind: 'choices', choices, known: 'Open, Resolved' },
      { initial_options: [{ value: 'Open' }, { value: 'Resolved' }] },
    ],
    [
      'a choice that is none of them',
      { kind: 'choice', choices, known: 'Other' },
      { type: 'plain_text_input', initial_value: 'Other' },
    ],
    [
      'more choices than a select has',
      { kind: 'choice', choices: Array.from({ length: 101 }, (_, i) => `${i}`) },
      { type: 'plain_text_input' },
    ],
  ])('asks for %s', (_, { known, ...argument }, element) => {
    expect(elementOf(argument, known)).toMatchObject(element);
  });

  it('starts no number from what is none, which Slack would refuse', () => {
    expect(elementOf({ kind: 'number' }, 'many')).not.toHaveProperty('initial_value');
  });

  it('asks for the instance where several could be meant', () => {
    const { instance: _, ...open } = { ...takedownForm, instances: ['acme', 'beta'] };

    const ids = renderForm(open, '{}').blocks.map(({ block_id: id }) => id);

    expect(ids).toContain('instance');
  });

  it('says what is confirmed, and confirms with the words of the command', () => {
    const confirm = { title: 'Request a takedown?', text: 'It cannot be undone.', confirm: 'Request', deny: 'Keep' };

    const view = renderForm({ ...takedownForm, confirm }, '{}');

    expect(view).toMatchObject({ submit: { text: 'Request' }, close: { text: 'Keep' } });
    expect(JSON.stringify(view.blocks)).toContain('It cannot be undone.');
  });
});
