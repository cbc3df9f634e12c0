import { describe, expect, it } from 'vitest';
import { formState, missingInputs, withValue } from '../../../src/sandbox/page/form.ts';
import { formBlocks } from './sample-blocks.ts';

const option = { text: { type: 'plain_text', text: 'Open' }, value: 'Open' };

describe('the state of a form', () => {
  it('begins with what the elements begin with, one entry for each', () => {
    expect(formState(formBlocks, {})).toEqual({
      status: { status: { type: 'static_select', selected_option: null } },
      note: { note: { type: 'plain_text_input', value: null } },
      tags: { tags: { type: 'multi_static_select', selected_options: [] } },
      due: { due: { type: 'datepicker', selected_date: '2026-11-30' } },
      flags: { flags: { type: 'checkboxes', selected_options: [] } },
      who: { who: { type: 'users_select', selected_user: 'U2' } },
    });
  });

  it('keeps what was set while block and action keep their ids', () => {
    const set = withValue({}, { blockId: 'note', actionId: 'note' }, { type: 'plain_text_input', value: 'x' });
    const renamed = formBlocks.map((block) => (block.block_id === 'note' ? { ...block, block_id: 'note-2' } : block));

    expect(formState(formBlocks, set)['note']).toEqual({ note: { type: 'plain_text_input', value: 'x' } });
    expect(formState(renamed, set)['note-2']).toEqual({ note: { type: 'plain_text_input', value: null } });
    expect(formState(renamed, set)).not.toHaveProperty('note');
  });

  it('forgets what was set in an element that is now of another type', () => {
    const set = withValue({}, { blockId: 'note', actionId: 'note' }, { type: 'users_select', selected_user: 'U1' });

    expect(formState(formBlocks, set)['note']).toEqual({ note: { type: 'plain_text_input', value: null } });
  });

  it('holds nothing for buttons and menus', () => {
    const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'A' } };

    expect(formState([{ type: 'actions', block_id: 'b', elements: [button] }], {})).toEqual({});
  });

  it('names the required inputs that are empty', () => {
    const set = withValue(
      {},
      { blockId: 'status', actionId: 'status' },
      { type: 'static_select', selected_option: option },
    );

    expect(Object.keys(missingInputs(formBlocks, formState(formBlocks, {})))).toEqual(['status', 'note']);
    expect(Object.keys(missingInputs(formBlocks, formState(formBlocks, set)))).toEqual(['note']);
  });
});
