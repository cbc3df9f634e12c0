import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from './file-system.ts';

/** A name beside `path`, so that a rename stays on its file system. Never used twice: no two processes share one. */
export function temporaryName(path: string): string {
  return `${path}.${randomUUID()}.tmp`;
}

/** Removes what a killed process left of its writes; gives how many. Only under the lock: a living one has them too. */
export async function sweepTemporaries(files: FileSystem, path: string): Promise<number> {
  const folder = dirname(path);
  const pattern = /^\.[0-9a-f-]{36}\.tmp$/;
  const base = basename(path);
  const names = (await files.readdir(folder)).filter(
    (name) => name.startsWith(base) && pattern.test(name.slice(base.length)),
  );
  await Promise.all(names.map((name) => files.rm(join(folder, name), { force: true })));
  return names.length;
}
