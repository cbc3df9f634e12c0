import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../src/domain/outbox.ts';
import { pollFeed } from '../../src/pipeline/poll.ts';
import type { Store } from '../../src/ports/store.ts';
import { draft } from '../support/drafts.ts';
import { feed, instance, page, pollDeps } from '../support/pipeline.ts';

/** A feed of two pages with one alarm each. */
function twoPages() {
  return feed(({ cursor }) =>
    cursor === undefined
      ? page({ drafts: [draft({ externalId: '1' })], next: 'half', more: true })
      : page({ drafts: [draft({ externalId: '2', severity: 'critical' })] }),
  );
}

/** Everything that waits in a channel, in order. */
async function waiting(store: Store): Promise<readonly OutboxEntry[]> {
  const entries: OutboxEntry[] = [];
  for (;;) {
    const next = await store.nextEntry('#threat-intel');
    if (next === undefined) return entries;
    entries.push(next);
    await store.transact({ keys: [] }, () => ({ delivered: [next.sequence], result: undefined }));
  }
}

function marksOf(entries: readonly OutboxEntry[]) {
  return entries.map((entry) => (entry.kind === 'incident' ? entry.flood : undefined));
}

describe('a poll', () => {
  it('marks the new incidents of all its pages as its own, and those of the next poll as another', async () => {
    const deps = await pollDeps();
    const target = { instance: instance([]), feed: twoPages() };

    await pollFeed(target, deps);
    const [first, second] = marksOf(await waiting(deps.store));
    const changed = feed(() => page({ drafts: [draft({ externalId: '1', status: 'In Progress' })] }));
    await pollFeed({ ...target, feed: changed }, deps);
    const [later] = marksOf(await waiting(deps.store));

    expect(first).toMatchObject({ burst: 15, instance: 'acme', severity: 'high' });
    expect(second).toMatchObject({ poll: first?.poll, severity: 'critical' });
    expect(later?.poll).toMatch(/./);
    expect(later?.poll).not.toBe(first?.poll);
  });

  it('holds the new incidents of a page back for a second while more pages come: they may bring worse ones', async () => {
    const deps = await pollDeps();

    await pollFeed({ instance: instance([]), feed: twoPages() }, deps);

    const [early, last] = await waiting(deps.store);
    expect([early?.notBefore, last?.notBefore]).toEqual(['2026-08-04T12:00:01.000Z', undefined]);
  });

  it('marks nothing that has its message', async () => {
    const deps = await pollDeps();
    const target = { instance: instance([]), feed: feed(() => page({ drafts: [draft()] })) };
    await pollFeed(target, deps);
    await waiting(deps.store);
    const posted = await deps.store.incident('acme:18618001');
    await deps.store.transact({ keys: [] }, () => ({
      incidents: posted === undefined ? [] : [{ ...posted, message: { channelId: 'C1', messageTs: '1.0' } }],
      result: undefined,
    }));

    const changed = feed(() => page({ drafts: [draft({ status: 'In Progress' })] }));
    await pollFeed({ ...target, feed: changed }, deps);

    const [edit] = await waiting(deps.store);
    expect(edit).toMatchObject({ kind: 'incident' });
    expect(edit).not.toHaveProperty('flood');
  });

  it('of history posts nothing singly where it is to be posted, and nothing at all where not', async () => {
    const deps = await pollDeps();
    const backfill = { checkpoint: 'x', since: '2026-08-01T00:00:00.000Z' };
    const target = { instance: instance([]), feed: twoPages() };

    await pollFeed({ ...target, backfill: { ...backfill, post: false } }, deps);
    const silent = await waiting(deps.store);
    const other = { ...instance([]), name: 'other' };
    await pollFeed({ instance: other, feed: twoPages(), backfill: { ...backfill, post: true } }, deps);

    expect(silent).toEqual([]);
    expect(marksOf(await waiting(deps.store))).toMatchObject([{ burst: 0 }, { burst: 0 }]);
  });
});
