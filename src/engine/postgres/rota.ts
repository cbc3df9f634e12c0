import PQueue from 'p-queue';
import { StoreError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Schedule } from '../../ports/vendor.ts';
import { backoffMs } from '../backoff.ts';
import type { Calendar } from './calendar.ts';
import { everyMsOf } from './calendar.ts';
import type { FaultLog } from './fault-log.ts';
import type { DueTask, ScheduleTable, TaskPlace } from './schedule-table.ts';
import { takeLease } from './tenure.ts';
import type { Tenure } from './tenure.ts';
import type { WorkQueue } from './work-queue.ts';

/** Something whose tasks run one after another, on one replica at a time: an instance, a chore. */
export interface Subject {
  /** Also of its lease. */
  readonly name: string;
  /** By their names. */
  readonly tasks: ReadonlyMap<string, Task>;
}

export interface Task {
  readonly schedule: Schedule;
  /** Due as soon as it is known, at each start of a replica, or only after its first period. */
  readonly begins: 'at-first' | 'at-start' | 'later';
  /** Gives whether it left something that should not wait for its next period. A failure backs off. */
  run(tenure: Tenure): Promise<{ readonly more: boolean }>;
}

export interface Rota {
  /** Makes the tasks known to all replicas. */
  register(): Promise<void>;
  /** Puts what is due into the queue, where no replica did. `resting` are subjects that wait. */
  tick(resting: () => Promise<ReadonlySet<string>>): Promise<void>;
  /** Takes a subject in hand; resolves when there is room for another one. */
  accept(subject: string): Promise<void>;
  idle(): Promise<void>;
}

export interface RotaDeps {
  readonly subjects: readonly Subject[];
  readonly table: ScheduleTable;
  readonly queue: Pick<WorkQueue, 'put'>;
  readonly calendar: Calendar;
  readonly store: Pick<Store, 'hold' | 'release'>;
  readonly clock: Clock;
  readonly faults: FaultLog;
  readonly signal: AbortSignal;
}

/** Subjects at once in one replica. */
export const subjectsAtOnce = 16;
/** From being put into the queue, or from a replica's last sign of life, to being due again. */
const inHandMs = 5000;
/** First runs are spread: so far apart, and over a minute at most. */
const spacingMs = 100;
const spreadMs = 60_000;
/** How soon a task goes on that left something. */
const moreMs = 60_000;

/** Which task runs when, over all replicas of a database. */
export function createRota(deps: RotaDeps): Rota {
  const { table, queue, faults } = deps;
  const pool = new PQueue({ concurrency: subjectsAtOnce });
  const subjects = new Map(deps.subjects.map((subject) => [subject.name, subject]));
  const isKnown = ({ subject, task }: TaskPlace): boolean => subjects.get(subject)?.tasks.has(task) === true;

  return {
    register: async () => table.register(newTasks(deps)),
    async tick(resting) {
      const due = (await table.due()).filter(isKnown);
      if (due.length === 0) return;
      const waiting = await resting();
      const ours = due.filter(({ subject }) => !waiting.has(subject));
      if (ours.length > 0) await table.take(ours, inHandMs, async (names, db) => queue.put(names, db));
    },
    async accept(name) {
      const subject = subjects.get(name);
      if (subject === undefined) return;
      void pool
        .add(async () => runDue(subject, deps))
        .catch((error: unknown) => faults.failed(error, { subject: name }, 'a run could not be settled'));
      await pool.onSizeLessThan(1);
    },
    idle: async () => pool.onIdle(),
  };
}

function newTasks({ subjects, calendar }: RotaDeps): Parameters<ScheduleTable['register']>[0] {
  const apartMs = Math.min(spacingMs, spreadMs / subjects.length);
  return subjects.flatMap(({ name, tasks }, index) =>
    [...tasks].map(([task, { schedule, begins }]) => {
      const waitMs = calendar.waitMs(schedule);
      // A cron expression says when by itself.
      const later = begins === 'later' || 'cron' in schedule;
      return {
        subject: name,
        task,
        firstInMs: later ? waitMs : apartMs * index,
        latestInMs: begins === 'at-start' ? 0 : waitMs,
      };
    }),
  );
}

/**
 * Does `work` with a subject in hand, so that no other replica has it; undefined where another one does. Errors: those
 * of `work`, and the store's at the taking.
 */
export async function withSubject<T>(
  name: string,
  { store, signal, table }: Pick<RotaDeps, 'store' | 'signal' | 'table'>,
  work: (tenure: Tenure) => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  const tenure = await takeLease(name, { store, signal, onKept: async () => table.keep(name, inHandMs) });
  if (tenure === undefined) return undefined;
  try {
    return { result: await work(tenure) };
  } finally {
    await tenure.end();
  }
}

/** Runs what is due of a subject, unless another replica does. Errors: the database's. */
async function runDue({ name, tasks }: Subject, deps: RotaDeps): Promise<void> {
  await withSubject(name, deps, async (tenure) => {
    for (const due of await deps.table.dueOf(name)) {
      const task = tasks.get(due.task);
      if (task !== undefined && !tenure.signal.aborted) await runTask(task, due, { ...deps, tenure });
    }
    // Stopping in the middle: nobody needs to wait until we are missed.
    if (tenure.signal.aborted && !tenure.isLost()) await deps.table.free(name);
  });
}

async function runTask(task: Task, due: DueTask, deps: RotaDeps & { readonly tenure: Tenure }): Promise<void> {
  const { calendar, clock, table, tenure } = deps;
  const nowMs = (): number => clock.now().getTime() + due.aheadMs;
  const nextAt = calendar.after(task.schedule, due.dueAt, nowMs());
  const ran = await task.run(tenure).catch((error: unknown) => ({ error }));
  if (!('error' in ran)) {
    const dueAt = ran.more ? Math.min(nextAt, nowMs() + moreMs) : nextAt;
    return table.settle(due, { dueAt, failures: 0 });
  }
  const { error } = ran;
  // Cut off, or another replica goes on with it: it is due as it was.
  if (tenure.signal.aborted || (error instanceof StoreError && error.kind === 'lease-lost')) return;
  const failures = due.failures + 1;
  const backAt = nowMs() + backoffMs(error, failures, everyMsOf(task.schedule));
  await table.settle(due, { dueAt: Math.max(nextAt, backAt), failures });
}
