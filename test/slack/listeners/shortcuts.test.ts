import { describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../../src/pipeline/desk.ts';
import { said, startApp, textsFor } from '../harness.ts';

describe('the message shortcut', () => {
  it('hands all that a message says to the desk', async () => {
    const lookup = vi.fn<Desk['lookup']>(async () => said('Found'));
    const bench = await startApp({ desk: { lookup } });
    const { message } = await bench.slack.say({ user: 'lin', channel: 'threat-intel', text: 'seen evil.example' });

    await bench.slack.messageShortcut({
      user: 'ada',
      channel: 'threat-intel',
      ts: message.ts,
      callbackId: 'picket_lookup',
    });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ Found']);
    expect(lookup.mock.calls[0]?.[0]).toContain('seen evil.example');
  });
});
