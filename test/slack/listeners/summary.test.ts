import { describe, expect, it, vi } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Desk, Listing, Reply, SummaryPage } from '../../../src/pipeline/desk.ts';
import { begun, type Bench, gate, said, startApp, textsFor } from '../harness.ts';
import { incidentSample, summarySample } from '../samples.ts';

const summary = summarySample();
const whole = incidentSample();
const message = { channelId: 'C0THREAT', messageTs: '1788430980.000100' };

function first(page: number) {
  return incidentSample({ key: `acme:first-${page}`, title: `First of page ${page + 1}` });
}

function pageOf(page: number, over: Partial<SummaryPage> = {}): SummaryPage {
  const incidents = [first(page), whole];
  return { kind: 'summary', summary, page, pages: 2, incidents, ...over };
}

const done: Reply = { kind: 'done' };

const noList: Listing = {
  kind: 'answer',
  answer: answer('warning', 'Picket does not keep this list any more.'),
  shared: false,
};

async function startWithSummary(desk: Partial<Desk>): Promise<Bench & { readonly ts: string }> {
  const bench = await startApp({ desk });
  const { messageTs } = await bench.app.notifier.postSummary('#threat-intel', summary, begun());
  return { ...bench, ts: messageTs };
}

async function open({ slack, ts }: Bench & { readonly ts: string }): Promise<void> {
  await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Show all' });
  await expect.poll(() => slack.views('ada')).toHaveLength(1);
}

const wayThere = '/archives/C0THREAT/p1788430980000100|Open its message';

/** An open list of two pages, of whose second line each page is the same; `post` gives it its message. */
async function posting() {
  const posted = gate();
  const state = { isPosted: false };
  const list = (page: number): SummaryPage =>
    pageOf(page, state.isPosted ? { incidents: [first(page), { ...whole, message }] } : {});
  const promote = vi.fn<Desk['promote']>(async () => done);
  const bench = await startWithSummary({
    summary: async ({ page }) => list(page),
    promote,
    posted: async () => void (await posted.opened),
  });
  await open(bench);
  const post = (): void => {
    state.isPosted = true;
    posted.open();
  };
  return { bench, promote, post };
}

function shownTo({ slack }: Bench): string {
  return JSON.stringify(slack.views('ada').at(-1)?.content.blocks);
}

describe('Show all', () => {
  it('opens the first page of the list', async () => {
    const list = vi.fn<Desk['summary']>(async () => pageOf(0));
    const bench = await startWithSummary({ summary: list });

    await open(bench);

    expect(list.mock.calls[0]).toMatchObject([
      { id: summary.id, page: 0 },
      { kind: 'slack', userId: bench.slack.user('ada').id },
    ]);
    expect(shownTo(bench)).toContain('First of page 1');
  });

  it.each(['lost-before', 'lost-after'] as const)('opens one list where Slack’s answer was %s', async (kind) => {
    const bench = await startWithSummary({ summary: async () => pageOf(0) });
    bench.slack.failNext('views.open', { kind });

    await open(bench);

    await expect.poll(() => bench.slack.calls('views.open')).toHaveLength(2);
    expect(bench.slack.views('ada')).toHaveLength(1);
    expect(textsFor(bench, 'ada')).toEqual([]);
  });

  it('on a list that is not kept any more says so to who asked', async () => {
    const bench = await startWithSummary({ summary: async () => noList });

    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts: bench.ts, find: 'Show all' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['⚠️ Picket does not keep this list any more.']);
    expect(bench.slack.views('ada')).toHaveLength(0);
  });
});

