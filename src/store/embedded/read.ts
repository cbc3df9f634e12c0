import { resolve } from 'node:path';
import { noStoreAt } from '../../ports/store-contents.ts';
import { nodeFileSystem } from './file-system.ts';
import { migrations } from './migrate.ts';
import { createQueries, type Queries } from './queries.ts';
import { readStoreFile } from './read-store-file.ts';
import { stateOf } from './state.ts';

/**
 * What a store file holds now, without its lock: a commit replaces the file as a whole, so it can be read beside the
 * process that writes it. Writes nothing and follows nothing.
 *
 * Errors: `StoreError` as `openEmbeddedStore` throws it: `damaged`, `newer`, `unreadable`, the last also where there is none.
 */
export async function readEmbeddedStore(given: string): Promise<Queries> {
  const path = resolve(given);
  const found = await readStoreFile({ path, files: nodeFileSystem, migrations });
  if (found === undefined) throw noStoreAt(path);
  return createQueries(stateOf(found.contents));
}
