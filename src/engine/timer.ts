import { schedule } from 'node-cron';
import type { Log } from '../ports/log.ts';

/** Something that is called again and again, until it is stopped. */
export interface Timer {
  stop(): Promise<void>;
}

interface TimerOptions {
  readonly work: () => Promise<unknown> | void;
  readonly log: Log;
}

/**
 * Calls `work` now and every so many milliseconds, never twice at a time. Not a cron expression: one waits for an instant of the
 * machine's clock, and falls silent for as long as that is set back.
 */
export function startTicks(everyMs: number, { work, log }: TimerOptions): Timer {
  let isBusy = false;
  const tick = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      await work();
    } catch (error) {
      log.error({ error: String(error) }, 'a look at what is due failed; the next one comes as planned');
    } finally {
      isBusy = false;
    }
  };
  void tick();
  const interval = setInterval(() => void tick(), everyMs);
  return {
    async stop() {
      clearInterval(interval);
    },
  };
}

/** Calls `work` whenever the operator's cron expression says so, in this machine's time zone, never twice at a time. */
export function startCron(name: string, expression: string, { work, log }: TimerOptions): Timer {
  const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const task = schedule(expression, work, { name, timezone, noOverlap: true, logger: loggerOf(name, log) });
  return {
    async stop() {
      await task.destroy();
    },
  };
}

function loggerOf(task: string, log: Log) {
  return {
    info: () => undefined,
    debug: () => undefined,
    warn: (detail: string) => log.warn({ task, detail }, 'a scheduled run was left out; the next one comes as planned'),
    error: (error: string | Error) => log.error({ task, error: String(error) }, 'a scheduled run failed'),
  };
}
