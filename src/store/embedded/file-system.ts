import * as promises from 'node:fs/promises';

/** The part of the file system that the store uses; tests put a failing disk in its place. */
export type FileSystem = Pick<
  typeof promises,
  'access' | 'copyFile' | 'mkdir' | 'open' | 'readdir' | 'realpath' | 'rename' | 'rm' | 'stat'
>;

export const nodeFileSystem: FileSystem = promises;

/** The error code of a failed system call (`ENOSPC`); undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const words: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full (ENOSPC)',
  EDQUOT: 'the disk quota is used up (EDQUOT)',
  EACCES: 'permission denied (EACCES)',
  EPERM: 'permission denied (EPERM)',
  EROFS: 'the file system is read-only (EROFS)',
  ENOENT: 'its folder does not exist (ENOENT)',
  EISDIR: 'it is a folder (EISDIR)',
  ENOTDIR: 'a part of its path is a file (ENOTDIR)',
  EIO: 'the disk reports an error (EIO)',
};

/** Why a system call failed, in words; never a path or content. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === undefined ? 'unknown error' : (words[code] ?? code);
}

/** Makes a rename in `folder` survive a power cut. */
export async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  const handle = await files.open(folder, 'r').catch(ignoring('EISDIR', 'EPERM', 'EACCES'));
  try {
    await handle?.sync().catch(ignoring('EINVAL', 'ENOTSUP', 'EPERM'));
  } finally {
    await handle?.close();
  }
}

/** Some file systems (and Windows) have no folder to sync; a disk that fails says so with another code. */
function ignoring(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error) ?? '')) throw error;
    return undefined;
  };
}
