import { describe, expect, it } from 'vitest';
import type { MessageRef } from '../../src/domain/incident.ts';
import { tidyLane } from '../../src/domain/outbox.ts';
import type { Summary } from '../../src/domain/summary.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { BeginPost, Notifier } from '../../src/ports/notifier.ts';
import type { Changes } from '../../src/ports/store.ts';
import { at, desk, shown } from '../support/delivery.ts';
import type { Desk } from '../support/delivery.ts';

const lane = 'lane:#threat-intel';
const ours = { name: lane, token: 'ours' };
const own: MessageRef = { channelId: 'C1', messageTs: '5.0' };
const theirs: MessageRef = { channelId: 'C1', messageTs: '4.0' };
const summary: Summary = {
  id: 's1',
  channel: '#threat-intel',
  createdAt: at,
  instance: 'acme',
  source: 'ThreatMon',
  single: 15,
  keys: ['acme:1'],
  severities: { high: 1 },
  types: {},
  revision: 1,
};

/** Posts, but only after another worker took the channel and did `changes`. */
function slowNotifier({ deps }: Desk, changes: (sequence: number) => Promise<Changes>): Notifier {
  const { store, notifier } = deps;
  const post = async (begin: BeginPost): Promise<MessageRef> => {
    const entry = await store.nextEntry('#threat-intel');
    await begin();
    await store.release(ours);
    await store.hold({ name: lane, token: 'theirs' }, 60_000);
    const done = await changes(entry?.sequence ?? 0);
    await store.transact({ keys: [] }, () => ({ ...done, result: undefined }));
    return own;
  };
  return {
    ...notifier,
    postIncident: async (_channel, _view, begin) => post(begin),
    postSummary: async (_channel, _summary, begin) => post(begin),
  };
}

async function drainUnderLease(here: Desk, changes: (sequence: number) => Promise<Changes>): Promise<void> {
  await here.deps.store.hold(ours, 60_000);
  await drainChannel('#threat-intel', {
    ...here.deps,
    lease: ours,
    signal: AbortSignal.timeout(2000),
    notifier: slowNotifier(here, changes),
  });
}

describe('a post that ends after its lease was lost', () => {
  it('is removed where another worker’s message is known: it is the only one to know of its own', async () => {
    const here = await desk([shown]);
    const { store } = here.deps;

    await drainUnderLease(here, async (sequence) => {
      const incident = await store.incident(shown.key);
      return { ...(incident && { incidents: [{ ...incident, message: theirs }] }), delivered: [sequence] };
    });

    expect(await store.nextEntry(tidyLane('C1'))).toMatchObject({ kind: 'remove', message: own });
    expect(await store.incident(shown.key)).toMatchObject({ message: theirs });
  });

  it('of a summary is removed likewise', async () => {
    const entry = { kind: 'summary', id: 's1', channel: '#threat-intel', createdAt: at } as const;
    const here = await desk([entry]);
    const { store } = here.deps;
    await store.transact({ keys: [] }, () => ({ summaries: [summary], result: undefined }));

    await drainUnderLease(here, async (sequence) => ({
      summaries: [{ ...summary, message: theirs }],
      delivered: [sequence],
    }));

    expect(await store.nextEntry(tidyLane('C1'))).toMatchObject({ kind: 'remove', message: own });
    expect(await store.summary('s1')).toMatchObject({ message: theirs });
  });

  it('is the message where no other is known: who is about to post finds it', async () => {
    const here = await desk([shown]);
    const { store } = here.deps;

    await drainUnderLease(here, async (sequence) => {
      const entry = await store.nextEntry('#threat-intel');
      const notBefore = '2026-08-04T12:00:04.000Z';
      // It looked in vain, and will post.
      return entry?.sequence === sequence
        ? { entries: [{ ...shown, sequence, state: 'waiting', attempts: 1, notBefore }] }
        : {};
    });

    expect(await store.incident(shown.key)).toMatchObject({ message: own });
    expect(await store.nextEntry('#threat-intel')).toMatchObject({ state: 'waiting', attempts: 1 });
  });
});

describe('a post that is late', () => {
  it.each<[string, (here: Desk, stop: () => void) => void]>([
    ['more than two seconds after it began', ({ clock }) => clock.set('2026-08-04T12:00:02.001Z')],
    ['when its channel is another’s', (_, stop) => stop()],
  ])('does not go out %s, and waits for its next turn', async (_, delay) => {
    const here = await desk([shown]);
    const { store, notifier } = here.deps;
    const over = new AbortController();
    const late: Notifier = {
      ...notifier,
      async postIncident(channel, view, begin) {
        const begun = await begin();
        delay(here, () => over.abort());
        begun.check();
        return notifier.postIncident(channel, view, async () => begun);
      },
    };

    await drainChannel('#threat-intel', { ...here.deps, notifier: late, signal: over.signal });

    expect(here.said).toEqual([]);
    expect(await store.nextEntry('#threat-intel')).toMatchObject({ state: 'waiting', lastError: 'too_late' });
  });
});
