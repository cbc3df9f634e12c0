import { describe, expect, it } from 'vitest';

import type { SlackSandbox } from '../../../src/sandbox/slack/sandbox.ts';
import { type BareApp, connect } from './bare-app.ts';
import { button, call, modal, openWorkspace, section, textField } from './workplace.ts';

const typed = { user: 'ada', channel: 'threat-intel', command: '/threat' };

async function trigger(slack: SlackSandbox, app: BareApp): Promise<string> {
  await slack.slash(typed);
  return String(app.envelopes().at(-1)?.payload?.['trigger_id']);
}

describe('triggers', () => {
  it('open one view, within three seconds', async () => {
    let now = Date.now();
    const slack = await openWorkspace({ now: () => now });
    const app = await connect(slack);
    const [first, second] = [await trigger(slack, app), await trigger(slack, app)];
    const open = async (id: string) =>
      (await call(slack, 'views.open', { trigger_id: id, view: modal() })).body.error ?? 'ok';

    const once = await open(first);
    const twice = await open(first);
    now += 3001;
    const late = await open(second);

    expect([once, twice, late, await open('made-up')]).toEqual([
      'ok',
      'exchanged_trigger_id',
      'expired_trigger_id',
      'invalid_trigger_id',
    ]);
  });
});

describe('views', () => {
  it('says what is wrong with a view and where', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const view = { ...modal([section('')]), title: { type: 'plain_text', text: 'A title that is far too long' } };

    const titled = await call(slack, 'views.open', { trigger_id: await trigger(slack, app), view });
    const filled = await call(slack, 'views.open', {
      trigger_id: await trigger(slack, app),
      view: modal([section('')]),
    });

    expect(titled.body).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
    expect(filled.body['response_metadata']).toEqual({
      messages: ['[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text/text]'],
    });
  });

  it('stack up to three, pushed by triggers from inside the modal', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const blocks = [{ type: 'actions', elements: [button('more', 'More')] }];
    await call(slack, 'views.open', { trigger_id: await trigger(slack, app), view: modal(blocks) });
    const push = async () => {
      await slack.pressInView({ user: 'ada', find: 'More' });
      const id = String(app.envelopes().at(-1)?.payload?.['trigger_id']);
      return (await call(slack, 'views.push', { trigger_id: id, view: modal(blocks) })).body;
    };

    const outside = await call(slack, 'views.push', { trigger_id: await trigger(slack, app), view: modal() });
    const [second, third, fourth] = [await push(), await push(), await push()];

    expect([outside.body.error, second.ok, third.ok, fourth.error]).toEqual([
      'invalid_trigger_id',
      true,
      true,
      'push_limit_reached',
    ]);
    const [root, middle, top] = slack.views('ada');
    expect(top).toMatchObject({ rootId: root?.id, previousId: middle?.id });
    await slack.closeView({ user: 'ada' });
    expect(slack.views('ada')).toHaveLength(2);
  });

  it('keep what was typed, and refuse a stale hash', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const opened = await call(slack, 'views.open', {
      trigger_id: await trigger(slack, app),
      view: modal([textField('why')]),
    });
    const { id, hash } = opened.body['view'] as { id: string; hash: string };
    const change = { view_id: id, view: modal([section('new'), textField('why')]), hash };

    const first = await call(slack, 'views.update', change);
    const stale = await call(slack, 'views.update', change);

    expect([first.body.ok, stale.body.error]).toEqual([true, 'hash_conflict']);
    expect((first.body['view'] as { hash: string }).hash).not.toBe(hash);
  });

  it('are found by external_id, which is taken once', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const view = { ...modal(), external_id: 'mine' };
    await call(slack, 'views.open', { trigger_id: await trigger(slack, app), view });

    const again = await call(slack, 'views.open', { trigger_id: await trigger(slack, app), view });
    const updated = await call(slack, 'views.update', { external_id: 'mine', view });

    expect([again.body.error, updated.body.ok]).toEqual(['duplicate_external_id', true]);
  });

  it('publish a home tab under protection of its hash', async () => {
    const slack = await openWorkspace();
    const args = { user_id: slack.user('ada').id, view: { type: 'home', blocks: [section('one')] } };
    const first = await call(slack, 'views.publish', args);
    const { hash } = first.body['view'] as { hash: string };
    await call(slack, 'views.publish', args);

    const stale = await call(slack, 'views.publish', { ...args, hash });
    const wrong = await call(slack, 'views.publish', { ...args, view: modal() });

    expect([stale.body.error, wrong.body.error]).toEqual(['hash_conflict', 'invalid_arguments']);
  });
});

