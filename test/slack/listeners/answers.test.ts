import { describe, expect, it, vi } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Desk, Reply } from '../../../src/pipeline/desk.ts';
import { type Bench, said, startApp, textsFor } from '../harness.ts';

describe('a press on an answer', () => {
  it('runs the chosen line', async () => {
    const choices = [{ label: 'acme', commandLine: 'fetch acme' }];
    const line = vi
      .fn<Desk['line']>(async () => said('Fetched'))
      .mockResolvedValueOnce({
        kind: 'answer',
        answer: answer('info', 'Which?', { kind: 'choices', choices }),
        shared: false,
      });
    const bench = await startApp({ desk: { line } });
    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'fetch' });
    await expect.poll(() => bench.slack.ephemerals('ada')).toHaveLength(1);

    const ts = bench.slack.ephemerals('ada')[0]?.ts ?? '';
    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'acme' });

    await expect.poll(() => textsFor(bench, 'ada')).toContain('✅ Fetched');
    expect(line).toHaveBeenLastCalledWith('fetch acme', expect.anything(), expect.objectContaining({ kind: 'press' }));
  });

  it('turns its page in place', async () => {
    const items = Array.from({ length: 200 }, (_, index) => `item ${index}`);
    const long: Reply = {
      kind: 'answer',
      answer: answer('info', 'Long', {
        kind: 'list',
        items: [...items, 'x'.repeat(9000)].map((text) => text.repeat(8)),
      }),
      shared: false,
    };
    const bench = await startApp({ desk: { line: async () => long } });
    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'incidents' });
    await expect.poll(() => JSON.stringify(bench.slack.ephemerals('ada'))).toContain('Page 1 of');

    const ts = bench.slack.ephemerals('ada')[0]?.ts ?? '';
    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Next →' });

    await expect.poll(() => JSON.stringify(bench.slack.ephemerals('ada'))).toContain('Page 2 of');
    expect(bench.slack.ephemerals('ada')).toHaveLength(1);
  });

  it.each([
    ['picket_page:next', 'forgotten:1', 'This answer has expired; run it again.'],
    ['picket_page:next', 'garbage', 'This button is from an older version of Picket.'],
    ['picket_gone', 'x', 'This button is from an older version of Picket.'],
    ['threatmon_update_incident_status:old', 'not json', 'This button is from an older version of Picket.'],
  ])('of another version (%s, %s) is acknowledged and answered', async (actionId, value, text) => {
    const bench = await startApp();
    const ts = await postButton(bench, actionId, value);

    const delivery = await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Old' });

    expect(delivery.acknowledged).toBe(true);
    await expect.poll(() => textsFor(bench, 'ada')[0]).toContain(text);
  });
});

async function postButton({ slack }: Bench, actionId: string, value: string): Promise<string> {
  const button = { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text: 'Old' } };
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({
      channel: slack.channel('threat-intel').id,
      text: 'x',
      blocks: [{ type: 'actions', elements: [button] }],
    }),
  });
  return ((await response.json()) as { ts: string }).ts;
}
