import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';
import { commit, incidentOf } from '../records.ts';

describe('leases of an embedded store', () => {
  const mine = { name: 'task', token: 'mine' };
  const other = { name: 'task', token: 'other' };
  let place: StoreFolder;
  let store: Store;
  beforeEach(async () => {
    place = await storeFolder();
    store = await place.open();
    place.clock.set('2026-03-01T12:00:00.000Z');
  });
  afterEach(() => place.dispose());

  it('run out at the millisecond, by the clock that the store was given', async () => {
    await store.hold(mine, 1000);

    place.clock.set('2026-03-01T12:00:00.999Z');
    expect(await store.hold(other, 1000)).toBe(false);
    await expect(commit(store, { lease: mine })).resolves.toBeUndefined();

    place.clock.set('2026-03-01T12:00:01.000Z');
    await expect(commit(store, { lease: mine })).rejects.toMatchObject({ kind: 'lease-lost' });
    expect(await store.hold(other, 1000)).toBe(true);
  });

  it('are counted from their renewal', async () => {
    await store.hold(mine, 1000);
    place.clock.set('2026-03-01T12:00:00.500Z');

    await store.hold(mine, 1000);

    place.clock.set('2026-03-01T12:00:01.499Z');
    expect(await store.hold(other, 1000)).toBe(false);
  });

  it('end with the process that had them', async () => {
    await store.hold(mine, 1000);
    await store.close();

    store = await place.open();

    expect(await store.hold(other, 1000)).toBe(true);
  });

  it('are judged when the commit is decided, not when it was asked for', async () => {
    await store.hold(mine, 1000);

    const asked = commit(store, { incidents: [incidentOf()], lease: mine });
    place.clock.set('2026-03-01T12:00:02.000Z');

    await expect(asked).rejects.toMatchObject({ kind: 'lease-lost' });
    expect(await store.incident('acme:1')).toBeUndefined();
  });
});
