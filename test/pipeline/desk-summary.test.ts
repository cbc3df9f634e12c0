import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/access.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import type { Listing, SummaryPage } from '../../src/pipeline/desk.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { recordingLog } from '../support/recording.ts';
import { incidentsOf } from '../support/floods.ts';
import { office, type Office } from '../support/office.ts';
import { summarySample } from '../slack/samples.ts';

const anybody: Actor = { kind: 'slack', userId: 'U0ANY', teamId: 'T1' };
const foreigner: Actor = { kind: 'slack', userId: 'U0FAR', teamId: 'T2' };

async function withSummary(incidents: readonly Incident[]): Promise<Office & { readonly id: string }> {
  const there = await office();
  const summary = summarySample({ keys: incidents.map(({ key }) => key) });
  await there.deps.store.transact({ keys: [] }, () => ({ incidents, summaries: [summary], result: undefined }));
  return { ...there, id: summary.id };
}

function pageOf(listing: Listing): SummaryPage {
  if (listing.kind !== 'summary') throw new Error('a page was expected');
  return listing;
}

describe('the list of a summary', () => {
  it.each([
    [0, 0, 15],
    [2, 2, 4],
    [9, 2, 4],
    [-1, 0, 15],
  ])('asked for page %i shows page %i with %i of 34', async (asked, shown, count) => {
    const { desk, id } = await withSummary(incidentsOf(1, 34));

    const page = pageOf(await desk.summary({ id, page: asked }, anybody));

    expect([page.page, page.incidents.length, page.pages]).toEqual([shown, count, 3]);
  });

  it('leaves out what is not kept any more, and shows what is as it is now', async () => {
    const [one, two] = incidentsOf(1, 2);
    if (one === undefined || two === undefined) throw new Error('two incidents were asked for');
    const { desk, deps, id } = await withSummary([one]);
    await deps.store.transact({ keys: [] }, () => ({
      incidents: [{ ...one, status: 'Resolved' }],
      summaries: [summarySample({ keys: [one.key, two.key] })],
      result: undefined,
    }));

    const page = pageOf(await desk.summary({ id, page: 0 }, anybody));

    expect(page.incidents.map(({ key, status }) => [key, status])).toEqual([[one.key, 'Resolved']]);
  });

  it('that is not kept any more says so', async () => {
    const { desk } = await office();

    expect(await desk.summary({ id: 'gone', page: 0 }, anybody)).toMatchObject({
      kind: 'answer',
      answer: { tone: 'warning', title: 'Picket does not keep this list any more.' },
    });
  });
});

describe('Post', () => {
  it('gives an incident a message of its own, asked how often it is', async () => {
    const [one] = incidentsOf(1, 1);
    const { desk, deps } = await withSummary(incidentsOf(1, 1));
    const key = one?.key ?? '';

    const replies = [await desk.promote(key, anybody), await desk.promote(key, anybody)];

    expect(replies).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(await deps.store.outboxDepth()).toBe(1);
    expect(await deps.store.nextEntry('#threat-intel')).toMatchObject({ kind: 'incident', key, state: 'waiting' });
    expect(await deps.store.nextEntry('#threat-intel')).not.toHaveProperty('flood');
  });

  it('posts nothing a second time', async () => {
    const { desk, deps } = await withSummary(incidentsOf(1, 1, { message: { channelId: 'C1', messageTs: '7.0' } }));

    await desk.promote('acme:1', anybody);

    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('is not for people of another company', async () => {
    const { desk, deps } = await withSummary(incidentsOf(1, 1));

    const reply = await desk.promote('acme:1', foreigner);

    expect(reply).toMatchObject({ kind: 'answer', answer: { title: 'You may not do that here.' } });
    expect(await deps.store.outboxDepth()).toBe(0);
  });
});

describe('waiting for the messages of incidents that were asked for', () => {
  const message = { channelId: 'C1', messageTs: '7.0' };

  /** Each time somebody sleeps, one more of the incidents has its message. */
  async function slept(incidents: readonly Incident[]): Promise<readonly number[]> {
    const { deps } = await withSummary(incidents);
    const times: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      times.push(ms);
      const posted = incidents.slice(0, times.length).map((one) => ({ ...one, message }));
      await deps.store.transact({ keys: [] }, () => ({ incidents: posted, result: undefined }));
    };
    const desk = createDesk({ ...deps, clock: { ...deps.clock, sleep } });
    await desk.posted(incidents.map(({ key }) => key));
    return times;
  }

  it('ends when each has one, also for one that is not kept any more', async () => {
    expect(await slept(incidentsOf(1, 3))).toHaveLength(3);
    expect(await slept(incidentsOf(1, 2, { message }))).toEqual([]);
    const { desk } = await withSummary([]);
    await expect(desk.posted(['acme:gone'])).resolves.toBeUndefined();
  });

  it('gives up after 25 seconds, where a channel does not get to them', async () => {
    const times = await slept(incidentsOf(1, 30));

    expect(times.reduce((sum, ms) => sum + ms, 0)).toBe(25_000);
  });

  it('ends when Picket stops', async () => {
    const stop = new AbortController();
    const { deps } = await withSummary(incidentsOf(1, 1));
    const sleep = async (): Promise<never> => {
      stop.abort();
      throw new Error('stopped');
    };
    const desk = createDesk({ ...deps, signal: stop.signal, clock: { ...deps.clock, sleep } });

    await expect(desk.posted(['acme:1'])).resolves.toBeUndefined();
  });

  it('ends where the store is away, which the log says', async () => {
    const { deps } = await withSummary(incidentsOf(1, 1));
    const { log, lines } = recordingLog();
    const incident = async (): Promise<never> => Promise.reject(new StoreError('unreachable', 'The database is away.'));
    const desk = createDesk({ ...deps, log, store: { ...deps.store, incident } });

    await expect(desk.posted(['acme:1'])).resolves.toBeUndefined();
    expect(lines).toMatchObject([{ message: 'a request met a database that does not answer' }]);
  });
});
