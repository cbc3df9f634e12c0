import { mkdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreError } from '../../../src/domain/errors.ts';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';
import { commit, incidentOf } from '../records.ts';

describe('lock of an embedded store', () => {
  let place: StoreFolder;
  beforeEach(async () => {
    place = await storeFolder();
  });
  afterEach(() => place.dispose());

  it('lets nobody else in, and says who has it and what to do', async () => {
    await place.open();

    const error = (await place.open().catch((reason: unknown) => reason)) as StoreError;

    expect(error).toMatchObject({ name: 'StoreError', kind: 'locked' });
    expect(error.message).toContain(place.path);
    expect(error.message).toContain(`process ${process.pid}`);
    expect(error.message).toContain('`store.url`');
  });

  it('lets one of many in that start at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => place.open()));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets the next one in after a close', async () => {
    await (await place.open()).close();

    await expect(place.open()).resolves.toBeDefined();
  });

  it('lets the next one in after a start that failed', async () => {
    await writeFile(place.path, 'picket!');
    await expect(place.open()).rejects.toMatchObject({ kind: 'damaged' });
    await rm(place.path);

    await expect(place.open()).resolves.toBeDefined();
  });

  it('is taken over at once from a process that is dead', async () => {
    await mkdir(`${place.path}.lock`);
    await writeOwner({ pid: 2 ** 22 + 1 });

    await expect(place.open()).resolves.toBeDefined();
  });

  it('is taken over from a start that was killed before it said who it is', async () => {
    await mkdir(`${place.path}.lock`);

    await expect(place.open()).resolves.toBeDefined();
  });

  it('is waited for where a start was killed in the gate, also by a clock that has been set back', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    await mkdir(`${place.path}.start.lock`);
    await expect(place.open()).resolves.toBeDefined();
    await mkdir(`${place.path}.start.lock`);
    await utimes(`${place.path}.start.lock`, inAnHour, inAnHour);

    await expect(place.open()).rejects.toThrow(`process ${process.pid}`);
  });

  it('is not taken over from another machine that was there a moment ago', async () => {
    await mkdir(`${place.path}.lock`);
    await writeOwner({ pid: 2 ** 22 + 1, place: 'another machine', host: 'node-7' });

    await expect(place.open()).rejects.toThrow('on node-7');
  });

  it('is taken over from another machine that has not touched it for long', async () => {
    const longAgo = new Date(Date.now() - 60_000);
    await mkdir(`${place.path}.lock`);
    await writeOwner({ pid: 1, place: 'another machine' });
    await utimes(`${place.path}.lock`, longAgo, longAgo);

    await expect(place.open()).resolves.toBeDefined();
  });

  it('refuses further writes, and says so once, where another process took it over', async () => {
    const reasons: Error[] = [];
    const store = await place.open({ onLost: (reason) => reasons.push(reason) });
    await commit(store, { incidents: [incidentOf()] });
    await writeOwner({});

    const change = { incidents: [incidentOf({ externalId: '2' })] };
    await expect(commit(store, change)).rejects.toMatchObject({ kind: 'lost' });
    await expect(commit(store, change)).rejects.toMatchObject({ kind: 'lost' });

    expect(reasons).toMatchObject([{ kind: 'lost' }]);
    expect(place.logged.filter(({ level }) => level === 'error')).not.toHaveLength(0);
    await expect(store.ping()).rejects.toMatchObject({ kind: 'lost' });
    expect(await store.incident('acme:1')).toBeDefined();
    expect(await store.incident('acme:2')).toBeUndefined();
  });

  it('is seen to be lost without any write, and closing leaves the other process its lock', async () => {
    const reasons: Error[] = [];
    const store = await place.open({ onLost: (reason) => reasons.push(reason) });
    await rm(`${place.path}.lock`, { recursive: true });

    await expect.poll(() => reasons).toMatchObject([{ kind: 'lost' }]);

    await mkdir(`${place.path}.lock`);
    await store.close();
    await expect(mkdir(`${place.path}.lock`)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  /** Writes the owner of a lock as this very process would, but for `fields`. */
  async function writeOwner(fields: object): Promise<void> {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
    const self = {
      token: crypto.randomUUID(),
      pid: process.pid,
      place: [hostname(), boot.trim(), namespace].join(' '),
      host: hostname(),
      since: Date.now(),
    };
    await writeFile(`${place.path}.lock.owner`, JSON.stringify({ ...self, ...fields }));
  }
});
