import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { contentTables, type StoreStatus } from '../../ports/store-contents.ts';
import { nodeFileSystem } from './file-system.ts';
import { emptyLists } from './layout.ts';
import { migrations } from './migrate.ts';
import { createQueries } from './queries.ts';
import { readStoreFile } from './read-store-file.ts';
import { formatVersion } from './schema.ts';
import { stateOf } from './state.ts';

/** How a store file is, beside a running bot. Errors: as `readEmbeddedStore`. */
export async function embeddedStatus(given: string): Promise<StoreStatus> {
  const path = resolve(given);
  const found = await readStoreFile({ path, files: nodeFileSystem, migrations });
  const state = stateOf(found?.contents ?? { sequence: 0, rows: emptyLists() });
  const queries = createQueries(state);
  return {
    name: path,
    version: found?.version ?? 0,
    known: formatVersion,
    tables: contentTables.map((table) => ({ table, records: state.tables[table].size })),
    bytes: found === undefined ? 0 : (await stat(path)).size,
    lanes: await queries.lanes(),
    buried: (await queries.buried()).length,
  };
}