/** An open form; the app answers its submission so. */
async function openForm(answer: object, blocks: object[] = [textField('why')], more: object = {}) {
  const slack = await openWorkspace();
  const app = await connect(slack, ({ payload }) => (payload?.['type'] === 'view_submission' ? answer : {}));
  const view = { ...modal(blocks), private_metadata: 'kept', ...more };
  await call(slack, 'views.open', { trigger_id: await trigger(slack, app), view });
  return { slack, app };
}

describe('submissions', () => {
  it('carry the whole view with the state of all its inputs', async () => {
    const select = {
      type: 'static_select',
      action_id: 'pick',
      options: ['Open', 'Ignore'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
    };
    const choice = {
      type: 'input',
      block_id: 'status',
      label: { type: 'plain_text', text: 'Status' },
      element: select,
    };
    const spare = { ...textField('spare'), optional: true };
    const { slack, app } = await openForm({}, [textField('why'), choice, spare]);

    await slack.submit({ user: 'ada', values: { why: 'because', status: 'Ignore' } });

    expect(app.envelopes().at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      trigger_id: expect.any(String),
      view: {
        type: 'modal',
        callback_id: 'form',
        private_metadata: 'kept',
        hash: expect.any(String),
        bot_id: expect.stringMatching(/^B/),
        state: {
          values: {
            why: { text: { type: 'plain_text_input', value: 'because' } },
            status: { pick: { type: 'static_select', selected_option: { value: 'Ignore' } } },
            spare: { text: { type: 'plain_text_input', value: null } },
          },
        },
      },
    });
    expect(slack.views('ada')).toEqual([]);
  });

  it.each([
    ['errors', { response_action: 'errors', errors: { why: 'no' } }, [{ errors: { why: 'no' } }]],
    [
      'update',
      { response_action: 'update', view: modal([section('done')]) },
      [{ content: { blocks: [{ type: 'section' }] } }],
    ],
    [
      'push',
      { response_action: 'push', view: modal([section('next')]) },
      [{ content: { blocks: [{ type: 'input' }] } }, {}],
    ],
    ['clear', { response_action: 'clear' }, []],
  ])('do what %s asks for', async (_name, answer, expected) => {
    const { slack } = await openForm(answer);

    await slack.submit({ user: 'ada', values: { why: 'because' } });

    expect(slack.views('ada')).toMatchObject(expected);
    expect(slack.views('ada')).toHaveLength(expected.length);
  });

  it.each([
    ['errors for a block that is no input', { response_action: 'errors', errors: { other: 'no' } }],
    ['a wrong view', { response_action: 'update', view: modal([section('')]) }],
    ['an unknown response_action', { response_action: 'dance' }],
  ])('leave the form with a warning after %s', async (_name, answer) => {
    const { slack } = await openForm(answer);
    const warnings: string[] = [];
    slack.onEvent((event) => {
      if (event.type === 'warning') warnings.push(event.text);
    });

    await slack.submit({ user: 'ada', values: { why: 'because' } });

    expect(slack.views('ada')).toMatchObject([{ busy: false }]);
    expect(warnings).toEqual([expect.stringContaining('We had some trouble connecting')]);
  });

  it('are not sent while a required field is empty', async () => {
    const { slack, app } = await openForm({});
    const before = app.envelopes().length;

    await expect(slack.submit({ user: 'ada' })).rejects.toThrow('required field');

    expect(app.envelopes()).toHaveLength(before);
    expect(slack.views('ada')).toMatchObject([{ errors: { why: 'Please complete this required field.' } }]);
  });

  it('tell of a closed form only when asked to', async () => {
    const quiet = await openForm({});
    const loud = await openForm({}, [], { notify_on_close: true, clear_on_close: true });

    await quiet.slack.closeView({ user: 'ada' });
    await loud.slack.closeView({ user: 'ada' });

    expect(quiet.app.envelopes().at(-1)?.payload).not.toHaveProperty('type');
    expect(loud.app.envelopes().at(-1)?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: true,
      view: { private_metadata: 'kept' },
    });
  });
});
