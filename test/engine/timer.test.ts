import { expect, it, onTestFinished, vi } from 'vitest';
import { startCron, startTicks } from '../../src/engine/timer.ts';
import { recordingLog } from '../support/recording.ts';
import { patience } from '../support/patience.ts';

it('a run of an operator’s schedule that the one before holds up is left out and said so', async () => {
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const { log, lines } = recordingLog();
  const work = vi.fn<() => Promise<void>>(async () => done);
  const timer = startCron('acme alarms', '* * * * * *', { work, log });
  onTestFinished(async () => {
    finish();
    await timer.stop();
  });

  await vi.waitFor(() => expect(lines).not.toHaveLength(0), patience);

  expect(work).toHaveBeenCalledOnce();
  expect(lines[0]).toMatchObject({ level: 'warn', data: { task: 'acme alarms' } });
});

it('ticks come one at a time, and after a failure, which is said', async () => {
  const { log, lines } = recordingLog();
  const { promise: first, reject: fail } = Promise.withResolvers<void>();
  const never = new Promise<void>(() => undefined);
  const work = vi.fn<() => Promise<void>>().mockReturnValueOnce(first).mockReturnValue(never);
  const timer = startTicks(5, { work, log });
  onTestFinished(async () => timer.stop());

  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1), patience);
  fail(new Error('the store is away'));
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2), patience);

  expect(lines).toMatchObject([{ level: 'error', data: { error: 'Error: the store is away' } }]);
});
