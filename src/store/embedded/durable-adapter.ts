import { dirname } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { StoreError } from '../../domain/errors.ts';
import { type FileSystem, reasonOf, syncFolder } from './file-system.ts';
import { keepCopy } from './last-good-copy.ts';
import { linesOf } from './layout.ts';
import { readStoreFile, type StoreFileOptions } from './read-store-file.ts';
import { formatVersion } from './schema.ts';
import type { Contents } from './state.ts';
import { temporaryName } from './temporary.ts';

export interface DurableAdapterOptions extends StoreFileOptions {
  /** Asked right before the new file takes the place of the old one; throws where this process may not. */
  readonly guard: () => Promise<void>;
}

/** A megabyte goes to the disk at a time; between two the event loop turns. */
const sliceBytes = 1024 * 1024;

/**
 * lowdb's adapter for one file, durable: `write` resolves once the contents would survive a power cut. Written beside
 * the file, synced, renamed over it, the folder synced. One `write` at a time; the caller sees to that.
 *
 * `read` gives null where there is no file, and keeps an older version's file beside; errors as of `readStoreFile`.
 * Errors of `write`: `unwritable`: the old file stands. `lost`: the new one may stand, or another process has it.
 */
export function createDurableAdapter(options: DurableAdapterOptions): Adapter<Contents> {
  const { path, files } = options;
  const buffer = Buffer.allocUnsafe(sliceBytes);
  return {
    read: async () => {
      const found = await readStoreFile(options);
      if (found === undefined) return null;
      if (found.version < formatVersion) await keepCopy(files, path, `${path}.v${found.version}.bak`);
      return found.contents;
    },
    write: async (contents) => {
      const temporary = temporaryName(path);
      try {
        await writeTemporary(files, temporary, (handle) => writeSlices(handle, linesOf(contents), buffer));
        await options.guard();
        await files.rename(temporary, path);
      } catch (error) {
        await files.rm(temporary, { force: true }).catch(() => undefined);
        throw error instanceof StoreError ? error : unwritable(path, error);
      }
      await syncFolder(files, dirname(path)).catch((error: unknown) => {
        throw uncertain(path, error);
      });
    },
  };
}

function unwritable(path: string, error: unknown): StoreError {
  return new StoreError(
    'unwritable',
    `The store file ${path} cannot be written: ${reasonOf(error)}. The file is as it was before. A write needs as much ` +
      'free space as the file has, and the right to create files in its folder.',
    { cause: error },
  );
}

function uncertain(path: string, error: unknown): StoreError {
  return new StoreError(
    'lost',
    `The folder of the store file ${path} cannot be synced: ${reasonOf(error)}. Whether the last commit would survive a ` +
      'power cut is unknown, so nothing more is written. Check the disk, then restart Picket.',
    { cause: error },
  );
}

/** Readable for its owner alone: records hold what was leaked. */
async function writeTemporary(
  files: FileSystem,
  temporary: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await files.open(temporary, 'wx', 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies one-byte pieces through `buffer` to the file; a piece that is larger goes by itself. */
async function writeSlices(handle: FileHandle, pieces: Iterable<string>, buffer: Buffer): Promise<void> {
  let used = 0;
  for (const piece of pieces) {
    if (piece.length > buffer.length - used) {
      await handle.writeFile(buffer.subarray(0, used));
      used = 0;
    }
    if (piece.length > buffer.length) await handle.writeFile(Buffer.from(piece, 'latin1'));
    else used += buffer.write(piece, used, 'latin1');
  }
  await handle.writeFile(buffer.subarray(0, used));
}
