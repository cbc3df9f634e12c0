import { describe, expect, it } from 'vitest';

import { connect } from './bare-app.ts';
import { button, openWorkspace, post, section } from './workplace.ts';

/** A button that was pressed, and how to answer it. */
async function pressed() {
  const slack = await openWorkspace({ rateLimits: false });
  const app = await connect(slack);
  const ts = await post(slack, { text: 'old', blocks: [{ type: 'actions', elements: [button('go', 'Go')] }] });
  await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Go' });
  const url = String(app.envelopes().at(-1)?.payload?.['response_url']);
  const answer = async (body: object) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  return { slack, ts, answer };
}

describe('a response_url', () => {
  it('answers to the person alone unless told otherwise', async () => {
    const { slack, answer, ts } = await pressed();

    await answer({ text: 'for you' });
    await answer({ text: 'for all', response_type: 'in_channel', thread_ts: ts });

    expect(slack.ephemerals('ada')).toMatchObject([{ text: 'for you' }]);
    expect(slack.thread('threat-intel', ts)).toMatchObject([{ text: 'for all' }]);
  });

  it('replaces and deletes the message that was acted on', async () => {
    const { slack, ts, answer } = await pressed();

    await answer({ text: 'new', replace_original: true });
    const replaced = slack.message('threat-intel', ts);
    await answer({ delete_original: true });

    expect(replaced).toMatchObject({ text: 'new', blocks: [] });
    expect(slack.message('threat-intel', ts)).toBeUndefined();
  });

  it('works five times', async () => {
    const { answer } = await pressed();

    const statuses = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await answer({ text: 'again' })).status);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });

  it('refuses wrong blocks with ok: false', async () => {
    const { answer } = await pressed();

    expect(await answer({ text: 'a', blocks: [section('')] })).toEqual({
      status: 200,
      body: { ok: false, error: 'invalid_blocks' },
    });
  });

  it('ends after thirty minutes', async () => {
    let now = Date.now();
    const slack = await openWorkspace({ now: () => now });
    const app = await connect(slack);
    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat' });
    now += 30 * 60_000 + 1;

    const response = await fetch(String(app.envelopes().at(-1)?.payload?.['response_url']), {
      method: 'POST',
      body: '{"text":"late"}',
    });

    expect([response.status, await response.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });
});
