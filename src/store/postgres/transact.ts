import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope, Store } from '../../ports/store.ts';
import { writeChanges } from './commit.ts';
import type { Database, Queries } from './database.ts';
import { isConflict } from './errors.ts';
import type { Lanes } from './lanes.ts';
import { knownIn, lockIncidents } from './scope.ts';

/** Tries of one decision; each begins anew with what the others left. */
const maxTries = 20;
const longestPauseMs = 50;

/**
 * Decides and commits in one transaction. What the scope found is locked until then, and what it did not find is checked
 * when it is written; where another commit was faster, all of it runs again.
 */
export function createTransact(database: Database, lanes: Lanes): Store['transact'] {
  return async (scope, decide) => {
    // What a try changed beyond its scope, the next one locks in order with the rest: they may have met over it.
    let alsoChanged: readonly string[] = [];
    return database.use(async (queries) =>
      lanes.run(lanesOf(scope), async () =>
        inTransaction(queries, async (transaction) => {
          const locked = await lockIncidents(transaction, [...new Set([...scope.keys, ...alsoChanged])]);
          const known = await knownIn(transaction, scope, locked);
          const { result, ...changes } = decide(known);
          alsoChanged = (changes.incidents ?? []).map(({ key }) => key);
          await writeChanges(transaction, changes, { scope, known, locked });
          return result;
        }),
      ),
    );
  };
}

/** Runs `work` in a transaction, again where it conflicts with another. */
export async function inTransaction<T>(queries: Queries, work: (transaction: Queries) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await queries.transaction().setIsolationLevel('read committed').execute(work);
    } catch (error) {
      if (!isConflict(error) || tries === maxTries) throw error;
      // Two that met would meet again.
      await sleep(Math.random() * longestPauseMs);
    }
  }
}

function lanesOf({ keys, entries = [], claims = [], summaries = [], checkpoint, flood }: Scope): readonly string[] {
  return [
    ...keys.map((key) => `incident ${key}`),
    ...entries.map((sequence) => `entry ${sequence}`),
    ...claims.map((id) => `claim ${id}`),
    ...summaries.map((id) => `summary ${id}`),
    ...(checkpoint === undefined ? [] : [`checkpoint ${checkpoint.instance} ${checkpoint.feed}`]),
    ...(flood === undefined ? [] : [`channel ${flood.channel}`]),
  ];
}
