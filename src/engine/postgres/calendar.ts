import type { PgBoss } from 'pg-boss';
import type { Clock } from '../../ports/clock.ts';
import type { Schedule } from '../../ports/vendor.ts';
import { instantAfter } from '../backoff.ts';

/** Reads schedules. Instants are milliseconds since the epoch. */
export interface Calendar {
  /** The first instant of a schedule after `nowMs`; a period counts from `dueAt`. */
  after(schedule: Schedule, dueAt: number, nowMs: number): number;
  /** From now to a schedule's next instant, or a whole period. */
  waitMs(schedule: Schedule): number;
}

/** For the time zone that this process runs in, as in the embedded engine. */
export function createCalendar(boss: Pick<PgBoss, 'previewSchedule'>, clock: Clock): Calendar {
  const tz = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const nextOf = (cron: string, nowMs: number): number => {
    const [next] = boss.previewSchedule(cron, { tz, from: new Date(nowMs), count: 1 });
    if (next === undefined) throw new Error(`the cron expression "${cron}" has no next instant`);
    return next.getTime();
  };
  const untilNext = (cron: string): number => {
    const nowMs = clock.now().getTime();
    return nextOf(cron, nowMs) - nowMs;
  };
  return {
    after: (schedule, dueAt, nowMs) =>
      'cron' in schedule ? nextOf(schedule.cron, nowMs) : instantAfter(nowMs, dueAt, schedule.everyMs),
    waitMs: (schedule) => ('cron' in schedule ? untilNext(schedule.cron) : schedule.everyMs),
  };
}

/** What failures back off by. */
export function everyMsOf(schedule: Schedule): number {
  return 'everyMs' in schedule ? schedule.everyMs : 60_000;
}
