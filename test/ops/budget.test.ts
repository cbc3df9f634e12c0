import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/ops/budget.ts';
import { setClock } from '../support/pipeline.ts';

const start = Date.parse('2026-08-04T12:00:00.000Z');
const at = (ms: number): string => new Date(start + ms).toISOString();

describe('a budget', () => {
  it('gives what is free at once and the rest in turn', async () => {
    const budget = createBudget(setClock(at(0)));
    const bucket = { name: 'a', rate: { count: 2, perMs: 1000 } };

    const waits = [await budget.take([bucket]), await budget.take([bucket]), await budget.take([bucket])];

    expect(waits).toEqual([0, 0, 1000]);
  });

  it('never lets more than its count start in any window, whenever they ask', async () => {
    const asked = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
    const rates = fc.record({ count: fc.integer({ min: 1, max: 5 }), perMs: fc.integer({ min: 1, max: 1000 }) });
    await fc.assert(
      fc.asyncProperty(asked, rates, async (gaps, rate) => {
        const clock = setClock(at(0));
        const budget = createBudget(clock);
        const starts: number[] = [];
        let nowMs = 0;
        for (const gap of gaps) {
          nowMs += gap;
          clock.set(at(nowMs));
          starts.push(nowMs + (await budget.take([{ name: 'a', rate }])));
        }
        const crowded = starts.filter((one, index) => one - (starts[index - rate.count] ?? -Infinity) < rate.perMs);
        expect(crowded).toEqual([]);
      }),
    );
  });

  it('takes a place that is free in every bucket', async () => {
    const budget = createBudget(setClock(at(0)));
    const one = { name: 'one', rate: { count: 1, perMs: 1000 } };
    const all = { name: 'all', rate: { count: 2, perMs: 5000 } };
    await budget.take([one, all]);
    await budget.take([{ ...one, name: 'two' }, all]);

    expect(await budget.take([{ ...one, name: 'three' }, all])).toBe(5000);
  });

  it('gives nothing before what it was told to hold', async () => {
    const budget = createBudget(setClock(at(0)));
    await budget.hold('a', 30_000);
    await budget.hold('a', 10_000);

    expect(await budget.take([{ name: 'a', rate: { count: 5, perMs: 1 } }])).toBe(30_000);
  });

  it('takes no place that lies further ahead than it was asked for', async () => {
    const budget = createBudget(setClock(at(0)));
    const bucket = { name: 'a', rate: { count: 1, perMs: 1000 } };
    await budget.take([bucket]);

    expect(await budget.take([bucket], 999)).toBe(1000);
    expect(await budget.take([bucket], 1000)).toBe(1000);
    expect(await budget.take([bucket], -1)).toBe(2000);
  });

  it('forgets places that lie hours ahead: the clock was set back', async () => {
    const clock = setClock(at(86_400_000));
    const budget = createBudget(clock);
    const bucket = { name: 'a', rate: { count: 1, perMs: 1000 } };
    await budget.take([bucket]);
    clock.set(at(0));

    expect(await budget.take([bucket])).toBe(0);
  });
});
