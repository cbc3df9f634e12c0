import { expect, it, vi } from 'vitest';
import type { Notice } from '../../src/domain/outbox.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import type { Store } from '../../src/ports/store.ts';
import { describePostgres } from '../support/postgres-suite.ts';
import { replicaOn } from './replicas.ts';
import { patience } from '../support/patience.ts';

async function enqueue(store: Store, channel: string, titles: readonly string[]): Promise<void> {
  const createdAt = new Date().toISOString();
  await store.transact({ keys: [] }, () => ({
    enqueue: titles.map((title) => ({
      kind: 'notice' as const,
      channel,
      createdAt,
      notice: { tone: 'info' as const, title, text: '' },
    })),
    result: undefined,
  }));
}

type Say = (channel: string, notice: Notice) => Promise<void>;

function saying(say: Say): Partial<Notifier> {
  return {
    async postNotice(channel, notice, begin) {
      await begin();
      await say(channel, notice);
    },
  };
}

/** Two replicas that share one Slack. */
async function pair(url: string, say: Say) {
  const replicas = await Promise.all([1, 2].map(async () => replicaOn({ url, notifier: saying(say) })));
  await Promise.all(replicas.map(async ({ engine }) => engine.start()));
  const [one, two] = replicas;
  if (one === undefined || two === undefined) throw new Error('two were asked for');
  return { one, two };
}

describePostgres('deliveries of several replicas', (server) => {
  it('keep the order of a channel, one message at a time, whoever puts something there', async () => {
    const said: string[] = [];
    let atOnce = 0;
    let most = 0;
    const { one, two } = await pair(await server().freshDatabase(), async (_, { title }) => {
      most = Math.max(most, (atOnce += 1));
      // As long as others need to look for work: so a second one at it would be met.
      await Promise.all([one.store.channelsWaiting(), two.store.channelsWaiting()]);
      said.push(title);
      atOnce -= 1;
    });
    const titles = Array.from({ length: 40 }, (_, index) => String(index));

    for (const [index, title] of titles.entries()) {
      const here = index % 2 === 0 ? one : two;
      await enqueue(here.store, '#one', [title]);
      here.engine.wake();
    }
    await vi.waitFor(() => expect(said).toHaveLength(titles.length), patience);

    expect(said).toEqual(titles);
    expect(most).toBe(1);
  });

  it('let no channel wait for another', async () => {
    const said: string[] = [];
    const gate = Promise.withResolvers<void>();
    const { one } = await pair(await server().freshDatabase(), async (channel, { title }) => {
      if (channel === '#slow') await gate.promise;
      said.push(`${channel} ${title}`);
    });
    await enqueue(one.store, '#slow', ['a']);
    await enqueue(one.store, '#quick', ['b', 'c']);

    one.engine.wake();
    await vi.waitFor(() => expect(said).toEqual(['#quick b', '#quick c']), patience);
    gate.resolve();

    await vi.waitFor(() => expect(said).toHaveLength(3), patience);
  });

  it('find what nobody was woken for', async () => {
    const url = await server().freshDatabase();
    const said: string[] = [];
    await pair(url, async (_, { title }) => void said.push(title));
    const { store } = await replicaOn({ url });

    await enqueue(store, '#one', ['from elsewhere']);

    await vi.waitFor(() => expect(said).toEqual(['from elsewhere']), patience);
  });

  it('end a channel’s message before its replica stops, and leave the rest to the other one', async () => {
    const said: string[] = [];
    const gate = Promise.withResolvers<void>();
    const posting = Promise.withResolvers<void>();
    const url = await server().freshDatabase();
    const { one, two } = await pair(url, async (_, { title }) => {
      posting.resolve();
      if (title === 'a') await gate.promise;
      said.push(title);
    });
    await two.engine.stop();
    await enqueue(one.store, '#one', ['a', 'b']);
    one.engine.wake();
    await posting.promise;

    const stopped = one.engine.stop();
    gate.resolve();
    await stopped;
    const atStop = [...said];
    const third = await replicaOn({ url, notifier: saying(async (_, { title }) => void said.push(title)) });
    await third.engine.start();

    await vi.waitFor(() => expect(said).toEqual(['a', 'b']), patience);
    expect(atStop).toEqual(['a']);
  });
});
