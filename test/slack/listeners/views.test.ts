import { describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../../src/pipeline/desk.ts';
import { type Bench, said, startWithIncident, textsFor } from '../harness.ts';
import { takedownForm as form } from '../samples.ts';

async function openForm(desk: Partial<Desk>): Promise<Bench> {
  const bench = await startWithIncident({ press: async () => ({ kind: 'form', form }), ...desk });
  const { slack, ts } = bench;
  await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Resolved' });
  await expect.poll(() => slack.views('ada')).toHaveLength(1);
  return bench;
}

describe('a form', () => {
  it('goes back with what is wrong with it, by field', async () => {
    const faults = [{ argument: 'reason', message: 'Say why.' }];
    const { slack, counted } = await openForm({ check: () => ({ ok: false, faults }) });

    await slack.submit({ user: 'ada', values: { reason: 'because' } });

    expect(slack.views('ada')[0]?.errors).toEqual({ reason: 'Say why.' });
    expect(counted.acknowledged.map(({ type }) => type)).toEqual(['action', 'view']);
  });

  it('puts a fault of something it does not ask for at its first field', async () => {
    const faults = [{ argument: 'instance', message: 'No such instance.' }];
    const { slack } = await openForm({ check: () => ({ ok: false, faults }) });

    await slack.submit({ user: 'ada', values: { reason: 'because' } });

    expect(slack.views('ada')[0]?.errors).toEqual({ reason: 'No such instance.' });
  });

  it('closes, runs and answers where it was asked for', async () => {
    const check = vi.fn<Desk['check']>(() => ({ ok: true, run: async () => said('Requested') }));
    const bench = await openForm({ check });

    await bench.slack.submit({ user: 'ada', values: { reason: 'phishing' } });

    expect(bench.slack.views('ada')).toEqual([]);
    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['✅ Requested']);
    expect(check.mock.calls[0]?.[0]).toMatchObject({
      command: form.command,
      instance: 'acme-threatmon',
      key: form.key,
      values: { reason: 'phishing' },
    });
  });

  it('closed without being sent is acknowledged', async () => {
    const { slack } = await openForm({});

    await slack.closeView({ user: 'ada' });

    expect(slack.views('ada')).toEqual([]);
  });
});
