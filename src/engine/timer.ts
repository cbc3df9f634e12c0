import { schedule } from 'node-cron';
import type { ScheduledTask, TaskFn } from 'node-cron';
import type { Log } from '../ports/log.ts';

/** Calls `work` again and again, never twice at a time. Who ticks keeps its own due times: a tick left out costs nothing. */
export function startTicks(
  name: string,
  everySeconds: 1 | 5,
  { work, log }: { work: TaskFn; log: Log },
): ScheduledTask {
  return schedule(`*/${everySeconds} * * * * *`, work, {
    name,
    noOverlap: true,
    suppressMissedWarning: true,
    logger: loggerOf(name, { ...log, warn: () => undefined }),
  });
}

/** Calls `work` whenever the operator's cron expression says so, in this machine's time zone, never twice at a time. */
export function startCron(name: string, expression: string, { work, log }: { work: TaskFn; log: Log }): ScheduledTask {
  const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return schedule(expression, work, { name, timezone, noOverlap: true, logger: loggerOf(name, log) });
}

function loggerOf(task: string, log: Pick<Log, 'warn' | 'error'>) {
  return {
    info: () => undefined,
    debug: () => undefined,
    warn: (detail: string) => log.warn({ task, detail }, 'a scheduled run was left out; the next one comes as planned'),
    error: (error: string | Error) => log.error({ task, error: String(error) }, 'a scheduled run failed'),
  };
}
