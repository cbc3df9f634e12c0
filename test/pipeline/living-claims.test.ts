import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Verdict } from '../../src/domain/command.ts';
import { VendorError } from '../../src/domain/errors.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { createOthers } from '../../src/pipeline/presence.ts';
import { settleClaims } from '../../src/pipeline/settle-claims.ts';
import type { SettleDeps } from '../../src/pipeline/settle-claims.ts';
import { key, linesOf, noon, press, pressed, wordsOf } from '../support/asking.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { setClock } from '../support/pipeline.ts';
import type { SetClock } from '../support/pipeline.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Two replicas, one of which cannot be seen while the vendor takes its time over a press there. */
interface Pair {
  readonly clock: SetClock;
  readonly busy: Office;
  readonly other: Office;
  readonly settleDeps: SettleDeps;
  /** Lets the vendor answer, and gives what the person hears. */
  readonly answer: () => Promise<Reply>;
}

async function pair(told: Verdict['state']): Promise<Pair> {
  const clock = setClock(noon);
  const busy = await office(['acme'], { clock, verify: async () => told });
  const gate = Promise.withResolvers<void>();
  busy.wait(gate.promise);
  const pressing = busy.desk.press(press({ interaction: pressed('1') }));
  await expect.poll(async () => (await busy.deps.store.runningClaims()).length).toBe(2);
  const { store } = busy.deps;
  const other = await office(['acme'], { clock, store, verify: async () => told });
  const settleDeps = { ...other.deps, others: createOthers(other.deps.presence, store) };
  const answer = async (): Promise<Reply> => {
    gate.resolve();
    return pressing;
  };
  return { clock, busy, other, settleDeps, answer };
}

async function lookTwice(deps: SettleDeps): Promise<void> {
  await settleClaims(deps);
  vi.advanceTimersByTime(9000);
  await settleClaims(deps);
}

describe('a write whose process cannot be seen', () => {
  it.each([
    ['not-done', 'It did not reach ThreatMon'],
    ['unknown', 'is not known'],
  ] as const)('and of which a look tells %s is told only when its call must have ended', async (told, words) => {
    const { clock, other, settleDeps } = await pair(told);

    clock.set('2026-08-04T12:01:09.000Z');
    await lookTwice(settleDeps);
    const before = await linesOf(other);
    clock.set('2026-08-04T12:01:10.000Z');
    await settleClaims(settleDeps);

    expect(before).toEqual([]);
    expect(await linesOf(other)).toEqual([expect.stringContaining(words)]);
  });

  it('and that the vendor shows done is told at once, by two looks', async () => {
    const { other, settleDeps } = await pair('done');

    await settleClaims(settleDeps);
    const first = await linesOf(other);
    vi.advanceTimersByTime(9000);
    await settleClaims(settleDeps);

    expect(first).toEqual([]);
    expect(await linesOf(other)).toEqual(['U1 changed the status to Resolved']);
  });

  it.each<[string, (pair: Pair) => Promise<unknown>]>([
    [
      'is seen again in between',
      async ({ busy: { deps }, settleDeps }) => {
        const { token } = deps.presence;
        const life = { name: `process:${token}`, token };
        await deps.store.hold(life, 15_000);
        await settleClaims(settleDeps);
        await deps.store.release(life);
      },
    ],
    ['could not be looked for in between', async ({ settleDeps }) => settleDeps.others?.forget()],
  ])('is left alone where it %s', async (_, between) => {
    const here = await pair('done');

    await settleClaims(here.settleDeps);
    await between(here);
    vi.advanceTimersByTime(9000);
    await settleClaims(here.settleDeps);

    expect(await here.other.deps.store.runningClaims()).toHaveLength(2);
  });
});

describe('a failure that a process owes somebody words for', () => {
  it('is told by itself at once, and it is not taken for dead meanwhile', async () => {
    const here = await office();
    const { presence, store } = here.deps;
    const life = `process:${presence.token}`;
    await store.hold({ name: life, token: presence.token }, 15_000);
    here.fail(new VendorError('The vendor said no.', { kind: 'refused', status: 400 }));
    const reply = await here.desk.press(press({ interaction: pressed('1') }));
    if (reply.kind === 'answer') await reply.told?.(false);

    await settleClaims({ ...here.deps, others: createOthers(presence, store) });

    expect(await linesOf(here)).toEqual([expect.stringContaining('The vendor said no.')]);
    expect(await store.hold({ name: life, token: 'another' }, 1)).toBe(false);
  });
});

describe('a process that was taken for dead', () => {
  it('corrects what was told of its write when that is done after all', async () => {
    const { clock, other, settleDeps, answer } = await pair('not-done');
    clock.set('2026-08-04T12:02:00.000Z');
    await lookTwice(settleDeps);

    await answer();

    expect(await linesOf(other)).toEqual([
      expect.stringContaining('It did not reach ThreatMon'),
      'U1 changed the status to Resolved',
      'U1 asked for "Resolved". It reached ThreatMon after all: it is done, and not to be repeated.',
    ]);
    expect(await other.deps.store.runningClaims()).toEqual([]);
  });

  it('says nothing of its failure where the other saw that the write was done', async () => {
    const { busy, other, settleDeps, answer } = await pair('done');
    await lookTwice(settleDeps);
    busy.fail(new VendorError('The vendor said no.', { kind: 'refused', status: 400 }));

    const reply = await answer();

    expect(wordsOf(reply)).not.toContain('said no');
    expect(await other.deps.store.incident(key)).toMatchObject({ status: 'Resolved' });
    expect((await other.deps.store.audit({ limit: 9 })).map(({ outcome }) => outcome)).toEqual(['done']);
  });
});

describe('a write that comes to its turn too late', () => {
  it('is not sent any more, and the person hears that', async () => {
    const clock = setClock(noon);
    const here = await office(['acme'], { clock });
    const kept = (): void => clock.set('2026-08-04T12:01:00.000Z');

    const reply = await here.desk.press(press({ interaction: { ...pressed('1'), kept } }));

    expect(wordsOf(reply)).toContain('Nothing was sent to the vendor');
    expect(here.sent).toEqual([]);
  });
});
