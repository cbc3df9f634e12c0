import { constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { codeOf, type FileSystem, reasonOf, syncFolder } from './file-system.ts';
import { temporaryName } from './temporary.ts';

/** Where the last good copy of a store file is kept. */
export function copyPath(path: string): string {
  return `${path}.bak`;
}

/** Puts a copy of a store file in the place of the one before. No hard link: damage done in place must not reach both. */
export async function keepCopy(files: FileSystem, path: string, target = copyPath(path)): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await files.copyFile(path, temporary, constants.COPYFILE_FICLONE);
    await syncFile(files, temporary);
    await files.rename(temporary, target);
    await syncFolder(files, dirname(path));
  } catch (error) {
    await files.rm(temporary, { force: true });
    throw error;
  }
}

async function syncFile(files: FileSystem, path: string): Promise<void> {
  const handle = await files.open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** When the last good copy was taken; undefined where there is none. */
export async function copyTakenAt(files: FileSystem, path: string): Promise<Date | undefined> {
  try {
    return (await files.stat(copyPath(path))).mtime;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Takes the last good copy; one that fails is warned about and stops nothing. */
export interface CopyKeeper {
  keep(): Promise<void>;
  /** Keeps one where the last is a day old. */
  keepDaily(): Promise<void>;
}

export interface CopyKeeperOptions {
  readonly path: string;
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 86_400_000;

/** The file is known to be good after a start, after each commit and at a clean close: copies are taken then. */
export function createCopyKeeper({ path, files, clock, log }: CopyKeeperOptions): CopyKeeper {
  let keptAt = clock.now().getTime();
  const keep = async (): Promise<void> => {
    keptAt = clock.now().getTime();
    try {
      await keepCopy(files, path);
    } catch (error) {
      log.warn({ path, reason: reasonOf(error) }, 'no copy of the store file could be kept');
    }
  };
  return {
    keep,
    keepDaily: async () => {
      if (clock.now().getTime() - keptAt >= dayMs) await keep();
    },
  };
}
