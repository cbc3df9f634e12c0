import promises from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Control } from '../control.ts';
import type { PowerImage } from '../power.ts';

interface Disk {
  readonly folder: string;
  readonly control: () => Control;
  readonly image: PowerImage;
}

/** Stands between the process and the folder of its store: lets writes fail, and keeps what was synced. */
export function watchDisk(disk: Disk): void {
  const real = { ...promises };
  promises.open = async (path, flags, mode) => {
    const place = resolve(String(path));
    const isNew = /w/.test(String(flags));
    if (!isOurs(disk, place)) return real.open(path, flags, mode);
    if (flags !== 'r') refuseReadOnly(disk);
    const handle = await real.open(path, flags, mode);
    if (isNew) disk.image.fileCreated(place);
    return watched(handle, place, disk);
  };
  promises.copyFile = async (from, to, mode) => {
    if (isOurs(disk, resolve(String(to)))) refuseAll(disk);
    await real.copyFile(from, to, mode);
    if (isOurs(disk, resolve(String(to)))) disk.image.fileCreated(String(to));
  };
  promises.writeFile = async (file, data, options) => {
    if (typeof file === 'string' && isOurs(disk, resolve(file))) refuseAll(disk);
    return real.writeFile(file, data, options);
  };
  promises.rename = async (from, to) => {
    if (isOurs(disk, resolve(String(to)))) refuseReadOnly(disk);
    return real.rename(from, to);
  };
  syncBuiltinESMExports();
}

function isOurs({ folder }: Disk, path: string): boolean {
  return path === folder || dirname(path) === folder;
}

/** A file that a full disk takes half of. */
function watched(handle: FileHandle, path: string, disk: Disk): FileHandle {
  const write = handle.writeFile.bind(handle);
  const sync = handle.sync.bind(handle);
  handle.writeFile = async (data, options) => {
    refuseReadOnly(disk);
    if (disk.control().disk === 'full') {
      if (data instanceof Uint8Array) await write(data.subarray(0, data.length / 2), options);
      refuseAll(disk);
    }
    return write(data, options);
  };
  handle.sync = async () => {
    await sync();
    if (path === disk.folder) disk.image.folderSynced();
    else disk.image.fileSynced(path);
  };
  return handle;
}

function refuseAll(disk: Disk): void {
  refuseReadOnly(disk);
  if (disk.control().disk === 'full') throw refusal('ENOSPC', 'no space left on device');
}

function refuseReadOnly({ control }: Disk): void {
  if (control().disk === 'read-only') throw refusal('EROFS', 'read-only file system');
}

function refusal(code: string, words: string): Error {
  return Object.assign(new Error(`${code}: ${words}`), { code });
}
