import { resolve } from 'node:path';
import { nodeFileSystem } from './file-system.ts';
import { emptyLists } from './layout.ts';
import { migrations } from './migrate.ts';
import { createQueries, type Queries } from './queries.ts';
import { readStoreFile } from './read-store-file.ts';
import { stateOf } from './state.ts';

/**
 * What a store file holds now, without its lock: a commit replaces the file as a whole, so it can be read beside the
 * process that writes it. Writes nothing and follows nothing; an absent file is an empty store.
 *
 * Errors: `StoreError` as `openEmbeddedStore` throws it: `damaged`, `newer`, `unreadable`.
 */
export async function readEmbeddedStore(path: string): Promise<Queries> {
  const found = await readStoreFile({ path: resolve(path), files: nodeFileSystem, migrations });
  return createQueries(stateOf(found?.contents ?? { sequence: 0, rows: emptyLists() }));
}
