import { describe, expect, it } from 'vitest';
import type { NewOutboxEntry } from '../../src/domain/outbox.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import { at, desk, drainAll, fault, line, shown } from '../support/delivery.ts';
import type { Desk } from '../support/delivery.ts';

const message = { channelId: 'C1', messageTs: '0.9' };
const posted = { message };
const file: NewOutboxEntry = { ...shown, kind: 'file', attachment: 'alert.csv' };
const retire: NewOutboxEntry = { ...shown, kind: 'retire', message: { channelId: 'C1', messageTs: '0.5' } };
const remove: NewOutboxEntry = { ...shown, kind: 'remove', message: { channelId: 'C1', messageTs: '0.5' } };
const notice: NewOutboxEntry = {
  kind: 'notice',
  channel: '#threat-intel',
  createdAt: at,
  notice: { tone: 'info', title: 'Hello', text: '' },
};

describe('a message that a person deleted', () => {
  it('is posted anew when its incident changes', async () => {
    const { deps, said, faults } = await desk([shown], posted);
    faults.push(fault('gone'));

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['post #threat-intel 1']);
  });

  it.each([
    ['a line', line, 'line 1.0 ThreatMon changed this'],
    ['a file', file, 'file 1.0 alert.csv'],
  ] as const)('is posted anew before %s that belongs into its thread', async (_, entry, said0) => {
    const { deps, said, faults } = await desk([entry], posted);
    faults.push(fault('gone'));

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['post #threat-intel 1', said0]);
  });

  it('takes all lines that wait for its thread along, in their order', async () => {
    const second = { ...line, line: { at, text: 'and again' } };
    const { deps, said, faults } = await desk([line, second], posted);
    faults.push(fault('gone'));

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['post #threat-intel 1', 'line 1.0 ThreatMon changed this', 'line 1.0 and again']);
  });

  it.each([
    ['shortened', retire],
    ['removed', remove],
  ] as const)('needs not be %s any more', async (_, entry) => {
    const { deps, said, faults } = await desk([entry], posted);
    faults.push(fault('gone'));

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual([]);
    expect([await deps.store.outboxDepth(), await deps.store.buried()]).toEqual([0, []]);
  });
});

describe('a message that is closed to edits', () => {
  it('is posted anew, and the old one deleted', async () => {
    const place = await desk([shown], posted);
    const { deps, said, faults } = place;
    faults.push(fault('locked'));

    await drainAll(place);

    expect(said).toEqual(['post #threat-intel 1', 'remove 0.9']);
    expect(await deps.store.incident(shown.key)).toMatchObject({ message: { messageTs: '1.0' } });
  });
});

describe('a channel that cannot be posted to', () => {
  const elsewhere = { ...shown, channel: '#gone' };

  it('loses an incident with its message and its lines to the default channel', async () => {
    const place = await desk([elsewhere, { ...line, channel: '#gone' }], posted);
    const { deps, said, faults } = place;
    faults.push(fault('channel'));

    await drainChannel('#gone', deps);
    await drainAll(place);

    expect(said.toSorted()).toEqual([
      'line 1.0 ThreatMon changed this',
      'notice #threat-intel #gone cannot be posted to (channel_reason)',
      'post #threat-intel 1',
      'remove 0.9',
    ]);
    expect(await deps.store.incident(shown.key)).toMatchObject({ routing: { channel: '#threat-intel' } });
  });

  it('is told of once, also by a bot that was restarted meanwhile', async () => {
    const { deps, said, faults } = await desk([elsewhere, { ...notice, channel: '#gone' }]);
    faults.push(fault('channel'), fault('channel'));

    await drainChannel('#gone', deps);
    await drainChannel('#threat-intel', { ...deps });

    expect(said.filter((text) => text.includes('cannot be posted to'))).toHaveLength(1);
  });
});

