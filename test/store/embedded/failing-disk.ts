import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, nodeFileSystem } from '../../../src/store/embedded/file-system.ts';

/** A disk that a test breaks and mends. */
export interface FailingDisk {
  readonly files: FileSystem;
  /** From now on the next call of `step` fails with `code`, every time, until `mend`. */
  breakAt(step: DiskStep, code: string): void;
  mend(): void;
  /** Holds the next write back until the gate is opened. */
  hold(): () => void;
  /** Writes begun so far. */
  readonly writes: number;
}

export type DiskStep = 'open' | 'write' | 'sync' | 'rename' | 'sync folder';

/** The real disk, with a fault or a wait put in between. */
export function failingDisk(): FailingDisk {
  let fault: { readonly step: DiskStep; readonly code: string } | undefined;
  let gate: Promise<void> | undefined;
  let writes = 0;
  const check = (step: DiskStep): void => {
    if (fault?.step === step) throw Object.assign(new Error(fault.code), { code: fault.code });
  };
  const files: FileSystem = {
    ...nodeFileSystem,
    open: async (path, flags, mode) => {
      const isFolder = flags === 'r';
      if (!isFolder) check('open');
      const handle = await nodeFileSystem.open(path, flags, mode);
      if (isFolder) return failing(handle, { sync: () => check('sync folder') });
      writes += 1;
      await gate;
      return failing(handle, { sync: () => check('sync'), write: () => check('write') });
    },
    rename: async (from, to) => {
      check('rename');
      await nodeFileSystem.rename(from, to);
    },
  };
  return {
    files,
    breakAt: (step, code) => (fault = { step, code }),
    mend: () => (fault = undefined),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    get writes() {
      return writes;
    },
  };
}

/** A real handle whose calls are checked first; a write that fails has written a part. */
function failing(handle: FileHandle, checks: { sync(): void; write?(): void }): FileHandle {
  const sync = handle.sync.bind(handle);
  const writeFile = handle.writeFile.bind(handle);
  handle.sync = async () => {
    checks.sync();
    await sync();
  };
  handle.writeFile = async (data, options) => {
    try {
      checks.write?.();
    } catch (error) {
      await writeFile('half a reco');
      throw error;
    }
    await writeFile(data, options);
  };
  return handle;
}
