import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/domain/command.ts';
import { VendorError } from '../../src/domain/errors.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { runPlaybook } from '../../src/pipeline/run-playbook.ts';
import { settleClaims } from '../../src/pipeline/settle-claims.ts';
import { key, linesOf, noon, press, pressed, wordsOf } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office, OfficeOptions } from '../support/office.ts';

const silence = new VendorError('No answer. It is not known whether the request took effect.', {
  kind: 'unreachable',
  trouble: 'timeout',
  outcomeUnknown: true,
});

type Verify = NonNullable<OfficeOptions['verify']>;

/** Looks that tell one after the other; the last one goes on. */
function looks(...told: readonly Verdict['state'][]): { readonly verify: Verify; count: () => number } {
  let count = 0;
  return {
    count: () => count,
    verify: async () => {
      const state = told[Math.min(count, told.length - 1)] ?? 'unknown';
      count += 1;
      return state;
    },
  };
}

async function resolve({ desk }: Office, id = '1'): Promise<Reply> {
  return desk.press(press({ interaction: pressed(id) }));
}

/** What Slack does with an answer: shows it, or cannot. */
async function tell(reply: Reply, isTold: boolean): Promise<void> {
  if (reply.kind !== 'answer') throw new Error(`expected an answer, got ${reply.kind}`);
  await reply.told?.(isTold);
}

async function lastAudit({ deps }: Office): Promise<string | undefined> {
  const [entry] = await deps.store.audit({ limit: 1 });
  return entry?.outcome;
}

describe('a write without an answer', () => {
  it('that a look finds done is done: incident, thread, audit', async () => {
    const here = await office(['acme'], looks('not-done', 'done'));
    here.fail(silence);

    const reply = await resolve(here);

    expect(reply).toEqual({ kind: 'done' });
    expect(await here.deps.store.incident(key)).toMatchObject({ status: 'Resolved', closed: true, revision: 2 });
    expect(await linesOf(here)).toEqual(['U1 changed the status to Resolved']);
    expect(await lastAudit(here)).toBe('done');
  });

  it('that three looks do not find has failed, and nothing changed', async () => {
    const told = looks('not-done');
    const here = await office(['acme'], told);
    here.fail(silence);

    const reply = await resolve(here);

    expect(wordsOf(reply)).toContain('No answer. A look at ThreatMon shows that nothing changed.');
    expect(told.count()).toBe(3);
    expect(await here.deps.store.incident(key)).toMatchObject({ status: 'Open', revision: 1 });
    expect(await lastAudit(here)).toBe('failed');
  });

  it.each([
    ['that cannot be looked up', undefined],
    ['that a look does not tell of', looks('unknown').verify],
    [
      'whose looks fail as well',
      async () => {
        throw silence;
      },
    ],
  ] as const)('%s is told as unknown, and not repeated', async (_, verify) => {
    const here = await office(['acme'], verify === undefined ? {} : { verify });
    here.fail(silence);

    const reply = await resolve(here);

    expect(wordsOf(reply)).toContain('look at the vendor before you repeat it');
    expect(here.sent).toEqual([]);
    expect(await lastAudit(here)).toBe('unknown');
    await tell(reply, true);
    expect(await here.deps.store.runningClaims()).toEqual([]);
  });

  it.each([
    ['a failing server', { kind: 'unreachable', trouble: 'server', status: 500 }, 'done'],
    ['an answer that cannot be read', { kind: 'malformed', status: 200 }, 'done'],
    ['a refusal', { kind: 'refused', status: 400 }, 'answer'],
    ['a refused key', { kind: 'unauthorized', status: 401 }, 'answer'],
    ['a wait asked for', { kind: 'rate-limited', status: 429 }, 'answer'],
    ['a name that is not found', { kind: 'unreachable', trouble: 'dns' }, 'answer'],
  ] as const)('is looked up after %s only where it can have worked', async (_, detail, replied) => {
    const told = looks('done');
    const here = await office(['acme'], told);
    here.fail(new VendorError('It did not work.', detail));

    const reply = await resolve(here);

    expect(reply.kind).toBe(replied);
    expect(told.count()).toBe(replied === 'done' ? 1 : 0);
  });
});

/** A press whose process died between its claim and its commit. */
async function cutOff(options: OfficeOptions): Promise<Office> {
  const before = await office();
  before.wait(new Promise(() => undefined));
  void resolve(before);
  await expect.poll(async () => (await before.deps.store.runningClaims()).length).toBe(2);
  return office(['acme'], { ...options, store: before.deps.store });
}

