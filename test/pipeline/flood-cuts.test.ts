import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { DeliverDeps } from '../../src/pipeline/deliver.ts';
import { desk } from '../support/delivery.ts';
import { drain, fateOf, incidentsOf, takeIn } from '../support/floods.ts';

const channel = '#threat-intel';

/** A page of so many, then so many entries worked off before the process dies in the middle of the next post. */
const story = fc.array(fc.record({ page: fc.integer({ min: 0, max: 12 }), steps: fc.integer({ min: 0, max: 8 }) }), {
  minLength: 1,
  maxLength: 6,
});

describe('whatever pages a poll comes in, and wherever it is cut off', () => {
  it('every incident is posted or listed, none twice, and never more than `burst` singly', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 0, max: 6 }), async (steps, burst) => {
        const { deps } = await desk([]);
        let count = 0;
        for (const { page, steps: works } of steps) {
          await takeIn(deps.store, incidentsOf(count + 1, count + page), { poll: 'p1', burst });
          count += page;
          await workOff(deps, works);
        }

        await drain(deps);

        const { single, listed } = await fateOf(deps, count);
        expect(single.length).toBe(Math.min(count, burst));
        expect([...single, ...listed].toSorted()).toEqual(
          incidentsOf(1, count)
            .map(({ key }) => key)
            .toSorted(),
        );
        expect(await deps.store.nextEntry(channel)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

/** A worker that is stopped after so many posts, in the middle of whatever it does then. */
async function workOff(deps: DeliverDeps, posts: number): Promise<void> {
  const stop = new AbortController();
  let left = posts;
  const turn = async (): Promise<void> => {
    left -= 1;
    if (left < 0) stop.abort();
    stop.signal.throwIfAborted();
  };
  await drainChannel(channel, { ...deps, signal: stop.signal, notifier: { ...deps.notifier, turn } });
}