describe('the message of a summary', () => {
  const id = 'flood';
  const effect: NewOutboxEntry = { kind: 'summary', id, channel: '#threat-intel', createdAt: at };

  async function summarised(entry: NewOutboxEntry): Promise<Desk> {
    const place = await desk([entry]);
    const counts = { keys: ['acme:1'], severities: { high: 1 }, types: { Phishing: 1 }, single: 0, revision: 1 };
    const summary = { id, channel: entry.channel, createdAt: at, instance: 'acme', source: 'ThreatMon', ...counts };
    await place.deps.store.transact({ keys: [] }, () => ({ summaries: [{ ...summary, message }], result: 0 }));
    return place;
  }

  it.each([
    ['that a person deleted is posted anew', 'gone', ['summary #threat-intel 1']],
    [
      'that is closed to edits is posted anew, and the old one deleted',
      'locked',
      ['summary #threat-intel 1', 'remove 0.9'],
    ],
  ] as const)('%s', async (_, kind, expected) => {
    const place = await summarised(effect);
    place.faults.push(fault(kind));

    await drainAll(place);

    expect(place.said).toEqual(expected);
  });

  it('goes to the default channel where its own is lost, and the old one is deleted', async () => {
    const place = await summarised({ ...effect, channel: '#gone' });
    place.faults.push(fault('channel'));

    await drainAll(place);

    expect(place.said).toContain('summary #threat-intel 1');
    expect(place.said).toContain('remove 0.9');
    expect(await place.deps.store.outboxDepth()).toBe(0);
  });
});

describe('a token that was revoked', () => {
  it('loses nothing: everything waits in its place', async () => {
    const { deps, said, faults, clock } = await desk([shown, line]);
    faults.push(fault('installation'));

    const until = await drainChannel('#threat-intel', deps);
    clock.set(until ?? '');
    await drainChannel('#threat-intel', deps);

    expect(until).toBe('2026-08-04T12:00:02.000Z');
    expect(said).toEqual(['post #threat-intel 1', 'line 1.0 ThreatMon changed this']);
  });
});

describe('what Slack refuses for good', () => {
  it('is buried, and the operator is told once a day for each reason', async () => {
    const { deps, said, faults } = await desk([line, line, shown], posted);
    faults.push(fault('message'), fault('message'));

    await drainChannel('#threat-intel', deps);

    expect(await deps.store.buried()).toHaveLength(2);
    expect(said.filter((text) => text.startsWith('notice'))).toEqual([
      'notice #threat-intel Slack refused a message for good (message_reason)',
    ]);
  });
});

describe('an incident that two workers post at once', () => {
  it('keeps the message that was known first, and removes the second', async () => {
    const place = await desk([shown]);
    const { deps, said } = place;
    const { store, notifier } = deps;
    const other = { channelId: 'C1', messageTs: '0.1' };
    const late: typeof notifier = {
      ...notifier,
      async postIncident(...given) {
        const incident = await store.incident(shown.key);
        if (incident !== undefined)
          await store.transact({ keys: [] }, () => ({ incidents: [{ ...incident, message: other }], result: 0 }));
        return notifier.postIncident(...given);
      },
    };

    await drainChannel('#threat-intel', { ...deps, notifier: late });
    await drainAll(place);

    expect(said).toEqual(['post #threat-intel 1', 'remove 1.0']);
    expect(await store.incident(shown.key)).toMatchObject({ message: other });
  });

  it('is not posted by the one that finds it being posted', async () => {
    const { deps, said } = await desk([shown]);
    const { store, notifier } = deps;
    const beaten: typeof notifier = {
      ...notifier,
      async turn() {
        const entry = await store.nextEntry(shown.channel);
        if (entry?.state !== 'waiting') return;
        const attempt = { id: 'theirs', startedAt: at, looks: 0 };
        await store.transact({ keys: [] }, () => ({ entries: [{ ...entry, state: 'sending', attempt }], result: 0 }));
      },
    };

    const until = await drainChannel('#threat-intel', { ...deps, notifier: beaten });

    expect(said).toEqual([]);
    expect(until).toBe('2026-08-04T12:00:01.000Z');
    expect(await store.nextEntry(shown.channel)).toMatchObject({ attempt: { id: 'theirs' } });
  });
});
