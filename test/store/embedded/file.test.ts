import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../src/store/embedded/migrate.ts';
import { formatVersion } from '../../../src/store/embedded/schema.ts';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';
import { commit, incidentOf } from '../records.ts';

describe('file of an embedded store', () => {
  let place: StoreFolder;
  beforeEach(async () => {
    place = await storeFolder();
  });
  afterEach(() => place.dispose());

  /** Fills, closes and changes the file, as damage would. */
  async function damage(change: (text: string) => string): Promise<string> {
    const store = await place.open();
    await commit(store, { incidents: ['1', '2', '3'].map((externalId) => incidentOf({ externalId })) });
    await store.close();
    const damaged = change(await readFile(place.path, 'utf8'));
    await writeFile(place.path, damaged);
    return damaged;
  }

  describe('damage', () => {
    it.each<[string, (text: string) => string, string]>([
      ['is empty', () => '', 'the beginning'],
      ['is cut', (text) => text.slice(0, text.indexOf('acme:3')), 'line 5'],
      ['ends early', (text) => text.slice(0, text.indexOf('"checkpoints"')), 'the end'],
      ['has a broken record', (text) => text.replace('{"key":"acme:2"', '{"key":acme:2"'), 'line 4'],
      ['has a record without its key', (text) => text.replace('"key":"acme:2"', '"kez":"acme:2"'), 'line 4'],
      ['has an unknown severity', (text) => text.replace('"severity":"high"', '"severity":"dire"'), 'incidents[0]'],
      ['is something else', () => '{"name":"other"}', 'the header'],
      ['is no JSON at all', () => 'picket!', 'line 1'],
      ['is zeros', (text) => '\0'.repeat(text.length), 'line 1'],
    ])('refuses a file that %s, says where, and leaves it', async (_, change, where) => {
      const damaged = await damage(change);

      const error = await failureOf(place);

      expect(error).toMatchObject({ name: 'StoreError', kind: 'damaged' });
      expect(error.message).toContain(place.path);
      expect(error.message).toContain(where);
      expect(error.message).toContain(`${place.path}.bak`);
      expect(await readFile(place.path, 'utf8')).toBe(damaged);
    });

    it('tells nothing of what the records hold', async () => {
      await damage((text) => text.replace('"title":"Alarm 2"', '"title":hunter2'));

      const error = await failureOf(place);

      expect(error.message).not.toContain('hunter2');
    });

    it('can be undone with the copy that it names', async () => {
      await damage(() => '');
      await failureOf(place);

      await copyFile(`${place.path}.bak`, place.path);

      expect((await (await place.open()).incidents({ limit: 9 })).total).toBe(3);
    });

    it('never reaches the copy: a start that fails keeps the copy as it was', async () => {
      await damage((text) => text);
      const copy = await readFile(`${place.path}.bak`, 'utf8');
      await truncate(place.path, 100);

      await failureOf(place);
      await failureOf(place);

      expect(await readFile(`${place.path}.bak`, 'utf8')).toBe(copy);
    });

    it('says that a copy is there where the file is missing', async () => {
      await damage((text) => text);
      await rm(place.path);

      const store = await place.open();

      expect((await store.incidents({ limit: 1 })).total).toBe(0);
      expect(place.logged).toContainEqual(
        expect.objectContaining({ level: 'warn', message: expect.stringContaining('copy') }),
      );
    });
  });

  describe('versions', () => {
    const current = `"version":${formatVersion}`;

    it('refuses a file of a newer Picket and leaves it', async () => {
      const newer = await damage((text) => text.replace(current, `"version":${formatVersion + 1}`));

      const error = await failureOf(place);

      expect(error).toMatchObject({ kind: 'newer' });
      expect(error.message).toContain(`version ${formatVersion + 1}`);
      expect(await readFile(place.path, 'utf8')).toBe(newer);
    });

    it('leads an older file to the current version and keeps it beside', async () => {
      const old = await damage((text) => text.replace(current, '"version":0').replace('"incidents":', '"alarms":'));
      const first = ({ alarms, ...rest }: { readonly [field: string]: unknown }) => ({ ...rest, incidents: alarms });

      const store = await place.open({ migrations: { ...migrations, 0: first } });

      expect((await store.incidents({ limit: 9 })).total).toBe(3);
      expect(await readFile(`${place.path}.v0.bak`, 'utf8')).toBe(old);
      await commit(store, { incidents: [incidentOf({ externalId: '4' })] });
      await store.close();
      expect((await (await place.open()).incidents({ limit: 9 })).total).toBe(4);
    });

    it('refuses an older version that never was', async () => {
      await damage((text) => text.replace(current, '"version":0'));

      expect(await failureOf(place)).toMatchObject({ kind: 'damaged' });
    });
  });

  describe('last good copy', () => {
    it('is the file as it was at the start, until a clean close', async () => {
      const first = await place.open();
      await commit(first, { incidents: [incidentOf()] });
      await first.close();

      const second = await place.open();
      await commit(second, { incidents: [incidentOf({ externalId: '2' })] });
      expect(await readFile(`${place.path}.bak`, 'utf8')).not.toContain('acme:2');

      await second.close();
      expect(await readFile(`${place.path}.bak`, 'utf8')).toContain('acme:2');
    });

    it('is renewed by the first commit of a day', async () => {
      const first = await place.open();
      await commit(first, { incidents: [incidentOf()] });
      await first.close();
      const store = await place.open();
      place.clock.set('2026-03-02T00:00:00.000Z');

      await commit(store, { incidents: [incidentOf({ externalId: '2' })] });

      await expect.poll(() => readFile(`${place.path}.bak`, 'utf8')).toContain('acme:2');
    });
  });

  describe('layout', () => {
    it.each<[string, (text: string) => string]>([
      ['indented', (text) => JSON.stringify(JSON.parse(text), null, 2)],
      ['put on one line', (text) => JSON.stringify(JSON.parse(text))],
      ['given other line ends', (text) => text.replaceAll('\n', '\r\n')],
    ])('opens the same after a tool has %s it', async (_, change) => {
      await damage(change);

      const store = await place.open();

      expect((await store.incidents({ limit: 9 })).total).toBe(3);
      expect(await store.incident('acme:2')).toEqual(incidentOf({ externalId: '2' }));
    });

    it('holds records larger than any of its buffers', async () => {
      const large = incidentOf({ description: 'ş'.repeat(3_000_000) });
      const first = await place.open();
      await commit(first, { incidents: [incidentOf({ externalId: '2' }), large] });
      await first.close();

      const store = await place.open();

      expect(await store.incident('acme:1')).toEqual(large);
      expect(await store.incident('acme:2')).toEqual(incidentOf({ externalId: '2' }));
    });
  });
});

/** Why the store cannot be opened. */
async function failureOf(place: StoreFolder): Promise<Error> {
  try {
    await place.open();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the store opened');
}
