import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';
import { commit, incidentOf, noticeOf } from '../records.ts';
import { type DiskStep, type FailingDisk, failingDisk } from './failing-disk.ts';

describe('embedded store on a failing disk', () => {
  let place: StoreFolder;
  let disk: FailingDisk;
  let store: Store;
  beforeEach(async () => {
    place = await storeFolder();
    disk = failingDisk();
    store = await place.open({ files: disk.files });
    await commit(store, { incidents: [incidentOf()], enqueue: [noticeOf('kept')] });
  });
  afterEach(() => place.dispose());

  const second = incidentOf({ externalId: '2' });
  const faults: readonly [DiskStep, string, string][] = [
    ['open', 'EACCES', 'permission denied'],
    ['write', 'ENOSPC', 'disk is full'],
    ['sync', 'EIO', 'disk reports an error'],
    ['rename', 'EROFS', 'read-only'],
  ];

  it.each(faults)('keeps the file where %s fails with %s, and rejects the commit', async (step, code, words) => {
    const before = await readFile(place.path, 'utf8');
    disk.breakAt(step, code);

    const failing = commit(store, { incidents: [second], enqueue: [noticeOf('lost')] });

    await expect(failing).rejects.toMatchObject({ kind: 'unwritable' });
    await expect(failing).rejects.toThrow(words);
    await expect(failing).rejects.toThrow(place.path);
    expect(await readFile(place.path, 'utf8')).toBe(before);
    expect((await readdir(place.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each(faults)('shows what the file holds after %s has failed with %s', async (step, code) => {
    disk.breakAt(step, code);
    const changed = incidentOf({ status: 'Resolved', closed: true });
    await expect(commit(store, { incidents: [changed, second], enqueue: [noticeOf('lost')] })).rejects.toThrow(
      place.path,
    );

    expect(await store.incident('acme:1')).toEqual(incidentOf());
    expect(await store.incident('acme:2')).toBeUndefined();
    expect(await store.openIds('acme')).toEqual(['1']);
    expect(await store.outboxDepth()).toBe(1);
    expect((await store.counts()).map(({ status, count }) => [status, count])).toEqual([['Open', 1]]);
  });

  it('takes commits again once the disk is mended, without what failed', async () => {
    disk.breakAt('write', 'ENOSPC');
    await expect(commit(store, { incidents: [second] })).rejects.toThrow('disk is full');
    await expect(store.ping()).rejects.toThrow('disk is full');

    disk.mend();
    await commit(store, { incidents: [incidentOf({ externalId: '3' })] });

    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
    const keys = (await (await place.open()).incidents({ limit: 9 })).incidents.map(({ key }) => key);
    expect(keys.toSorted()).toEqual(['acme:1', 'acme:3']);
  });

  it('rejects everything that stood on a failed commit, in order, and nothing that did not', async () => {
    const settled: string[] = [];
    const note = (name: string, promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => settled.push(`${name} kept`),
        () => settled.push(`${name} failed`),
      );
    const raise = (): Promise<number> =>
      store.transact({ keys: ['acme:1'] }, ({ incidents }) => {
        const revision = (incidents.get('acme:1')?.revision ?? 0) + 1;
        return { incidents: [incidentOf({ revision })], result: revision };
      });
    disk.breakAt('write', 'ENOSPC');

    const open = disk.hold();
    const group = ['a', 'b', 'c'].map((name) => note(name, raise()));
    await expect.poll(() => disk.writes).toBe(2);
    const later = note('d', raise());
    open();
    await Promise.all(group);
    disk.mend();
    await later;

    expect(settled).toEqual(['a failed', 'b failed', 'c failed', 'd kept']);
    expect((await store.incident('acme:1'))?.revision).toBe(2);
  });

  it('shows readers nothing of a commit before it is durable', async () => {
    const open = disk.hold();
    const writing = commit(store, { incidents: [second], delivered: [1] });
    await expect.poll(() => disk.writes).toBe(2);

    expect(await store.incident('acme:2')).toBeUndefined();
    expect(await store.outboxDepth()).toBe(1);

    open();
    await writing;
    expect(await store.incident('acme:2')).toBeDefined();
    expect(await store.outboxDepth()).toBe(0);
  });

  it('writes what arrives during a write together, in the next one', async () => {
    const open = disk.hold();
    const first = commit(store, { incidents: [second] });
    await expect.poll(() => disk.writes).toBe(2);
    const waiting = Array.from({ length: 50 }, (_, index) =>
      commit(store, { incidents: [incidentOf({ externalId: `x${index}` })] }),
    );
    open();

    await Promise.all([first, ...waiting]);

    expect(disk.writes).toBe(3);
  });

  it('stops writing where it cannot know whether a commit would survive a power cut', async () => {
    const reasons: Error[] = [];
    await store.close();
    store = await place.open({ files: disk.files, onLost: (reason) => reasons.push(reason) });
    disk.breakAt('sync folder', 'EIO');

    await expect(commit(store, { incidents: [second] })).rejects.toMatchObject({ kind: 'lost' });

    disk.mend();
    await expect(commit(store, { incidents: [second] })).rejects.toMatchObject({ kind: 'lost' });
    expect(reasons).toHaveLength(1);
  });

  it('works on a file system that knows no syncing of folders', async () => {
    disk.breakAt('sync folder', 'EINVAL');

    await expect(commit(store, { incidents: [second] })).resolves.toBeUndefined();
  });
});
