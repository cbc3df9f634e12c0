import { describe, expect, it } from 'vitest';
import { plainLine } from '../../src/domain/answer.ts';
import type { Actor } from '../../src/domain/access.ts';
import { VendorError } from '../../src/domain/errors.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { runPlaybook } from '../../src/pipeline/run-playbook.ts';
import { office } from '../support/office.ts';

const anybody: Actor = { kind: 'slack', userId: 'U1', teamId: 'T1' };
const lead: Actor = { kind: 'slack', userId: 'U0LEAD', teamId: 'T1' };
const stranger: Actor = { kind: 'slack', userId: 'U9', teamId: 'T9' };

function textOf(reply: Reply): string {
  if (reply.kind !== 'answer') return reply.kind;
  const lines = reply.answer.sections.flatMap((section) => {
    if (section.kind === 'text') return section.lines.map(plainLine);
    if (section.kind === 'list') return section.items.map(plainLine);
    if (section.kind === 'choices') return section.choices.map(({ commandLine }) => commandLine);
    if (section.kind === 'revealed') return section.facts.map(({ value }) => value);
    return section.kind === 'table' ? section.table.rows.flat() : [];
  });
  return [reply.answer.title, ...lines].join('\n');
}

describe('a press', () => {
  it('reaches the vendor, and changes incident, message, thread and audit in one commit', async () => {
    const { desk, deps, sent } = await office();

    const reply = await desk.press({
      actor: anybody,
      key: 'acme:18618001',
      command: 'set_status',
      args: { status: 'Resolved' },
      form: false,
    });

    expect(reply).toEqual({ kind: 'done' });
    expect(sent).toEqual(['acme 18618001 Resolved']);
    expect(await deps.store.incident('acme:18618001')).toMatchObject({
      status: 'Resolved',
      closed: true,
      revision: 2,
      patchedAt: expect.any(String),
    });
    expect(await deps.store.outboxDepth()).toBe(2);
    expect(await deps.store.audit({ limit: 5 })).toEqual([
      expect.objectContaining({ by: 'U1', action: 'set_status', outcome: 'done', key: 'acme:18618001' }),
    ]);
  });

  it('finds its incident by its message where its key is not carried', async () => {
    const { desk, sent } = await office();

    await desk.press({
      actor: anybody,
      message: { channelId: 'C1', messageTs: '1.1' },
      command: 'set_status',
      args: { status: 'Open' },
      form: false,
    });

    expect(sent).toEqual(['acme 18618001 Open']);
  });

  it.each([
    ['refused', 'said no', false],
    ['unauthorized', 'key and at the address permission', false],
    ['unreachable', 'not known', true],
  ] as const)(
    'that the vendor answers with %s tells why, and leaves the incident as it is',
    async (kind, words, outcomeUnknown) => {
      const { desk, deps, fail } = await office();
      fail(new VendorError('It did not work.', { kind, outcomeUnknown }));

      const reply = await desk.press({
        actor: anybody,
        key: 'acme:18618001',
        command: 'set_status',
        args: { status: 'Resolved' },
        form: false,
      });

      expect(textOf(reply)).toContain(words);
      expect(await deps.store.incident('acme:18618001')).toMatchObject({ status: 'Open', revision: 1 });
      expect(await deps.store.outboxDepth()).toBe(0);
      expect(await deps.store.audit({ limit: 1 })).toEqual([
        expect.objectContaining({ outcome: outcomeUnknown ? 'unknown' : 'failed' }),
      ]);
    },
  );

  it.each([
    ['somebody without the right', anybody, 'take_down', { id: '1' }],
    ['somebody of another company, even where everyone may', stranger, 'set_status', { id: '1', status: 'Open' }],
  ])('by %s is refused and written down', async (_, actor, command, args) => {
    const { desk, deps, sent } = await office();

    const reply = await desk.press({
      actor,
      key: 'acme:18618001',
      command,
      args,
      form: false,
    });

    expect(textOf(reply)).toContain('You may not do that here.');
    expect(sent).toEqual([]);
    expect(await deps.store.audit({ limit: 1 })).toEqual([expect.objectContaining({ outcome: 'denied' })]);
  });

  it('on an incident that is kept no more says so', async () => {
    const { desk } = await office();

    expect(
      textOf(await desk.press({ actor: anybody, key: 'acme:1', command: 'set_status', args: {}, form: false })),
    ).toContain('does not keep this incident');
  });
});

