import { expect, it, onTestFinished, vi } from 'vitest';
import { startCron, startTicks } from '../../src/engine/timer.ts';
import { recordingLog } from '../support/recording.ts';

it('a run that the one before holds up is left out: said of an operator’s schedule, not of a tick', async () => {
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const { log, lines } = recordingLog();
  const work = vi.fn<() => Promise<void>>(async () => done);
  const tasks = [startTicks('polls', 1, { work, log }), startCron('acme alarms', '* * * * * *', { work, log })];
  onTestFinished(async () => {
    finish();
    for (const task of tasks) await task.destroy();
  });

  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: 8000, interval: 20 });

  expect(work).toHaveBeenCalledTimes(2);
  expect(new Set(lines.map(({ data }) => data['task']))).toEqual(new Set(['acme alarms']));
});
