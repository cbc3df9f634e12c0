import { describe, expect, it } from 'vitest';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import { office } from '../support/office.ts';
import { setClock } from '../support/pipeline.ts';

const anybody = { kind: 'slack', userId: 'U1', teamId: 'T1' } as const;
const lead = { kind: 'slack', userId: 'U0LEAD', teamId: 'T1' } as const;
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

describe('a form of a command that not everyone may run', () => {
  const press = { key: 'acme:18618001', command: 'take_down', args: {}, form: true } as const;
  const never = async (): Promise<never> => new Promise(() => undefined);
  const patient = { clock: { ...setClock(), sleep: never } };

  it('is refused on the press, and that is written down', async () => {
    const { desk, deps } = await office(['acme'], patient);

    const refused = await desk.press({ ...press, actor: anybody });

    expect(refused).toMatchObject({ kind: 'answer', answer: { title: 'You may not do that here.' } });
    expect(await deps.store.audit({ limit: 5 })).toEqual([
      expect.objectContaining({ by: 'U1', action: 'take_down', outcome: 'denied' }),
    ]);
  });

  it.each(['take_down', 'form take_down', 'form take_down id=1'])('is refused typed: %s', async (line) => {
    const { desk } = await office(['acme'], patient);

    const refused = await desk.line(line, anybody);

    expect(refused).toMatchObject({ kind: 'answer', answer: { title: 'You may not do that here.' } });
  });

  it('opens for who may, and nothing is written down', async () => {
    const { desk, deps } = await office(['acme'], patient);

    const [pressed, typed] = [await desk.press({ ...press, actor: lead }), await desk.line('take_down', lead)];

    expect(pressed).toMatchObject({ kind: 'form', form: { command: 'take_down', key: 'acme:18618001' } });
    expect(typed).toMatchObject({ kind: 'form', form: { command: 'take_down' } });
    expect(await deps.store.audit({ limit: 5 })).toEqual([]);
  });

  it('opens where Slack does not tell in time who is in which group: it is checked when it is sent', async () => {
    const { deps } = await office();
    const desk = createDesk({ ...deps, directory: { ...deps.directory, groupsOf: never } });

    expect(await desk.press({ ...press, actor: lead })).toMatchObject({ kind: 'form' });
  });
});