describe('a typed command', () => {
  it('that several instances have asks all where it reads, and which one where it writes', async () => {
    const { desk, sent } = await office(['acme', 'globex']);

    const read = await desk.line('list', anybody);
    const write = await desk.line('set_status id=1 status=Open', anybody);
    await desk.line('set_status id=1 status=Open instance=globex', anybody);

    expect(textOf(read)).toContain('acme lists');
    expect(textOf(read)).toContain('globex lists');
    expect(textOf(write)).toContain('set_status id=1 status=Open instance=acme');
    expect(sent).toEqual(['globex 1 Open']);
  });

  it.each([
    ['set_status id=1', 'form'],
    ['set_status id=1 status=Nope', 'set_status was not run.'],
    ['set_status id=1 status=Open nosuch=1', 'set_status has no argument `nosuch`.'],
    ['set_statsu', 'Did you mean /threat set_status?'],
    ['set_status 1 Open', 'Arguments have names'],
    ['set_status id="1', 'A quote is left open.'],
    ['list instance=acm', 'Did you mean acme?'],
    ['status 18618001 resloved', 'Did you mean Resolved?'],
    ['status nobody Open', 'There is no incident "nobody".'],
    ['assign 18618001 bob', 'Mention a person'],
    ['incidents severty=high', 'Did you mean severity=?'],
    ['incidents since=whenever', 'no point in time'],
    ['fetch', 'You may not do that here.'],
    ['lookup nothing-here', 'There is no indicator in that.'],
  ])('%s is answered in words: %s', async (line, words) => {
    const { desk, sent } = await office();

    expect(textOf(await desk.line(line, anybody))).toContain(words);
    expect(sent).toEqual([]);
  });

  it('is shared only where it ends in public, and never where it fails', async () => {
    const { desk } = await office();

    const [alone, shared, failed] = await Promise.all([
      desk.line('list', anybody),
      desk.line('list public', anybody),
      desk.line('set_status id=1 status=Nope public', anybody),
    ]);

    expect([alone, shared, failed].map((reply) => reply.kind === 'answer' && reply.shared)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('that cannot be undone asks in its form first, and runs when that is sent', async () => {
    const { desk, sent } = await office();

    const typed = await desk.line('wipe id=7', anybody);
    const before = [...sent];
    const submission = { actor: anybody, command: 'wipe', instance: 'acme', values: { id: '7' } };
    const unasked = desk.check(submission);
    const checked = desk.check({ ...submission, confirmed: true });
    if (checked.ok) await checked.run();

    expect(unasked).toMatchObject({ ok: false, ask: { confirm: { title: 'Wipe it?' } } });
    expect(typed).toMatchObject({ kind: 'form', form: { values: { id: '7' }, confirm: { title: 'Wipe it?' } } });
    expect(before).toEqual([]);
    expect(sent).toEqual(['acme 7 Open']);
  });

  it('pauses and resumes an instance by who may', async () => {
    const { desk, deps } = await office();

    await desk.line('pause acme', lead);
    const paused = await deps.store.pauses();
    await desk.line('resume acme', lead);

    expect(paused).toEqual([expect.objectContaining({ instance: 'acme', by: 'U0LEAD' })]);
    expect(await deps.store.pauses()).toEqual([]);
  });
});

describe('what is masked', () => {
  it('is revealed to who may, written down, and to nobody else', async () => {
    const { desk, deps } = await office();

    const denied = await desk.reveal({ key: 'acme:18618001' }, anybody);
    const shown = await desk.reveal({ key: 'acme:18618001' }, lead);

    expect(textOf(denied)).not.toContain('Summer2026');
    expect(textOf(shown)).toContain('Summer2026!');
    expect((await deps.store.audit({ limit: 5 })).map(({ by, outcome }) => `${by} ${outcome}`)).toEqual([
      'U0LEAD done',
      'U1 denied',
    ]);
  });
});

describe('a playbook', () => {
  it('runs as the rule, with its incident known', async () => {
    const { deps, sent } = await office();

    await runPlaybook('acme:18618001', 'set_status status=Resolved', deps);

    expect(sent).toEqual(['acme 18618001 Resolved']);
    expect(await deps.store.audit({ limit: 1 })).toEqual([expect.objectContaining({ by: 'rule' })]);
  });

  it('that cannot run says so in the thread', async () => {
    const { deps } = await office();

    await runPlaybook('acme:18618001', 'no_such_command', deps);

    expect(await deps.store.nextEntry('#threat-intel')).toMatchObject({
      kind: 'thread',
      line: { text: expect.stringContaining('no_such_command') },
    });
  });
});
