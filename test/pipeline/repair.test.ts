import { describe, expect, it } from 'vitest';
import type { MessageRef } from '../../src/domain/incident.ts';
import { repairChore } from '../../src/pipeline/chores.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import { repair } from '../../src/pipeline/repair.ts';
import type { RepairReport } from '../../src/pipeline/repair.ts';
import type { IncidentMessage } from '../../src/ports/notifier.ts';
import type { Store } from '../../src/ports/store.ts';
import { desk, fault, shown } from '../support/delivery.ts';
import type { Desk } from '../support/delivery.ts';
import { incident } from '../support/drafts.ts';

const message: MessageRef = { channelId: 'C1', messageTs: '1785840000.000100' };
const second: MessageRef = { channelId: 'C1', messageTs: '1785840001.000100' };
const live = { key: shown.key, message, revision: 3 };

/** A desk after a repair and the delivery of what it decided. */
async function repaired(
  found: Desk['found']['incidents'],
  over: Parameters<typeof incident>[0] = {},
): Promise<Desk & { readonly report: RepairReport }> {
  const place = await desk([], { message, revision: 3, ...over });
  place.found.incidents = found;
  const report = await repair(place.deps);
  for (const channel of await place.deps.store.channelsWaiting()) await drainChannel(channel, place.deps);
  return { ...place, report };
}

describe('a repair', () => {
  it('leaves a message alone that shows the newest state', async () => {
    const { said, report } = await repaired([live]);

    expect(said).toEqual([]);
    expect(report).toEqual({ open: 1, stale: 0, doubled: 0, unread: 0 });
  });

  it('shows an incident anew whose message shows an old state', async () => {
    const { said, report } = await repaired([{ ...live, revision: 2 }]);

    expect(said).toEqual([`update ${message.messageTs} 3`]);
    expect(report.stale).toBe(1);
  });

  it('shows an incident anew whose message a person deleted', async () => {
    const place = await desk([], { message, revision: 3 });
    place.faults.push(fault('gone'));

    await repair(place.deps);
    await drainChannel(shown.channel, place.deps);

    expect(place.said).toEqual(['post #threat-intel 3']);
  });

  it('removes a second message of an incident', async () => {
    const { said, report } = await repaired([{ ...live, message: second }, live]);

    expect(said).toEqual([`remove ${second.messageTs}`]);
    expect(report.doubled).toBe(1);
  });

  it('keeps the message that an incident continues', async () => {
    const { said } = await repaired([live, { ...live, message: second }], { previous: second });

    expect(said).toEqual([]);
  });

  it('keeps a second message that is younger than two minutes: it may be on its way into the store', async () => {
    const young = { ...live, message: { channelId: 'C1', messageTs: '1785844799.000100' } };

    const { said } = await repaired([young, live]);

    expect(said).toEqual([]);
  });

  it('keeps a message that it cannot tell from one that is being posted', async () => {
    const place = await desk([], { message, revision: 3 });
    const fresh = incident({ key: 'acme:2', externalId: '2' });
    await place.deps.store.transact({ keys: [] }, () => ({ incidents: [fresh], result: undefined }));
    place.found.incidents = [live, { key: 'acme:2', message: second, revision: 1 }];

    const { doubled } = await repair(place.deps);

    expect(doubled).toBe(0);
  });

  it('does not look after incidents that are closed', async () => {
    const { report, said } = await repaired([], { closed: true });

    expect([report.open, said]).toEqual([0, []]);
  });

  it('goes on with the other channels where one cannot be read', async () => {
    const place = await desk([], { message, revision: 3 });
    const other = incident({ key: 'acme:2', externalId: '2', message: { channelId: 'C2', messageTs: '1785844800.5' } });
    await place.deps.store.transact({ keys: [] }, () => ({ incidents: [other], result: undefined }));
    const half = {
      async *incidentMessages(channel: string) {
        if (channel === 'C1') throw fault('channel');
        yield* [];
      },
    };

    const report = await repair({ ...place.deps, notifier: half });

    expect(report).toEqual({ open: 2, stale: 1, doubled: 0, unread: 1 });
  });
});

describe('a repair of much', () => {
  const many = Array.from({ length: 501 }, (_, index) => `many${index}`);

  /** A desk with 501 more open incidents, and how many a commit of the repair looked at. */
  async function muchOf(deps: Desk['deps'], spoken: readonly IncidentMessage[]) {
    const all = many.map((externalId, index) =>
      incident({ key: `acme:${externalId}`, externalId, message: { ...message, messageTs: `1785840100.${index}` } }),
    );
    await deps.store.transact({ keys: [] }, () => ({ incidents: all, result: undefined }));
    const sizes: number[] = [];
    const store: Store = {
      ...deps.store,
      transact: async (scope, decide) => {
        sizes.push(scope.keys.length);
        return deps.store.transact(scope, decide);
      },
    };
    const notifier = {
      async *incidentMessages() {
        yield* spoken;
        if (spoken.length < many.length) throw fault('channel');
      },
    };
    return { repairing: { ...deps, store, notifier }, sizes };
  }
  const doubles = many.map((id, index) => ({
    key: `acme:${id}`,
    message: { ...message, messageTs: `1785840200.${index}` },
    revision: 1,
  }));

  it('looks at 500 incidents at a time', async () => {
    const { deps } = await desk([], { message, revision: 3 });
    const { repairing, sizes } = await muchOf(deps, doubles);

    const report = await repair(repairing);

    expect(report).toEqual({ open: 502, stale: 502, doubled: 501, unread: 0 });
    expect(sizes).toEqual([500, 1, 500, 2]);
  });

  it('keeps what it found where the history breaks off', async () => {
    const { deps } = await desk([], { message, revision: 3 });
    const { repairing } = await muchOf(deps, doubles.slice(0, 500));

    expect(await repair(repairing)).toEqual({ open: 502, stale: 0, doubled: 500, unread: 1 });
  });
});

describe('the schedule of repairs', () => {
  it.each([
    ['every six hours unasked', undefined, 21_600_000],
    ['as often as the file says', { amount: 30, unit: 'minute' }, 1_800_000],
  ] as const)('is %s', async (_, every, ms) => {
    const { deps } = await desk([]);

    expect(repairChore(every, { ...deps, wake: () => undefined }).everyMs).toBe(ms);
  });

  it('compares nothing where it is off', async () => {
    const { deps, said } = await desk([], { message, revision: 3 });

    await repairChore('off', { ...deps, wake: () => said.push('woken') }).run(deps);

    expect(said).toEqual([]);
    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('wakes delivery where it found something to mend', async () => {
    const { deps, said } = await desk([], { message, revision: 3 });

    await repairChore(undefined, { ...deps, wake: () => said.push('woken') }).run(deps);

    expect(said).toEqual(['woken']);
  });
});
