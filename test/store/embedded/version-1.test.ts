import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEmbeddedStore } from '../../../src/store/embedded/read.ts';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';
import { claimOf, commit, incidentOf, noon, noticeOf, postOf, summaryOf } from '../records.ts';

describe('store file of version 1', () => {
  const entry = { ...postOf('acme:1'), sequence: 6, state: 'waiting', attempts: 0 };
  const pause = { instance: 'acme', by: 'U1', at: noon, reason: 'maintenance' };
  const file = [
    '{"format":"picket-store","version":1,"sequence":7,',
    '"incidents":[',
    `${JSON.stringify(incidentOf())},`,
    JSON.stringify(incidentOf({ externalId: '2', title: 'Çalıntı 🔥' })),
    '],',
    '"outbox":[',
    JSON.stringify(entry),
    '],',
    '"checkpoints":[',
    '],',
    '"rejections":[',
    '],',
    '"indicators":[',
    '],',
    '"audit":[',
    '],',
    '"pauses":[',
    JSON.stringify(pause),
    ']}',
    '',
  ].join('\n');

  let place: StoreFolder;
  beforeEach(async () => {
    place = await storeFolder();
    await writeFile(place.path, file);
  });
  afterEach(() => place.dispose());

  it('opens with everything that was in it, and is kept beside', async () => {
    const store = await place.open();

    expect(await store.incident('acme:2')).toEqual(incidentOf({ externalId: '2', title: 'Çalıntı 🔥' }));
    expect(await store.nextEntry('#soc')).toEqual(entry);
    expect(await store.pauses()).toEqual([pause]);
    expect(await store.runningClaims()).toEqual([]);
    expect(await readFile(`${place.path}.v1.bak`, 'utf8')).toBe(file);
  });

  it('takes what version 1 did not know, and opens again', async () => {
    const first = await place.open();
    await commit(first, { claims: [claimOf()], summaries: [summaryOf()], enqueue: [noticeOf('a')] });
    await first.close();

    const store = await place.open();

    expect(await store.runningClaims()).toEqual([claimOf()]);
    expect(await store.summary('s1')).toEqual(summaryOf());
    expect((await store.incidents({ limit: 9 })).total).toBe(2);
    expect(await store.lanes()).toMatchObject([{ channel: '#soc', count: 2 }]);
  });

  it('is shown without its lock, and left as it is', async () => {
    const beside = await readEmbeddedStore(place.path);

    expect((await beside.incidents({ limit: 9 })).total).toBe(2);
    expect(await readFile(place.path, 'utf8')).toBe(file);
    expect(await readdir(place.folder)).toEqual(['picket.json']);
  });
});
