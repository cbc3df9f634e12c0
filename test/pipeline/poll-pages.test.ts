import { describe, expect, it } from 'vitest';
import { pollFeed } from '../../src/pipeline/poll.ts';
import { draft } from '../support/drafts.ts';
import { feed, instance, page, pollDeps } from '../support/pipeline.ts';

describe('a feed that may read a number of pages in a run', () => {
  it('stops behind them, says that more waits, and goes on there in the next run', async () => {
    const deps = await pollDeps();
    const cursors: unknown[] = [];
    const paged = feed(
      ({ cursor }) => {
        cursors.push(cursor);
        const at = typeof cursor === 'number' ? cursor : 0;
        return page({ drafts: [draft({ externalId: String(at) })], next: at + 1, more: at < 4 });
      },
      { pages: 2 },
    );
    const target = { instance: instance([paged]), feed: paged };

    const reports = [await pollFeed(target, deps), await pollFeed(target, deps), await pollFeed(target, deps)];

    expect(cursors).toEqual([undefined, 1, 2, 3, 4]);
    expect(reports.map(({ created, more }) => [created, more])).toEqual([
      [2, true],
      [2, true],
      [1, false],
    ]);
  });
});
