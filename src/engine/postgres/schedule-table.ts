import type { Db, PgBoss } from 'pg-boss';
import type { Clock } from '../../ports/clock.ts';

/** One task of a subject, such as a feed of an instance. A subject's tasks run one after another. */
export interface TaskPlace {
  readonly subject: string;
  readonly task: string;
}

/** A task that is due, by the database's clock. */
export interface DueTask extends TaskPlace {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** How far the database's clock is ahead of ours. */
  readonly aheadMs: number;
  readonly failures: number;
}

export interface NewTask extends TaskPlace {
  /** From now to its first run, where no replica knows it. */
  readonly firstInMs: number;
  /** It is due no later than this from now, whatever its schedule was before. */
  readonly latestInMs: number;
}

/**
 * When what runs next, over all replicas: the table `picket.schedule`, through the engine's own connections.
 *
 * A task is due from `due_at` on. Taken, it is left alone until `taken_until`: for a few seconds by who put its subject
 * into the queue, and for as long as it lives by who runs it. So what was lost with a replica is due again seconds
 * later. A run ends with its next `due_at`.
 */
export interface ScheduleTable {
  register(tasks: readonly NewTask[]): Promise<void>;
  /** Tasks that are due and in nobody's hands. */
  due(): Promise<readonly TaskPlace[]>;
  /** Takes those that are due still for `ms`, and lets `enqueue` put their subjects into a queue, all or nothing. */
  take(
    tasks: readonly TaskPlace[],
    ms: number,
    enqueue: (subjects: readonly string[], db: Db) => Promise<void>,
  ): Promise<void>;
  dueOf(subject: string): Promise<readonly DueTask[]>;
  /** Takes what is due of a subject for `ms` from now. */
  keep(subject: string, ms: number): Promise<void>;
  /** The end of a run: the task is in nobody's hands, until it is due again. */
  settle(place: TaskPlace, next: { readonly dueAt: number; readonly failures: number }): Promise<void>;
  /** A subject's tasks are in nobody's hands any more, as they are. */
  free(subject: string): Promise<void>;
  /** Forgets what nobody ran for 90 days: it is configured no more. */
  forgetStale(): Promise<void>;
}

interface DueRow extends TaskPlace {
  readonly due_at: Date;
  readonly now_at: Date;
  readonly failures: number;
}

export function createScheduleTable(boss: PgBoss, clock: Clock): ScheduleTable {
  const db = boss.getDb();
  const run = async (text: string, values: readonly unknown[] = []): Promise<void> => {
    await db.executeSql(text, [...values]);
  };
  return {
    async register(tasks) {
      await run(registering, [
        ...columnsOf(tasks),
        tasks.map(({ firstInMs }) => Math.round(firstInMs)),
        tasks.map(({ latestInMs }) => Math.round(latestInMs)),
      ]);
    },
    async due() {
      const { rows } = await db.executeSql(
        `select subject, task from picket.schedule where due_at <= now() and taken_until <= now()`,
      );
      return rows as readonly TaskPlace[];
    },
    async take(tasks, ms, enqueue) {
      const open = await db.beginTransaction?.();
      if (open === undefined) throw new Error('the queue has no transactions');
      try {
        const { rows } = await open.db.executeSql(taking, [...columnsOf(tasks), ms]);
        const subjects = new Set((rows as readonly TaskPlace[]).map(({ subject }) => subject));
        if (subjects.size > 0) await enqueue([...subjects], open.db);
        await open.commit();
      } catch (error) {
        await open.rollback();
        throw error;
      }
    },
    async dueOf(subject) {
      const { rows } = await db.executeSql(dueOfSubject, [subject]);
      const nowMs = clock.now().getTime();
      return (rows as readonly DueRow[]).map(({ task, due_at, now_at, failures }) => ({
        subject,
        task,
        dueAt: due_at.getTime(),
        aheadMs: now_at.getTime() - nowMs,
        failures,
      }));
    },
    keep: async (subject, ms) => run(keeping, [subject, ms]),
    settle: async ({ subject, task }, { dueAt, failures }) =>
      run(settling, [subject, task, new Date(dueAt).toISOString(), failures]),
    free: async (subject) => run('update picket.schedule set taken_until = now() where subject = $1', [subject]),
    forgetStale: async () => run(`delete from picket.schedule where due_at < now() - interval '90 days'`),
  };
}

function columnsOf(tasks: readonly TaskPlace[]): readonly [readonly string[], readonly string[]] {
  return [tasks.map(({ subject }) => subject), tasks.map(({ task }) => task)];
}

/** What failed is tried at once after a start: the reason may have been mended. */
const registering = `
  with given as (
    select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as g (subject, task, first_ms, latest_ms)),
  late as (
    select s.subject, s.task, case when s.failures > 0 then 0 else g.latest_ms end as in_ms
      from picket.schedule s join given g using (subject, task)
     where s.due_at > now() and (s.failures > 0 or s.due_at > now() + g.latest_ms * interval '1 ms')
       for update of s skip locked),
  sooner as (
    update picket.schedule s set due_at = now() + late.in_ms * interval '1 ms'
      from late where s.subject = late.subject and s.task = late.task)
  insert into picket.schedule (subject, task, due_at)
  select subject, task, now() + first_ms * interval '1 ms' from given
  on conflict do nothing`;

/** Skips what another replica is taking at this moment. */
const taking = `
  with mine as (
    select subject, task from picket.schedule
     where (subject, task) in (select * from unnest($1::text[], $2::text[]))
       and due_at <= now() and taken_until <= now()
       for update skip locked)
  update picket.schedule s set taken_until = now() + $3 * interval '1 ms'
    from mine where s.subject = mine.subject and s.task = mine.task
  returning s.subject, s.task`;

const dueOfSubject = `
  select task, due_at, now() as now_at, failures from picket.schedule
   where subject = $1 and due_at <= now() order by due_at, task`;

const keeping = `
  update picket.schedule set taken_until = now() + $2 * interval '1 ms' where subject = $1 and due_at <= now()`;

/** Not waited for until it is on disk: what a server's crash forgets is a run that is made once more. */
const settling = `
  update picket.schedule set due_at = $3, failures = $4, taken_until = now()
    from set_config('synchronous_commit', 'off', true) where subject = $1 and task = $2`;
