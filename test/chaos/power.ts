import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * What of a store's folder would survive a power cut. A SIGKILL alone takes nothing back: what was written stays in the
 * page cache. So each file that is synced is kept by its inode as it was then (`inodes`), and each time the folder is
 * synced, its names are kept with what their files had by their last sync (`names`): nothing, where there was none.
 */
export interface PowerImage {
  fileCreated(path: string): void;
  fileSynced(path: string): void;
  folderSynced(): void;
  /** Puts the folder back to what was synced, as a power cut does. No process may have it open. */
  cutPower(): void;
}

/** Locks are not the store's own: a machine that comes back has none. Temporary files are swept. */
function survives(name: string): boolean {
  return !/\.(lock|tmp|start|owner)/.test(name);
}

/** The image of `folder`, kept in `image`: shared by a bot's preload and the harness through the files alone. */
export function powerImage(folder: string, image: string): PowerImage {
  const inodes = join(image, 'inodes');
  const names = join(image, 'names');
  mkdirSync(inodes, { recursive: true });
  mkdirSync(names, { recursive: true });
  const inodeOf = (path: string): string => join(inodes, String(statSync(path).ino));

  function keep(from: string, to: string, put: (from: string, to: string) => void): void {
    const fresh = `${to}.new`;
    rmSync(fresh, { force: true });
    put(from, fresh);
    renameSync(fresh, to);
  }

  return {
    fileCreated: (path) => rmSync(inodeOf(path), { force: true }),
    fileSynced: (path) => keep(path, inodeOf(path), copyFileSync),
    folderSynced() {
      const present = readdirSync(folder).filter(survives);
      for (const gone of readdirSync(names).filter((name) => !present.includes(name))) rmSync(join(names, gone));
      for (const name of present) {
        const synced = inodeOf(join(folder, name));
        if (existsSync(synced)) keep(synced, join(names, name), linkSync);
        else writeFileSync(join(names, name), '');
      }
    },
    cutPower() {
      rmSync(folder, { recursive: true, force: true });
      rmSync(inodes, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      mkdirSync(inodes, { recursive: true });
      for (const name of readdirSync(names).filter((one) => !one.endsWith('.new'))) {
        const back = join(folder, name);
        copyFileSync(join(names, name), back);
        copyFileSync(back, inodeOf(back));
      }
    },
  };
}
