import type { Store } from '../../../src/ports/store.ts';
import { emptyLists } from '../../../src/store/embedded/layout.ts';
import { createQueries } from '../../../src/store/embedded/queries.ts';
import { knownIn, stage } from '../../../src/store/embedded/stage.ts';
import { applyBatch, stateOf, viewOf } from '../../../src/store/embedded/state.ts';

/** The embedded store's own logic without its file: a commit is one step, whole or not at all. */
export function memoryStore(): Store {
  const state = stateOf({
    sequence: 0,
    rows: emptyLists(),
  });
  return {
    ...createQueries(state),
    async transact(scope, decide) {
      const view = viewOf(state);
      const { result, ...changes } = decide(knownIn(view, scope));
      applyBatch(state, stage(view, changes));
      return result;
    },
    hold: async () => true,
    release: async () => undefined,
    prune: async () => 0,
    ping: async () => undefined,
    close: async () => undefined,
  };
}
