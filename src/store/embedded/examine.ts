import { constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from '../../domain/errors.ts';
import { requireWhole } from '../../ports/store-contents.ts';
import { markIn } from './contents.ts';
import { codeOf, type FileSystem, nodeFileSystem, reasonOf } from './file-system.ts';
import { migrations } from './migrate.ts';
import { readStoreFile } from './read-store-file.ts';
import { stateOf } from './state.ts';

/**
 * Whether a bot could work with a store file, beside one that does; makes and changes nothing. Gives what is there, in
 * words. Errors: `StoreError` as `openEmbeddedStore` throws it, but for `locked`.
 */
export async function examineStoreFile(given: string, files: FileSystem = nodeFileSystem): Promise<string> {
  const path = await files.realpath(resolve(given)).catch(() => resolve(given));
  const found = await readStoreFile({ path, files, migrations });
  await requireFolder(files, path);
  if (found === undefined) return `${path}, which is not there yet, can be made`;
  await requireWhole({ name: path, mark: async () => markIn(stateOf(found.contents)) });
  return `${path}, version ${found.version}`;
}

/** Every commit puts a new file into the folder, which is made where it is missing. */
async function requireFolder(files: FileSystem, path: string): Promise<void> {
  try {
    await files.access(await nearestFolder(files, dirname(path)), constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreError('unwritable', `The folder of the store file ${path} cannot be used: ${reasonOf(error)}.`);
  }
}

async function nearestFolder(files: FileSystem, folder: string): Promise<string> {
  try {
    await files.readdir(folder);
    return folder;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return nearestFolder(files, dirname(folder));
  }
}
