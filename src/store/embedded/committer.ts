import { setImmediate as turn } from 'node:timers/promises';
import type { Low } from 'lowdb';
import { StoreError } from '../../domain/errors.ts';
import { absorb, type Batch, emptyBatch, sizeOf, type View, viewOver } from './batch.ts';
import { applyBatch, type Contents, contentsOf, type State, viewOf } from './state.ts';

/** Decides over what is known; what it changes, and what its caller gets once that is durable. */
type Decision<T> = (view: View) => { readonly batch: Batch; readonly result: T };

/** Lets decisions into the state, in groups. */
export interface Committer {
  /** Runs `decide` in the next group; resolves once its batch is durable, at once where the group changes nothing. */
  submit<T>(decide: Decision<T>): Promise<T>;
  /** Refuses all that comes from now on, and all that waits, with `error`. The first one stands. */
  stop(error: StoreError): void;
  /** Resolves when all that has been submitted is settled. */
  idle(): Promise<void>;
  /** Why nothing is written any more, or why the last write failed; undefined after one that did not. */
  readonly failure: StoreError | undefined;
  /** How many writes have succeeded. */
  readonly commits: number;
}

export interface CommitterOptions {
  readonly state: State;
  readonly low: Low<Contents>;
  /** Called in the loop, between two writes. */
  readonly afterCommit: () => Promise<void>;
  /** Adds to a group what keeps tables bounded. */
  readonly trim: (batch: Batch) => void;
  readonly onFailure: (error: StoreError, refused: number) => void;
  /** Called once, when `stop` is first called or a write has ended in `lost`. */
  readonly onStopped: (reason: StoreError) => void;
}

interface Job {
  /** Adds its decision to the group. */
  stage(view: View): Batch;
  resolve(): void;
  reject(error: unknown): void;
}

/** A group ends here; what waits beyond it goes into the next. Applying it takes 4 to 8 µs a row, in one go. */
const maxRows = 1000;
const maxJobs = 1000;
/** Decisions, and what their callers do next, run this long before the event loop gets a turn. */
const maxTurnMs = 5;

/**
 * Group commits: everything that arrives during a write goes into the next one.
 *
 * - A decision sees what is durable and what was decided before it in its own group, never what is still being written:
 *   it runs when its group begins, after the write before has ended.
 * - Readers see the state, which is what is durable. An effect that was read from the store can therefore be carried
 *   out: no crash and no full disk takes its record back.
 * - A write that fails takes its whole group with it, in order, and the state stays as the file is. Later decisions
 *   begin from there; none has seen what failed.
 */
export function createCommitter(options: CommitterOptions): Committer {
  const { state } = options;
  const queue: Job[] = [];
  let running: Promise<void> | undefined;
  let stopped: StoreError | undefined;
  let failure: StoreError | undefined;
  let commits = 0;

  async function drain(): Promise<void> {
    // Calls of the same turn belong together: the first alone would cost a write of its own.
    await turn();
    while (queue.length > 0) await commitGroup();
    running = undefined;
  }

  async function commitGroup(): Promise<void> {
    const batch = emptyBatch(state.sequence);
    const jobs = await gather(queue, batch, viewOver(viewOf(state), batch));
    try {
      if (stopped !== undefined) throw stopped;
      if (sizeOf(batch) > 0) await write(batch, jobs.length);
    } catch (error) {
      for (const job of jobs) job.reject(error);
      return;
    }
    await inTurns(jobs, (job) => job.resolve());
    await options.afterCommit();
  }

  async function write(batch: Batch, jobsRefused: number): Promise<void> {
    options.trim(batch);
    const { low } = options;
    low.data = contentsOf(state, batch);
    try {
      await low.write();
    } catch (error) {
      low.data = contentsOf(state);
      failure = error instanceof StoreError ? error : new StoreError('unwritable', 'The store cannot be written.');
      if (failure.kind === 'lost') stop(failure);
      options.onFailure(failure, jobsRefused);
      throw failure;
    }
    failure = undefined;
    commits += 1;
    applyBatch(state, batch);
    low.data = contentsOf(state);
  }

  function stop(error: StoreError): void {
    if (stopped !== undefined) return;
    stopped = error;
    options.onStopped(error);
  }

  return {
    submit: (decide) => {
      if (stopped !== undefined) return Promise.reject(stopped);
      return new Promise((resolve, reject) => {
        queue.push(jobOf(decide, { resolve, reject }));
        running ??= drain();
      });
    },
    stop,
    idle: async () => {
      await running;
    },
    get failure() {
      return stopped ?? failure;
    },
    get commits() {
      return commits;
    },
  };
}

/** Runs the decisions that wait, one after another, each over those before it; gives the jobs that took part. */
async function gather(queue: Job[], batch: Batch, view: View): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  await inTurns(
    waitingIn(queue, () => jobs.length < maxJobs && sizeOf(batch) < maxRows),
    (job) => {
      try {
        absorb(batch, job.stage(view));
        jobs.push(job);
      } catch (error) {
        job.reject(error);
      }
    },
  );
  return jobs;
}

function* waitingIn(queue: Job[], hasRoom: () => boolean): Generator<Job> {
  for (let job = queue.shift(); job !== undefined; job = hasRoom() ? queue.shift() : undefined) yield job;
}

/** Does `step` for each job, and lets the event loop turn in between. */
async function inTurns(jobs: Iterable<Job>, step: (job: Job) => void): Promise<void> {
  let turnedAt = performance.now();
  for (const job of jobs) {
    step(job);
    // Callers that were resolved run on here.
    await Promise.resolve();
    if (performance.now() - turnedAt < maxTurnMs) continue;
    await turn();
    turnedAt = performance.now();
  }
}

function jobOf<T>(decide: Decision<T>, settle: { resolve(value: T): void; reject(error: unknown): void }): Job {
  let settleWithResult: (() => void) | undefined;
  return {
    stage: (view) => {
      const { batch, result } = decide(view);
      settleWithResult = () => settle.resolve(result);
      return batch;
    },
    resolve: () => settleWithResult?.(),
    reject: (error) => settle.reject(error),
  };
}
