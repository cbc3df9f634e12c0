import { readFileSync } from 'node:fs';
import { StoreError } from '../../domain/errors.ts';
import { blocksOf } from './blocks.ts';
import { type Reading, readDocument } from './document.ts';
import { codeOf, type FileSystem, reasonOf } from './file-system.ts';
import { copyPath, copyTakenAt } from './last-good-copy.ts';
import type { FileFault } from './layout.ts';
import type { Migrations } from './migrate.ts';
import { formatVersion } from './schema.ts';
import type { Contents } from './state.ts';

export interface StoreFileOptions {
  readonly path: string;
  readonly files: FileSystem;
  readonly migrations: Migrations;
}

/** What a store file holds, and the version in which it was written. */
export interface StoreFileContents {
  readonly contents: Contents;
  readonly version: number;
}

/**
 * Reads a store file and changes nothing. Gives undefined where there is none.
 *
 * Errors: `damaged` with the place and the way back, `newer`, `unreadable`.
 */
export async function readStoreFile(options: StoreFileOptions): Promise<StoreFileContents | undefined> {
  const { path, files } = options;
  const reading = readIfThere(options);
  if (reading === undefined) return undefined;
  if (reading.kind === 'newer') throw newer(path, reading.version);
  if (reading.kind === 'damaged') throw damaged(path, reading.fault, await wayBack(files, path));
  return reading;
}

function readIfThere({ path, migrations }: StoreFileOptions): Reading | undefined {
  try {
    return readDocument({ blocks: () => blocksOf(path), whole: () => readFileSync(path) }, migrations);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw error;
    throw new StoreError('unreadable', `The store file ${path} cannot be read: ${reasonOf(error)}.`);
  }
}

function damaged(path: string, { place, problem }: FileFault, way: string): StoreError {
  return new StoreError(
    'damaged',
    `The store file ${path} is damaged at ${place}: ${problem}. It was left as it is. ${way}`,
  );
}

async function wayBack(files: FileSystem, path: string): Promise<string> {
  const at = await copyTakenAt(files, path);
  if (at === undefined) return 'There is no copy of it. Move it away to begin with an empty store.';
  return (
    `The last good copy is ${copyPath(path)}, of ${at.toISOString()}: move the damaged file away and put the copy in ` +
    'its place. What changed at the vendors since then is fetched again; what was posted since then is posted again.'
  );
}

function newer(path: string, version: number): StoreError {
  return new StoreError(
    'newer',
    `The store file ${path} was written by a newer Picket (format version ${version}; this one reads up to ` +
      `${formatVersion}). Run that one, or give this one a file of its own in \`store.url\`. The file was left as it is.`,
  );
}
