import { setTimeout as sleep } from 'node:timers/promises';
import { copyFile, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { readEmbeddedStore } from '../../src/store/embedded/read.ts';
import { formatVersion } from '../../src/store/embedded/schema.ts';
import { storeContract } from './contract.ts';
import { type StoreFolder, storeFolder } from './embedded-folder.ts';
import { auditOf, commit, incidentOf, noticeOf, rejectionOf } from './records.ts';

describe('embedded store, as any store', () => {
  storeContract(async () => {
    const place = await storeFolder();
    const clock: Clock = { now: () => new Date(), sleep: (ms) => sleep(ms) };
    let store = await place.open({ clock });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await place.open({ clock });
        return store;
      },
      dispose: () => place.dispose(),
    };
  });
});

describe('embedded store', () => {
  let place: StoreFolder;
  beforeEach(async () => {
    place = await storeFolder();
  });
  afterEach(() => place.dispose());

  describe('file', () => {
    it('makes its folder, and a file that its owner alone may read', async () => {
      const path = join(place.folder, 'deep', 'er', 'picket.json');
      const store = await place.open({ path });
      await commit(store, { incidents: [incidentOf()] });

      expect((await stat(path)).mode & 0o777).toBe(0o600);
    });

    it('is one JSON document with one record a line', async () => {
      const store = await place.open();
      await commit(store, { incidents: [incidentOf()], enqueue: [noticeOf('a')] });

      const text = await readFile(place.path, 'utf8');

      expect(JSON.parse(text)).toMatchObject({ format: 'picket-store', version: formatVersion, sequence: 1 });
      expect(text.split('\n')).toContain(JSON.stringify(incidentOf()));
    });

    it('is not written where a commit changes nothing', async () => {
      const store = await place.open();
      await commit(store, { incidents: [incidentOf()] });
      const before = await stat(place.path);

      await commit(store, { incidents: [incidentOf()], delivered: [7] });

      expect((await stat(place.path)).ino).toBe(before.ino);
    });

    it('is replaced behind a link, and the link stays', async () => {
      const link = join(place.folder, 'link.json');
      await writeFile(place.path, '');
      await symlink(place.path, link);
      await copyFile(await emptyStoreFile(), place.path);

      const store = await place.open({ path: link });
      await commit(store, { incidents: [incidentOf()] });

      expect(await readFile(place.path, 'utf8')).toContain('acme:1');
      expect(await readFile(link, 'utf8')).toContain('acme:1');
    });

    it('removes what killed writes left, and nothing else', async () => {
      const left = `picket.json.${crypto.randomUUID()}.tmp`;
      const others = ['picket.json.tmp', 'notes.tmp', `other.json.${crypto.randomUUID()}.tmp`];
      await Promise.all([left, ...others].map((name) => writeFile(join(place.folder, name), 'x')));

      await place.open();

      const names = await readdir(place.folder);
      expect(names).not.toContain(left);
      expect(names).toEqual(expect.arrayContaining(others));
    });

    it('leaves nothing but the file and its copy once it is closed', async () => {
      const store = await place.open();
      await commit(store, { incidents: [incidentOf()] });
      await store.close();

      expect((await readdir(place.folder)).toSorted()).toEqual(['picket.json', 'picket.json.bak']);
    });
  });

  describe('bounds', () => {
    it('keeps the newest 10,000 audit entries', async () => {
      const store = await place.open();
      await commit(store, { audit: Array.from({ length: 10_000 }, (_, index) => auditOf({ action: `${index}` })) });

      await commit(store, { audit: [auditOf({ action: 'a' }), auditOf({ action: 'b' })] });

      const entries = await store.audit({ limit: 20_000 });
      expect(entries).toHaveLength(10_000);
      expect(entries.at(0)?.action).toBe('b');
      expect(entries.at(-1)?.action).toBe('2');
    });

    it('keeps the newest 10,000 rejected records', async () => {
      const store = await place.open();
      const records = Array.from({ length: 10_001 }, (_, index) => rejectionOf(`r${index}`));

      await commit(store, { rejected: { instance: 'acme', feed: 'alarms', at: '', records } });

      const kept = await store.rejections('acme');
      expect(kept).toHaveLength(10_000);
      expect(kept.at(0)?.id).toBe('r1');
    });
  });

  describe('read without its lock', () => {
    it('shows the last commit beside the process that writes, and does not disturb it', async () => {
      const store = await place.open();
      await commit(store, { incidents: [incidentOf()], enqueue: [noticeOf('a')] });

      const beside = await readEmbeddedStore(place.path);

      expect(await beside.incident('acme:1')).toEqual(incidentOf());
      expect(await beside.outboxDepth()).toBe(1);
      await expect(commit(store, { incidents: [incidentOf({ revision: 2 })] })).resolves.toBeUndefined();
    });

    it('is refused where there is no file, and makes none', async () => {
      await expect(readEmbeddedStore(place.path)).rejects.toThrow(`There is no store at ${place.path}`);

      expect(await readdir(place.folder)).toEqual([]);
    });

    it('refuses a damaged file as the writer would', async () => {
      await writeFile(place.path, 'picket!');

      await expect(readEmbeddedStore(place.path)).rejects.toMatchObject({ kind: 'damaged' });
    });
  });

  async function emptyStoreFile(): Promise<string> {
    const path = join(place.folder, 'empty.json');
    const store: Store = await place.open({ path });
    await commit(store, { enqueue: [noticeOf('a')] });
    await store.close();
    return path;
  }
});