describe('the list', () => {
  it('turns to its next page and back', async () => {
    const bench = await startWithSummary({ summary: async ({ page }) => pageOf(page) });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(bench)).toContain('First of page 2');
    await bench.slack.pressInView({ user: 'ada', find: '← Previous' });

    await expect.poll(() => shownTo(bench)).toContain('First of page 1');
    expect(bench.slack.views('ada')).toHaveLength(1);
  });

  it('says that an incident is being posted, and shows the way to its message once there is one', async () => {
    const there = await posting();
    await there.bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(there.bench)).toContain('First of page 2');

    await there.bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });

    await expect.poll(() => shownTo(there.bench)).toContain('is being posted');
    there.post();
    await expect.poll(() => shownTo(there.bench)).toContain(wayThere);
    expect(shownTo(there.bench)).not.toContain('is being posted');
    expect(there.promote.mock.calls).toMatchObject([
      [whole.key, { kind: 'slack', userId: there.bench.slack.user('ada').id }],
    ]);
  });

  it('turned away and back while an incident is being posted still says so, and shows its message in the end', async () => {
    const there = await posting();
    await there.bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });
    await expect.poll(() => shownTo(there.bench)).toContain('is being posted');

    await there.bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(there.bench)).toContain('First of page 2');
    await there.bench.slack.pressInView({ user: 'ada', find: '← Previous' });
    await expect.poll(() => shownTo(there.bench)).toContain('First of page 1');

    expect(shownTo(there.bench)).toContain('is being posted');
    there.post();
    await expect.poll(() => shownTo(there.bench)).toContain(wayThere);
    expect(shownTo(there.bench)).toContain('First of page 1');
  });

  it('whose Post is pressed on one line after another has both on their way', async () => {
    const { bench } = await posting();

    await bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });
    await expect.poll(() => shownTo(bench)).toContain('is being posted');
    await bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-0' });

    await expect.poll(() => shownTo(bench).split('is being posted')).toHaveLength(3);
  });

  it('acknowledges a double click at once, and asks once', async () => {
    const { bench, promote } = await posting();
    const press = async () => bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });

    const deliveries = await Promise.all([press(), press()]);

    expect(deliveries.map(({ acknowledged }) => acknowledged)).toEqual([true, true]);
    expect(promote).toHaveBeenCalledTimes(1);
  });

  it('tells in itself why an incident was not posted', async () => {
    const promote: Desk['promote'] = async () => said('You may not do that here.');
    const bench = await startWithSummary({ summary: async () => pageOf(0), promote });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Post' });

    await expect.poll(() => shownTo(bench)).toContain('You may not do that here.');
  });

  it('whose summary is gone meanwhile says so in the channel, to who asked', async () => {
    const list = vi.fn<Desk['summary']>().mockResolvedValueOnce(pageOf(0)).mockResolvedValue(noList);
    const bench = await startWithSummary({ summary: list, promote: async () => done });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Post' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['⚠️ Picket does not keep this list any more.']);
  });

  it('that was turned while an incident is being posted stays where it was turned to', async () => {
    const there = await posting();

    await there.bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });
    await expect.poll(() => shownTo(there.bench)).toContain('is being posted');
    await there.bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(there.bench)).toContain('First of page 2');
    there.post();

    await expect
      .poll(() => there.bench.lines.map(({ message: text }) => text))
      .toContain('a list was not brought up to date');
    expect(shownTo(there.bench)).toContain('First of page 2');
  });

  it('turned before a post is decided stays there, and the post shows when it is turned back', async () => {
    const work = gate();
    const promote: Desk['promote'] = async () => {
      await work.opened;
      return done;
    };
    const updated = (): number => bench.slack.calls('views.update').length;
    const bench = await startWithSummary({ summary: async ({ page }) => pageOf(page), promote });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-0' });
    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(bench)).toContain('First of page 2');
    const before = updated();
    work.open();
    await expect.poll(updated).toBeGreaterThan(before);
    const turnedTo = shownTo(bench);
    await bench.slack.pressInView({ user: 'ada', find: '← Previous' });
    await expect.poll(() => shownTo(bench)).toContain('First of page 1');

    expect(turnedTo).toContain('First of page 2');
    expect(shownTo(bench)).toContain('is being posted');
  });

  it('turns also where the connection to Slack broke', async () => {
    const bench = await startWithSummary({ summary: async ({ page }) => pageOf(page) });
    await open(bench);
    bench.slack.failNext('views.update', { kind: 'lost-before' });

    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });

    await expect.poll(() => shownTo(bench)).toContain('First of page 2');
  });

  it('closed before its next page is there is left closed', async () => {
    const list = vi.fn<Desk['summary']>(async ({ page }) => pageOf(page));
    const bench = await startWithSummary({ summary: list });
    await open(bench);
    bench.slack.failNext('views.update', { kind: 'error', error: 'not_found' });

    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });

    await expect
      .poll(() => bench.lines.map(({ message: text }) => text))
      .toContain('a list was not brought up to date');
    expect(textsFor(bench, 'ada')).toEqual([]);
  });
});
