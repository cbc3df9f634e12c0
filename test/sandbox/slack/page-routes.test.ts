import { describe, expect, it, onTestFinished } from 'vitest';

import type { PageAction, PageEvent } from '../../../src/sandbox/slack/page-api.ts';
import type { SlackSandbox } from '../../../src/sandbox/slack/sandbox.ts';
import { connect } from './bare-app.ts';
import { button, call, modal, openWorkspace, post, textField } from './workplace.ts';

/** What the page hears, from the moment it opens. */
async function openPage(slack: SlackSandbox): Promise<PageEvent[]> {
  const events: PageEvent[] = [];
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(new URL('/sandbox/events', slack.pageUrl), { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const read = async (): Promise<void> => {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) return;
    const parts = `${rest}${value}`.split('\n\n');
    rest = parts.pop() ?? '';
    events.push(
      ...parts.filter((part) => part.startsWith('data: ')).map((part) => JSON.parse(part.slice(6)) as PageEvent),
    );
    await read();
  };
  read().catch(() => undefined);
  await expect.poll(() => events.length).toBeGreaterThan(0);
  return events;
}

async function act(slack: SlackSandbox, action: PageAction): Promise<unknown> {
  const response = await fetch(new URL('/sandbox/actions', slack.pageUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  return await response.json();
}

describe('the page’s events', () => {
  it('begin with the whole state', async () => {
    const slack = await openWorkspace();
    await post(slack, { text: 'before' });

    const [first] = await openPage(slack);

    expect(first).toMatchObject({
      type: 'state',
      state: {
        you: slack.user('ada').id,
        botUserId: slack.botUserId,
        connected: false,
        channels: expect.arrayContaining([expect.objectContaining({ name: 'soc', kind: 'private' })]),
        messages: [{ text: 'before', edited: false, replyCount: 0 }],
        commands: [{ command: '/threat', usageHint: 'help' }],
        messageShortcuts: [{ callbackId: 'picket_lookup' }],
      },
    });
  });

  it('tell of messages, replies, edits and deletions', async () => {
    const slack = await openWorkspace();
    const events = await openPage(slack);
    const channel = slack.channel('threat-intel').id;

    const ts = await post(slack);
    await post(slack, { thread_ts: ts, text: 'reply' });
    await call(slack, 'chat.update', { channel, ts, text: 'edited' });
    const lone = await post(slack);
    await call(slack, 'chat.delete', { channel, ts: lone });

    await expect.poll(() => events.at(-1)).toEqual({ type: 'deleted', channelId: channel, ts: lone });
    const messages = events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
    expect(messages).toMatchObject([
      { ts, replyCount: 0 },
      { text: 'reply', threadTs: ts },
      { ts, replyCount: 1 },
      { ts, text: 'edited', edited: true, replyCount: 1 },
      { ts: lone },
    ]);
  });
});

describe('the page’s actions', () => {
  it('type, press, fill and send', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const events = await openPage(slack);
    const [userId, channelId] = [slack.user('ada').id, slack.channel('threat-intel').id];
    const ts = await post(slack, { blocks: [{ type: 'actions', block_id: 'row', elements: [button('go', 'Go')] }] });

    const pressed = await act(slack, {
      type: 'press',
      userId,
      place: { channelId, messageTs: ts },
      blockId: 'row',
      actionId: 'go',
      value: { type: 'button', value: 'forged' },
    });
    const trigger = app.envelopes().at(-1)?.payload;
    await call(slack, 'views.open', { trigger_id: trigger?.['trigger_id'], view: modal([textField('why')]) });
    const [view] = slack.views('ada');
    const state = { why: { text: { type: 'plain_text_input', value: 'because' } } };
    const sent = await act(slack, { type: 'submit', userId, viewId: view?.id ?? '', state });

    expect([pressed, sent]).toEqual([{ ok: true }, { ok: true }]);
    expect(trigger).toMatchObject({ actions: [{ action_id: 'go', value: 'go-value' }] });
    expect(app.envelopes().at(-1)?.payload).toMatchObject({ view: { state: { values: state } } });
    const stacks = () => events.flatMap((event) => (event.type === 'views' ? [event.views.length] : []));
    await expect.poll(stacks).toEqual([1, 1, 1, 0]);
  });

  it('say, run commands and open the home tab', async () => {
    const slack = await openWorkspace();
    const app = await connect(slack);
    const [userId, channelId] = [slack.user('lin').id, slack.channel('random').id];

    await act(slack, { type: 'say', userId, channelId, text: 'hello' });
    await act(slack, { type: 'command', userId, channelId, command: '/threat', text: 'help' });
    await act(slack, { type: 'openHome', userId, tab: 'home' });

    expect(slack.messages('random')).toMatchObject([{ text: 'hello', userId }]);
    expect(app.envelopes().map(({ type }) => type)).toEqual(['slash_commands', 'events_api']);
  });

  it('are answered with the reason where they cannot be done', async () => {
    const slack = await openWorkspace();
    const [userId, channelId] = [slack.user('lin').id, slack.channel('random').id];

    expect(await act(slack, { type: 'command', userId, channelId, command: '/other', text: '' })).toEqual({
      ok: false,
      error: '/other is not a valid command',
    });
  });

  it('are refused as a form, which any web page could send', async () => {
    const slack = await openWorkspace();

    const response = await fetch(new URL('/sandbox/actions', slack.pageUrl), { method: 'POST', body: '{}' });

    expect(response.status).toBe(415);
  });
});

describe('the rest of the port', () => {
  it('shows the vendors and serves the page', async () => {
    const panel = { name: 'threatmon', title: 'ThreatMon', records: [], requests: [] };
    const slack = await openWorkspace({
      vendors: () => [panel],
      page: (request, response) => {
        if (request.url !== '/') return false;
        response.end('the page');
        return true;
      },
    });
    const get = async (path: string) => await fetch(new URL(path, slack.pageUrl));

    expect(await (await get('/sandbox/vendors')).json()).toEqual([panel]);
    expect(await (await get('/')).text()).toBe('the page');
    expect((await get('/elsewhere')).status).toBe(404);
  });

  it('keeps files behind the bot’s token, and never lets a browser run them', async () => {
    const slack = await openWorkspace();
    const announced = await call(slack, 'files.getUploadURLExternal', { filename: 'a.html', length: 4 });
    const url = String(announced.body['upload_url']);
    const short = await fetch(url, { method: 'POST', body: 'abc' });
    await fetch(url, { method: 'POST', body: 'abcd' });
    const files = [{ id: announced.body['file_id'] }];
    const { body } = await call(slack, 'files.completeUploadExternal', {
      files,
      channel_id: slack.channel('threat-intel').id,
    });
    await expect.poll(() => slack.messages('threat-intel')).toHaveLength(1);

    const [file] = body['files'] as { url_private: string }[];
    const refused = await fetch(file?.url_private ?? '', { redirect: 'manual' });
    const shown = await fetch(new URL(slack.messages('threat-intel')[0]?.files[0]?.url ?? '', slack.pageUrl));

    expect([short.status, refused.status, shown.status]).toEqual([400, 302, 200]);
    expect(shown.headers.get('content-disposition')).toContain('attachment');
  });
});
