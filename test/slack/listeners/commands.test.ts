import { describe, expect, it, vi } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Desk, Reply } from '../../../src/pipeline/desk.ts';
import { gate, said, startApp, textsFor } from '../harness.ts';
import { takedownForm as form } from '../samples.ts';

describe('a slash command', () => {
  it('is acknowledged at once and answered to the person alone', async () => {
    const line = vi.fn<Desk['line']>(async () => said('All well'));
    const bench = await startApp({ desk: { line } });

    const delivery = await bench.slack.slash({
      user: 'ada',
      channel: 'threat-intel',
      command: '/threat',
      text: 'lookup “evil.example”',
    });

    expect(delivery.acknowledged).toBe(true);
    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ All well']);
    const { id: userId, teamId } = bench.slack.user('ada');
    const interaction = expect.objectContaining({ kind: 'line' }) as unknown;
    expect(line).toHaveBeenCalledWith('lookup "evil.example"', { kind: 'slack', userId, teamId }, interaction);
    expect(bench.slack.messages('threat-intel')).toEqual([]);
    expect(bench.counted.acknowledged).toMatchObject([{ type: 'command', seconds: expect.any(Number) }]);
  });

  it('is answered to the channel where the answer is shared', async () => {
    const reply: Reply = { kind: 'answer', answer: answer('info', 'For all'), shared: true };
    const { slack } = await startApp({ desk: { line: async () => reply } });

    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help public' });

    await expect.poll(() => slack.messages('threat-intel').map(({ text }) => text)).toEqual(['ℹ️ For all']);
  });

  it('says that work is under way where it takes longer, and then answers', async () => {
    const work = gate();
    const bench = await startApp({
      desk: {
        line: async () => {
          await work.opened;
          return said('Finished');
        },
      },
    });

    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'test' });
    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['Working on it… The answer follows.']);
    work.open();

    await expect.poll(() => textsFor(bench, 'ada').at(-1)).toBe('✅ Finished');
  });

  it('opens the form that the desk asks for', async () => {
    const { slack } = await startApp({ desk: { line: async () => ({ kind: 'form', form }) } });

    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: form.command });

    await expect.poll(() => slack.views('ada')).toHaveLength(1);
  });

  it('tells the person where a form cannot be opened any more', async () => {
    const bench = await startApp({ desk: { line: async () => ({ kind: 'form', form }) } });
    bench.slack.failNext('views.open', { kind: 'error', error: 'expired_trigger_id' });

    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: form.command });

    await expect
      .poll(() => textsFor(bench, 'ada'))
      .toEqual(['The form could not be opened (expired_trigger_id). Please try again.']);
  });

  it('runs once where Slack delivers it twice', async () => {
    const line = vi.fn<Desk['line']>(async () => said('Once'));
    const bench = await startApp({ desk: { line } });
    bench.slack.duplicateEnvelopes(1);

    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'test' });
    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help' });

    await expect.poll(() => textsFor(bench, 'ada')).toHaveLength(2);
    expect(line).toHaveBeenCalledTimes(2);
  });

  it('is answered otherwise where its response_url does not take the answer', async () => {
    const bench = await startApp({ desk: { line: async () => said('By another way') } });
    bench.slack.failNext('response_url', { kind: 'status', status: 404 });

    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ By another way']);
    expect(bench.slack.calls('chat.postEphemeral')).toHaveLength(1);
  });

  it('that breaks inside is answered with a reference that the log has too', async () => {
    const bench = await startApp({
      desk: {
        line: async () => {
          throw new Error('broken');
        },
      },
    });

    await bench.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'help' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual([expect.stringMatching(/reference: [0-9a-f]{8}/)]);
    const logged = bench.lines.find(({ message }) => message === 'a slack listener failed');
    expect(textsFor(bench, 'ada')[0]).toContain(String(logged?.data['reference']));
  });

  it('gives files to the person in a direct message, not to everybody in the channel', async () => {
    const files = [{ name: 'report.csv', type: 'text/csv', bytes: new TextEncoder().encode('a,b\n') }];
    const reply: Reply = { kind: 'answer', answer: answer('ok', 'Report'), shared: false, files };
    const { slack } = await startApp({ desk: { line: async () => reply } });

    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'report' });

    await expect.poll(() => slack.calls('files.completeUploadExternal')).toHaveLength(1);
    expect(slack.calls('files.completeUploadExternal')[0]?.args['channel_id']).toMatch(/^D/);
    expect(slack.messages('threat-intel')).toEqual([]);
  });

  it('uploads the bytes of a file as they are', async () => {
    const bytes = Uint8Array.from([0, 255, 1, 128]);
    const reply: Reply = {
      kind: 'answer',
      answer: answer('ok', 'Evidence'),
      shared: true,
      files: [{ name: 'evidence.bin', type: 'application/octet-stream', bytes }],
    };
    const { slack } = await startApp({ desk: { line: async () => reply } });

    await slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text: 'evidence public' });

    await expect.poll(() => slack.messages('threat-intel').flatMap((message) => message.files)).toHaveLength(1);
    const [file] = slack.messages('threat-intel').flatMap((message) => message.files);
    expect(Uint8Array.from(file?.bytes ?? [])).toEqual(bytes);
  });
});
