import { describe, expect, it } from 'vitest';
import { office } from '../support/office.ts';

const anybody = { kind: 'slack', userId: 'U1', teamId: 'T1' } as const;
const hiding = { id: '7', forever: 'true' };

describe('a form asked for', () => {
  it('opens for a command that needs nothing, and for one that is half given', async () => {
    const { desk } = await office();

    const [list, set] = await Promise.all([
      desk.line('form list', anybody),
      desk.line('form set_status status=Resolved', anybody),
    ]);

    expect(list).toMatchObject({ kind: 'form', form: { command: 'list', instance: 'acme', arguments: [] } });
    expect(set).toMatchObject({ kind: 'form', form: { command: 'set_status', values: { status: 'Resolved' } } });
  });

  it('runs nothing and asks which instance where several have the command', async () => {
    const { desk, sent } = await office(['acme', 'beta']);

    const opened = await desk.line('form hide id=7', anybody);
    const chosen = await desk.line('form hide id=7 instance=beta', anybody);

    expect(opened).toMatchObject({ kind: 'form', form: { instances: ['acme', 'beta'] } });
    expect(opened).not.toHaveProperty('form.instance');
    expect(chosen).toMatchObject({ kind: 'form', form: { instance: 'beta' } });
    expect(sent).toEqual([]);
  });

  it.each([
    ['form', 'Which command?'],
    ['form lst', 'Picket does not know "lst".'],
    ['form list all', 'list does not know what "all" is.'],
    ['form list instance=acmee', 'list does not exist on instance acmee.'],
  ])('is refused in words: %s', async (line, title) => {
    const { desk } = await office();

    expect(await desk.line(line, anybody)).toMatchObject({ kind: 'answer', answer: { title } });
  });

  it('is offered by the help of its command', async () => {
    const { desk } = await office();

    expect(JSON.stringify(await desk.line('help list', anybody))).toContain('"commandLine":"form list"');
  });
});

describe('a command of which only some arguments cannot be undone', () => {
  it('asks for those alone, typed', async () => {
    const { desk, sent } = await office();

    const harmless = await desk.line('hide id=6', anybody);
    const grave = await desk.line('hide id=7 forever=true', anybody);

    expect(harmless).toMatchObject({ kind: 'answer', answer: { tone: 'ok' } });
    expect(grave).toMatchObject({ kind: 'form', form: { values: hiding, confirm: { title: 'Hide it for good?' } } });
    expect(sent).toEqual(['acme 6 Open']);
  });

  it('asks in the place of the form that was sent, and runs when that is sent', async () => {
    const { desk, sent } = await office();
    const submission = { actor: anybody, command: 'hide', instance: 'acme', values: hiding };

    const first = desk.check(submission);
    const second = desk.check({ ...submission, confirmed: true });
    if (second.ok) await second.run();

    expect(first).toMatchObject({
      ok: false,
      faults: [],
      ask: { values: hiding, confirm: { title: 'Hide it for good?' } },
    });
    expect(sent).toEqual(['acme 7 Open']);
  });

  it('runs at once as a form that calls for no question', async () => {
    const { desk, sent } = await office();

    const checked = desk.check({ actor: anybody, command: 'hide', instance: 'acme', values: { id: '6' } });
    if (checked.ok) await checked.run();

    expect(sent).toEqual(['acme 6 Open']);
  });
});
