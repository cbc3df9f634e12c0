import { describe, expect, it, vi } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Desk, Reply } from '../../../src/pipeline/desk.ts';
import { begun, gate, said, startApp, startWithIncident, textsFor } from '../harness.ts';
import { cardSample, incidentSample } from '../samples.ts';

describe('a press on an incident', () => {
  it('reaches the desk with its command, its arguments and its incident', async () => {
    const press = vi.fn<Desk['press']>(async () => ({ kind: 'done' }));
    const bench = await startWithIncident({ press });
    const { slack, ts } = bench;

    const delivery = await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Resolved' });

    expect(delivery.acknowledged).toBe(true);
    await expect.poll(() => press.mock.calls).toHaveLength(1);
    expect(press.mock.calls[0]?.[0]).toMatchObject({
      actor: { kind: 'slack', userId: slack.user('ada').id },
      key: 'acme-threatmon:1042',
      message: { channelId: slack.channel('threat-intel').id, messageTs: ts },
      command: 'threatmon_update_incident_status',
      args: { alarmId: '1042', status: 'Resolved' },
      form: false,
    });
    expect(textsFor(bench, 'ada')).toEqual([]);
    expect(bench.counted.acknowledged).toMatchObject([{ type: 'action' }]);
  });

  it('on an entry of the menu does the same', async () => {
    const press = vi.fn<Desk['press']>(async () => ({ kind: 'done' }));
    const { slack, ts } = await startWithIncident({ press });

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Ignore' });

    await expect
      .poll(() => press.mock.calls[0]?.[0])
      .toMatchObject({
        command: 'threatmon_update_incident_status',
        args: { status: 'Ignore' },
      });
  });

  it('by somebody of another company says whose person it is', async () => {
    const press = vi.fn<Desk['press']>(async () => ({ kind: 'done' }));
    const { slack, ts } = await startWithIncident({ press });

    await slack.press({ user: 'partner', channel: 'threat-intel', ts, find: 'Resolved' });

    await expect.poll(() => press.mock.calls[0]?.[0].actor).toMatchObject({ teamId: 'T0OTHERCO' });
  });

  it('that fails tells the person alone and leaves the message as it is', async () => {
    const refusal: Reply = { kind: 'answer', answer: answer('error', 'ThreatMon did not answer'), shared: false };
    const bench = await startWithIncident({ press: async () => refusal });
    const before = bench.slack.messages('threat-intel');

    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts: bench.ts, find: 'Resolved' });

    await expect.poll(() => textsFor(bench, 'ada')).toEqual(['❌ ThreatMon did not answer']);
    expect(bench.slack.messages('threat-intel')).toEqual(before);
  });

  it('that takes longer never replaces the incident by what is said meanwhile', async () => {
    const work = gate();
    const bench = await startWithIncident({
      press: async () => {
        await work.opened;
        return said('Late');
      },
    });

    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts: bench.ts, find: 'Resolved' });
    await expect.poll(() => textsFor(bench, 'ada')).toHaveLength(1);
    work.open();

    await expect.poll(() => textsFor(bench, 'ada')).toHaveLength(2);
    expect(bench.slack.messages('threat-intel')[0]?.blocks[0]?.type).toBe('header');
  });

  it('twice before the first is done runs once', async () => {
    const work = gate();
    const press = vi.fn<Desk['press']>(async () => {
      await work.opened;
      return { kind: 'done' };
    });
    const { slack, ts } = await startWithIncident({ press });

    await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Resolved' });
    const second = await slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Resolved' });
    work.open();

    expect(second.acknowledged).toBe(true);
    expect(press).toHaveBeenCalledTimes(1);
  });

  it('reveals what is masked through the desk', async () => {
    const reveal = vi.fn<Desk['reveal']>(async () => {
      const facts = [{ label: 'Password', value: 'hunter2' }];
      return { kind: 'answer', answer: answer('info', 'Masked values', { kind: 'revealed', facts }), shared: false };
    });
    const bench = await startApp({ desk: { reveal } });
    const incident = incidentSample();
    const card = cardSample({ facts: [{ label: 'Password', value: 'hunter2' }] });
    const { messageTs: ts } = await bench.app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts, find: 'Reveal' });

    await expect.poll(() => JSON.stringify(bench.slack.ephemerals('ada')[0]?.blocks)).toContain('hunter2');
    expect(JSON.stringify(bench.slack.messages('threat-intel'))).not.toContain('hunter2');
    expect(reveal).toHaveBeenCalledWith(
      { key: incident.key, message: { channelId: bench.slack.channel('threat-intel').id, messageTs: ts } },
      expect.objectContaining({ kind: 'slack' }),
      expect.objectContaining({ kind: 'press' }),
    );
  });
});
