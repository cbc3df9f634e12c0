import { StoreError } from '../../domain/errors.ts';
import type { Store } from '../../ports/store.ts';
import { nodeFileSystem } from './file-system.ts';
import { emptyLists } from './layout.ts';
import { migrations } from './migrate.ts';
import { createQueries } from './queries.ts';
import { readStoreFile } from './read-store-file.ts';
import { stateOf } from './state.ts';

/**
 * Opens a store file to look at it, also beside the process that writes it: a commit replaces the file as a whole, so
 * what is read is of one commit. Nothing is locked, written or followed; a missing file is an empty store.
 *
 * Errors: as of `openEmbeddedStore`, but never `locked`. `transact` and `prune` reject with `unwritable`.
 */
export async function openEmbeddedStoreToRead({ path }: { readonly path: string }): Promise<Store> {
  const found = await readStoreFile({ path, files: nodeFileSystem, migrations });
  const state = stateOf(found?.contents ?? { sequence: 0, rows: emptyLists() });
  const refuse = (): Promise<never> =>
    Promise.reject(new StoreError('unwritable', `The store file ${path} was opened to read only.`));
  return {
    ...createQueries(state),
    transact: refuse,
    prune: refuse,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
