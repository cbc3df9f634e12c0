import { describe, expect, it } from 'vitest';
import { channelTimeline, replySummaries, threadReplies } from '../../../src/sandbox/page/messages.ts';
import { channelInSight, initialModel, reduce, type Change, type Model } from '../../../src/sandbox/page/state.ts';
import type { PageEvent } from '../../../src/sandbox/slack/page-api.ts';
import { initialState, message, tsAt } from './workspace.ts';

const hear = (model: Model, ...events: PageEvent[]): Model => reduce(model, { type: 'events', events });
const doAll = (model: Model, ...changes: Change[]): Model => changes.reduce(reduce, model);
const opened = (): Model => hear(initialModel, { type: 'state', state: initialState() });
const goTo = (channelId: string): Change => ({ type: 'go', place: { kind: 'channel', channelId } });

describe('the page as it hears from the server', () => {
  it('begins as the person the server names, in the first channel, with nothing unread', () => {
    const model = opened();

    expect(model).toMatchObject({
      userId: 'U1',
      line: 'open',
      place: { kind: 'channel', channelId: 'C1' },
      unread: {},
    });
  });

  it('counts what comes to other channels until one goes there', () => {
    const first = message({ ts: tsAt(200), channelId: 'C2' });

    const model = hear(
      opened(),
      { type: 'message', message: first },
      {
        type: 'message',
        message: message({ ts: tsAt(201), channelId: 'C2' }),
      },
    );

    expect(model.unread).toEqual({ C2: 2 });
    expect(model.newSince).toEqual({ C2: first.ts });
    expect(reduce(model, goTo('C2')).unread).toEqual({ C2: 0 });
    expect(doAll(model, goTo('C2'), goTo('C1')).newSince).toEqual({});
  });

  it.each([
    ['in the channel in sight', { channelId: 'C1' }],
    ['of one’s own', { channelId: 'C2', userId: 'U1' }],
    ['for somebody else', { channelId: 'C2', ephemeralFor: 'U2' }],
    ['in a thread', { channelId: 'C2', threadTs: tsAt(1) }],
  ])('does not count a message %s', (_, parts) => {
    const model = hear(opened(), { type: 'message', message: message({ ts: tsAt(200), ...parts }) });

    expect(model.unread).toEqual({});
  });

  it('replaces an edited message in place, without counting it', () => {
    const ts = tsAt(200);
    const came = hear(opened(), { type: 'message', message: message({ ts, channelId: 'C2' }) });

    const model = hear(came, { type: 'message', message: message({ ts, channelId: 'C2', text: 'edited' }) });

    expect(model.messages['C2']).toEqual([message({ ts, channelId: 'C2', text: 'edited' })]);
    expect(model.unread).toEqual({ C2: 1 });
  });

  it('puts a late message at its place by time', () => {
    const model = hear(opened(), { type: 'message', message: message({ ts: tsAt(5) }) });

    expect(model.messages['C1']?.[1]?.ts).toBe(tsAt(5));
  });

  it('takes a deleted message away and closes its thread', () => {
    const thread = { channelId: 'C1', ts: tsAt(60) };
    const model = reduce(opened(), { type: 'thread', thread });

    const after = hear(model, { type: 'deleted', ...thread });

    expect(after.thread).toBeUndefined();
    expect(after.messages['C1']?.some(({ ts }) => ts === thread.ts)).toBe(false);
  });

  it('keeps place, person and unread counts over a reconnection and counts what was missed', () => {
    const before = doAll(opened(), { type: 'act-as', userId: 'U2' }, goTo('C2'), { type: 'lost' });
    const state = initialState();
    const missed = { ...state, messages: [...state.messages, message({ ts: tsAt(300) })] };

    const after = hear(before, { type: 'state', state: missed });

    expect(before.line).toBe('lost');
    expect(after).toMatchObject({ line: 'open', userId: 'U2', place: { channelId: 'C2' }, unread: { C1: 1 } });
  });

  it('finds the direct message of whoever acts', () => {
    const model = reduce(opened(), { type: 'go', place: { kind: 'app', tab: 'messages' } });

    expect(channelInSight(model)).toBe('D1');
    expect(channelInSight(reduce(model, { type: 'act-as', userId: 'U2' }))).toBeUndefined();
  });

  it('replaces one person’s modals and leaves the others’ alone', () => {
    const view = { id: 'V1', userId: 'U1', title: 'T', blocks: [], errors: {}, busy: false };
    const other = { ...view, id: 'V2', userId: 'U2' };

    const both = hear(
      opened(),
      { type: 'views', userId: 'U1', views: [view] },
      { type: 'views', userId: 'U2', views: [other] },
    );

    expect(hear(both, { type: 'views', userId: 'U1', views: [] }).views).toEqual([other]);
  });

  it('keeps warnings until they are cleared', () => {
    const model = hear(opened(), { type: 'warning', userId: 'U1', channelId: 'C1', text: 'late' });

    expect(model.notices).toEqual([{ id: 1, userId: 'U1', channelId: 'C1', text: 'late' }]);
    expect(reduce(model, { type: 'clear-notice', id: 1 }).notices).toEqual([]);
  });
});

describe('what a person sees of a channel', () => {
  const list = opened().messages['C1'] ?? [];
  const reader = { userId: 'U1', dismissed: new Set<string>() };

  it('leaves replies to their thread and other people’s ephemeral messages out', () => {
    const seen = channelTimeline(list, reader).map(({ ts }) => ts);

    expect(seen).toEqual([tsAt(0), tsAt(60), tsAt(90), tsAt(95), tsAt(100)]);
  });

  it('shows a broadcast reply in both places', () => {
    const reply = message({ ts: tsAt(120), threadTs: tsAt(60), broadcast: true });

    expect(channelTimeline([...list, reply], reader)).toContain(reply);
    expect(threadReplies([...list, reply], { ...reader, threadTs: tsAt(60) })).toContain(reply);
  });

  it('hides what was dismissed', () => {
    const dismissed = new Set([`C1 ${tsAt(100)}`]);

    expect(channelTimeline(list, { ...reader, dismissed }).at(-1)?.ts).toBe(tsAt(95));
  });

  it('sums a thread up without its ephemeral replies', () => {
    const whisper = message({ ts: tsAt(121), threadTs: tsAt(60), ephemeralFor: 'U1' });
    const person = message({ ts: tsAt(122), threadTs: tsAt(60), userId: 'U2' });

    expect(replySummaries([...list, whisper, person]).get(tsAt(60))).toEqual({
      count: 3,
      lastTs: tsAt(122),
      repliers: 'UBOT U2',
    });
  });
});
