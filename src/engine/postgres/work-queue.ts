import type { Db, PgBoss } from 'pg-boss';

/** Subjects with work that is due, waiting for a replica with room. */
export interface WorkQueue {
  open(): Promise<void>;
  /** Puts subjects in, in the transaction of `db`; one that waits already is there once. */
  put(subjects: readonly string[], db: Db): Promise<void>;
  /** Hands out up to `batchSize` subjects at once, the next ones when `accept` has resolved for all of them. */
  take(batchSize: number, accept: (subject: string) => Promise<void>): Promise<void>;
  /** Hands out no more. */
  close(): Promise<void>;
}

const name = 'due';

/** A queue of pg-boss. A job is done once a replica has its subject in hand: from there on the schedule tells who lives. */
export function createWorkQueue(boss: PgBoss): WorkQueue {
  return {
    async open() {
      await boss.createQueue(name, {
        // One waiting job a subject; active ones do not count, since that of a dead replica would stand for long.
        policy: 'short',
        notify: true,
        retryLimit: 0,
        expireInSeconds: 60,
        retentionSeconds: 60,
        deleteAfterSeconds: 60,
      });
    },
    async put(subjects, db) {
      await boss.insert(
        name,
        subjects.map((subject) => ({ data: { subject }, singletonKey: subject })),
        { db },
      );
    },
    async take(batchSize, accept) {
      const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
      const options = { batchSize, burstWhenBatchFull: true, ...polling };
      await boss.work<{ readonly subject: string }, void>(name, options, async (jobs) => {
        for (const { data } of jobs) await accept(data.subject);
      });
    },
    close: async () => boss.offWork(name, { wait: false }),
  };
}
