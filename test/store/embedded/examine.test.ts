import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineStoreFile } from '../../../src/store/embedded/examine.ts';
import { nodeFileSystem } from '../../../src/store/embedded/file-system.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/store.ts';
import { setClock, silentLog } from '../../support/pipeline.ts';
import { storeFolder, type StoreFolder } from '../embedded-folder.ts';
import { commit, incidentOf } from '../records.ts';

describe('examining a store file', () => {
  let place: StoreFolder;

  beforeEach(async () => {
    place = await storeFolder();
  });
  afterEach(async () => place.dispose());

  it('tells what is there beside the process that has it', async () => {
    const store = await place.open();
    await commit(store, { incidents: [incidentOf()] });

    expect(await examineStoreFile(place.path)).toMatch(/picket\.json, version \d+$/);
  });

  it('makes neither the file nor its folder', async () => {
    const path = join(place.folder, 'one', 'two', 'picket.json');

    expect(await examineStoreFile(path)).toContain('can be made');
    expect(await readdir(place.folder)).toEqual([]);
  });

  it('refuses a folder that may not be written to', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const files = { ...nodeFileSystem, access: async () => Promise.reject(denied) };

    await expect(examineStoreFile(place.path, files)).rejects.toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining('permission denied'),
    });
  });

  it('refuses a damaged file as the bot would', async () => {
    await writeFile(place.path, 'picket!');

    await expect(examineStoreFile(place.path)).rejects.toMatchObject({ kind: 'damaged' });
  });

  it('refuses a part of a copy', async () => {
    const store = await openEmbeddedStore({ path: place.path, log: silentLog, clock: setClock() });
    await store.contents.load('incidents', [incidentOf()], {
      source: 'db:5432/picket',
      stamp: '1',
      table: 'incidents',
    });
    await store.close();

    await expect(examineStoreFile(place.path)).rejects.toMatchObject({ kind: 'partial' });
    await expect(place.open()).rejects.toMatchObject({ kind: 'partial' });
  });
});
