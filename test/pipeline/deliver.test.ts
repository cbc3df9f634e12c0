import { describe, expect, it } from 'vitest';
import type { NewOutboxEntry } from '../../src/domain/outbox.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import { desk, fault, line, shown } from '../support/delivery.ts';
import { incident } from '../support/drafts.ts';

describe('a channel’s outbox', () => {
  it('is worked off in order, and the message’s place is kept with it', async () => {
    const { deps, said } = await desk([shown, line]);

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['post #threat-intel 1', 'line 1.0 ThreatMon changed this']);
    expect(await deps.store.incident('acme:18618001')).toMatchObject({
      message: { channelId: 'C1', messageTs: '1.0' },
    });
    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('edits a message that is there, and posts anew one that a person deleted', async () => {
    const { deps, said, faults } = await desk([shown], { message: { channelId: 'C1', messageTs: '0.9' } });
    faults.push(fault('gone'));

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['post #threat-intel 1']);
    expect(await deps.store.incident('acme:18618001')).toMatchObject({ message: { messageTs: '1.0' } });
  });

  it('waits for exactly as long as Slack asks, and then goes on with the same entry', async () => {
    const { deps, said, faults, clock } = await desk([shown, line]);
    faults.push(fault('wait', 30_000));

    const until = await drainChannel('#threat-intel', deps);
    const early = await drainChannel('#threat-intel', deps);
    clock.set('2026-08-04T12:00:30.000Z');
    await drainChannel('#threat-intel', deps);

    expect([until, early]).toEqual(['2026-08-04T12:00:30.000Z', '2026-08-04T12:00:30.000Z']);
    expect(said).toEqual(['post #threat-intel 1', 'line 1.0 ThreatMon changed this']);
  });

  it.each([
    ['a first try', shown, '2026-08-04T12:00:06.000Z'],
    ['a later try', { ...shown, attempts: 2 }, '2026-08-04T14:00:00.000Z'],
  ])('does not wait for %s until an instant that only a wrong clock can have meant', async (_, entry, notBefore) => {
    const { deps, said } = await desk([shown]);
    const waiting = await deps.store.nextEntry(shown.channel);
    if (waiting === undefined) throw new Error('nothing waits');
    const attempts = 'attempts' in entry ? entry.attempts : 0;
    await deps.store.transact({ keys: [] }, () => ({ entries: [{ ...waiting, attempts, notBefore }], result: 0 }));

    await drainChannel(shown.channel, deps);

    expect(said).toEqual(['post #threat-intel 1']);
  });

  it('moves to the default channel where its own cannot be posted to, telling the operator once', async () => {
    const entries = [shown, line].map((entry) => ({ ...entry, channel: '#gone' }));
    const { deps, said, faults } = await desk(entries);
    faults.push(fault('channel'));

    await drainChannel('#gone', deps);
    await drainChannel('#threat-intel', deps);

    expect(said).toEqual([
      'post #threat-intel 1',
      'notice #threat-intel #gone cannot be posted to (channel_reason)',
      'line 1.0 ThreatMon changed this',
    ]);
  });

  it('keeps everything when the default channel itself cannot be posted to', async () => {
    const { deps, faults } = await desk([shown, line]);
    faults.push(fault('channel'));

    const until = await drainChannel('#threat-intel', deps);

    expect(until).toBe('2026-08-04T12:00:02.000Z');
    expect(await deps.store.outboxDepth()).toBe(2);
  });

  it('buries what Slack refuses for good, and the next entries go on', async () => {
    const { deps, said, faults } = await desk([shown, line], { message: { channelId: 'C1', messageTs: '0.9' } });
    faults.push(fault('message'));

    await drainChannel('#threat-intel', deps);

    expect(said[0]).toBe('line 0.9 ThreatMon changed this');
    expect(await deps.store.buried()).toEqual([
      expect.objectContaining({ kind: 'incident', lastError: 'message_reason' }),
    ]);
  });

  it('shows a state that came while the message was on its way', async () => {
    const { deps, said } = await desk([shown]);
    const { store, notifier } = deps;
    const slow: Notifier = {
      ...notifier,
      async postIncident(...message) {
        const place = await notifier.postIncident(...message);
        await store.transact({ keys: ['acme:18618001'] }, () => ({
          incidents: [incident({ revision: 2 })],
          enqueue: [shown],
          result: undefined,
        }));
        return place;
      },
    };

    await drainChannel('#threat-intel', { ...deps, notifier: slow });

    expect(said).toEqual(['post #threat-intel 1', 'update 1.0 2']);
  });

  it('shows a state that came after it was read and before its post was written down', async () => {
    const { deps, said } = await desk([shown]);
    const { store } = deps;
    let once = true;
    const present: typeof deps.present = (seen) => {
      if (once) {
        once = false;
        void store.transact({ keys: [] }, () => ({
          incidents: [{ ...seen, revision: 2 }],
          enqueue: [shown],
          result: undefined,
        }));
      }
      return deps.present(seen);
    };

    await drainChannel('#threat-intel', { ...deps, present });

    expect(said).toEqual(['post #threat-intel 1', 'update 1.0 2']);
  });

  it('puts a vendor’s file into the thread', async () => {
    const { deps, said } = await desk([{ ...shown, kind: 'file', attachment: 'alert.csv' }], {
      message: { channelId: 'C1', messageTs: '0.9' },
    });

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['file 0.9 alert.csv']);
  });

  it('runs a playbook’s command once, and does not repeat one that was cut off', async () => {
    const command: NewOutboxEntry = { ...shown, kind: 'command', channel: 'playbook:acme', commandLine: 'do it' };
    const { deps, commands } = await desk([command]);
    const cut = new Error('killed');
    const failing = { ...deps, runPlaybook: async (): Promise<void> => Promise.reject(cut) };

    await expect(drainChannel('playbook:acme', failing)).rejects.toThrow(cut);
    await drainChannel('playbook:acme', deps);

    expect(commands).toEqual([]);
    expect(await deps.store.outboxDepth()).toBe(0);
  });
});
