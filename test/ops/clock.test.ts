import { describe, expect, it } from 'vitest';
import { syncedClock } from '../../src/ops/clock.ts';
import { setClock } from '../support/pipeline.ts';

const noon = '2026-08-04T12:00:00.000Z';

/** The seconds between a clock and an instant, whole ones: a test takes its milliseconds. */
function secondsFrom(at: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(at)) / 1000);
}

describe('the clock', () => {
  it('begins as the machine’s', () => {
    expect(secondsFrom(noon, syncedClock(setClock(noon)).now())).toBe(0);
  });

  it('does not jump with it', () => {
    const machine = setClock(noon);
    const clock = syncedClock(machine);

    machine.set('2026-08-04T15:00:00.000Z');

    expect(secondsFrom(noon, clock.now())).toBe(0);
  });

  it.each([
    ['ahead', '2026-08-04T11:41:00.000Z'],
    ['behind', '2026-08-04T12:19:00.000Z'],
  ])('is put right by what it hears where the machine’s is %s', (_, heard) => {
    const clock = syncedClock(setClock(noon));

    clock.heard(new Date(heard));

    expect(secondsFrom(heard, clock.now())).toBe(0);
  });

  it('keeps its own time against a header of whole seconds', () => {
    const clock = syncedClock(setClock(noon));

    clock.heard(new Date('2026-08-04T11:59:57.000Z'));

    expect(secondsFrom(noon, clock.now())).toBe(0);
  });
});