describe('a write that a crash cut off', () => {
  it('and that the vendor did is completed, with one line however often it is settled', async () => {
    const here = await cutOff(looks('done'));

    await Promise.all([settleClaims(here.deps), settleClaims(here.deps)]);
    await settleClaims(here.deps);

    expect(await here.deps.store.incident(key)).toMatchObject({ status: 'Resolved', revision: 2 });
    expect(await linesOf(here)).toEqual(['U1 changed the status to Resolved']);
    expect((await here.deps.store.audit({ limit: 9 })).map(({ outcome }) => outcome)).toEqual(['done']);
    expect(await here.deps.store.runningClaims()).toEqual([]);
  });

  it.each([
    ['not-done', 'It did not reach ThreatMon', 'failed'],
    ['unknown', 'look at ThreatMon before you repeat it', 'unknown'],
  ] as const)('and of which a look tells %s is told once in the thread', async (told, words, outcome) => {
    const here = await cutOff(looks(told));

    await settleClaims(here.deps);
    await settleClaims(here.deps);

    const [line, ...more] = await linesOf(here);
    expect(line).toMatch(/^U1 asked for "Resolved"/);
    expect(line).toContain(words);
    expect(more).toEqual([]);
    expect(await here.deps.store.incident(key)).toMatchObject({ status: 'Open', revision: 1 });
    expect((await here.deps.store.audit({ limit: 9 })).map((entry) => entry.outcome)).toEqual([outcome]);
  });

  it('does not stand in the way of the next press once it is settled', async () => {
    const here = await cutOff(looks('not-done'));
    const meanwhile = await resolve(here, '2');

    await settleClaims(here.deps);
    await resolve(here, '3');

    expect(wordsOf(meanwhile)).toContain('You asked for Resolved, which is being done since');
    expect(here.sent).toEqual(['acme 18618001 Resolved']);
  });

  it('is left for later while the vendor cannot be asked, and given up after an hour', async () => {
    const here = await cutOff({
      verify: async () => {
        throw silence;
      },
    });
    const { clock } = here.deps;

    await settleClaims(here.deps);
    const after = await here.deps.store.runningClaims();
    await settleClaims({ ...here.deps, clock: { ...clock, now: () => new Date('2026-08-04T13:00:01.000Z') } });

    expect(after).toHaveLength(2);
    expect(await linesOf(here)).toEqual([expect.stringContaining('is not known')]);
  });

  it('is left alone while its process lives', async () => {
    const here = await cutOff(looks('done'));
    const [claim] = await here.deps.store.runningClaims();
    const token = claim?.holder ?? '';
    await here.deps.store.hold({ name: `process:${token}`, token }, 60_000);

    await settleClaims(here.deps);

    expect(await here.deps.store.runningClaims()).toHaveLength(2);
  });

  it('is told to the person alone where it was about no incident', async () => {
    const before = await office();
    before.wait(new Promise(() => undefined));
    const typed = { id: 'line:1', kind: 'line', at: noon } as const;
    void before.desk.line('set_status id=7 status=Open', { kind: 'slack', userId: 'U1' }, typed);
    await expect.poll(async () => (await before.deps.store.runningClaims()).length).toBe(2);
    const here = await office(['acme'], { ...looks('not-done'), store: before.deps.store });

    await settleClaims(here.deps);

    expect(await here.deps.store.nextEntry('U1')).toMatchObject({
      kind: 'notice',
      notice: { text: expect.stringContaining('It did not reach ThreatMon') },
    });
  });

  it('by a playbook is told without a person', async () => {
    const before = await office();
    before.wait(new Promise(() => undefined));
    void runPlaybook(key, 'set_status status=Resolved', before.deps);
    await expect.poll(async () => (await before.deps.store.runningClaims()).length).toBe(1);
    const here = await office(['acme'], { ...looks('not-done'), store: before.deps.store });

    await settleClaims(here.deps);

    expect(await linesOf(here)).toEqual([expect.stringMatching(/^A playbook asked for "Resolved"/)]);
  });

  it('is told by whoever is later: a process taken for dead that finishes does not tell it again', async () => {
    const before = await office();
    const gate = Promise.withResolvers<void>();
    before.wait(gate.promise);
    const done = resolve(before);
    await expect.poll(async () => (await before.deps.store.runningClaims()).length).toBe(2);
    const here = await office(['acme'], { ...looks('done'), store: before.deps.store });
    await settleClaims(here.deps);

    gate.resolve();
    await done;

    expect(await linesOf(here)).toEqual(['U1 changed the status to Resolved']);
  });
});
