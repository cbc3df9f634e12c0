import { describe, expect, it } from 'vitest';
import { formMetadataOf, Pressed, pressValueOf, Shortcut, Submitted } from '../../../src/slack/listeners/schema.ts';

const pressed = {
  type: 'block_actions',
  user: { id: 'U1', team_id: 'T2' },
  team: { id: 'T1' },
  container: { type: 'message', channel_id: 'C1', message_ts: '1.1', is_ephemeral: false },
  actions: [{ action_id: 'a:b', block_id: 'picket:x:1', value: 'v', type: 'button' }],
};

describe('a press', () => {
  it('is read with the team of the person, not of the workspace', () => {
    expect(Pressed.parse(pressed)).toMatchObject({ userId: 'U1', teamId: 'T2', channelId: 'C1', value: 'v' });
  });

  it('is read where the organisation leaves the team out', () => {
    expect(Pressed.parse({ ...pressed, user: { id: 'U1' }, team: null }).teamId).toBeUndefined();
  });

  it.each([
    ['the parent of a thread', '1.1', undefined],
    ['a reply', '0.9', '0.9'],
  ])('on %s is answered where it is read', (_, threadTs, expected) => {
    const container = { ...pressed.container, thread_ts: threadTs };

    expect(Pressed.parse({ ...pressed, container }).threadTs).toBe(expected);
  });

  it('gives the chosen option of a menu', () => {
    const actions = [{ action_id: 'a:menu', type: 'overflow', selected_option: { value: 'chosen' } }];

    expect(Pressed.parse({ ...pressed, actions }).value).toBe('chosen');
  });
});

describe('a form', () => {
  it('gives each input as text', () => {
    const values = {
      text: { value: { type: 'plain_text_input', value: 'abc' } },
      empty: { value: { type: 'plain_text_input', value: null } },
      one: { value: { type: 'static_select', selected_option: { value: 'Open' } } },
      none: { value: { type: 'static_select', selected_option: null } },
      many: { value: { type: 'multi_static_select', selected_options: [{ value: 'a' }, { value: 'b' }] } },
      day: { value: { type: 'datepicker', selected_date: '2026-09-03' } },
    };
    const view = { id: 'V1', callback_id: 'picket_form', private_metadata: '{}', state: { values } };

    expect(Submitted.parse({ user: { id: 'U1' }, team: null, view }).values).toEqual({
      text: 'abc',
      empty: '',
      one: 'Open',
      none: '',
      many: 'a,b',
      day: '2026-09-03',
    });
  });
});

describe('a shortcut on a message', () => {
  it('is answered in the channel where the message is the parent of a thread', () => {
    const used = { user: { id: 'U1' }, callback_id: 'x', message: { ts: '1.1', thread_ts: '1.1' } };

    expect(Shortcut.parse(used).threadTs).toBeUndefined();
  });
});

describe('what we wrote into Slack and get back', () => {
  it('says what a button does; nothing of another version is guessed at', () => {
    expect(pressValueOf('{"a":{"x":"1"},"f":1,"c":"run"}')).toEqual({ args: { x: '1' }, form: true, command: 'run' });
    expect(pressValueOf(undefined)).toEqual({ args: {}, form: false, command: undefined });
    expect(pressValueOf('{"a":{"x":1}}')).toBeUndefined();
    expect(pressValueOf('old')).toBeUndefined();
  });

  it('says what a form is about', () => {
    expect(formMetadataOf('{"command":"x","key":"a:1"}')).toEqual({ command: 'x', key: 'a:1' });
    expect(formMetadataOf('')).toBeUndefined();
  });
});
