import { describe, expect, it, vi } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Desk, Listing, SummaryPage } from '../../../src/pipeline/desk.ts';
import { begun, type Bench, gate, startApp, textsFor } from '../harness.ts';
import { incidentSample, summarySample } from '../samples.ts';

const summary = summarySample();
const whole = incidentSample();
const message = { channelId: 'C0THREAT', messageTs: '1788430980.000100' };

function pageOf(page: number, over: Partial<SummaryPage> = {}): SummaryPage {
  const incidents = [incidentSample({ title: `First of page ${page + 1}` }), whole];
  return { kind: 'summary', summary, page, pages: 2, incidents, ...over };
}

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

  it('posts an incident and shows the way to its message', async () => {
    const promote = vi.fn<Desk['promote']>(async ({ page }) =>
      pageOf(page, { incidents: [{ ...whole, message }], posting: whole.key }),
    );
    const bench = await startWithSummary({ summary: async ({ page }) => pageOf(page), promote });
    await open(bench);
    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(bench)).toContain('First of page 2');

    await bench.slack.pressInView({ user: 'ada', find: 'picket_summary:post-1' });

    await expect.poll(() => shownTo(bench)).toContain('/archives/C0THREAT/p1788430980000100|Open its message');
    expect(promote.mock.calls).toMatchObject([
      [
        { id: summary.id, page: 1, key: whole.key },
        { kind: 'slack', userId: bench.slack.user('ada').id },
      ],
    ]);
  });

  it('tells in itself why an incident was not posted', async () => {
    const promote: Desk['promote'] = async () => pageOf(0, { notice: answer('warning', 'You may not do that here.') });
    const bench = await startWithSummary({ summary: async () => pageOf(0), promote });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Post' });

    await expect.poll(() => shownTo(bench)).toContain('You may not do that here.');
  });

  it('whose summary is gone meanwhile says so in the channel, to who asked', async () => {
    const promote: Desk['promote'] = async () => noList;
    const bench = await startWithSummary({ summary: async () => pageOf(0), promote });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Post' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['⚠️ Picket does not keep this list any more.']);
  });

  it('that was turned while an incident is being posted stays where it was turned to', async () => {
    const work = gate();
    const promote: Desk['promote'] = async () => {
      await work.opened;
      return pageOf(0, { posting: whole.key });
    };
    const bench = await startWithSummary({ summary: async ({ page }) => pageOf(page), promote });
    await open(bench);

    await bench.slack.pressInView({ user: 'ada', find: 'Post' });
    await bench.slack.pressInView({ user: 'ada', find: 'Next →' });
    await expect.poll(() => shownTo(bench)).toContain('First of page 2');
    work.open();

    await expect
      .poll(() => bench.lines.map(({ message: text }) => text))
      .toContain('a list was not brought up to date');
    expect(shownTo(bench)).toContain('First of page 2');
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

describe('the message of a summary', () => {
  it('is found again by its attempt, and edited in place', async () => {
    const { slack, app, ts } = await startWithSummary({});
    const back = { since: new Date(0).toISOString(), signal: new AbortController().signal };

    const found = await app.notifier.findPost({ channel: '#threat-intel' }, { attempt: 'a1' }, back);
    if (found !== undefined) await app.notifier.updateSummary(found, summarySample({ keys: ['a', 'b'], revision: 2 }));

    expect(found?.messageTs).toBe(ts);
    expect(slack.messages('threat-intel').map(({ text }) => text)).toEqual([
      '🔴 2 more incidents from ThreatMon (acme): 3 critical, 20 high, 2 low',
    ]);
  });
});
