import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { incident, routed } from '../support/drafts.ts';

const source = {
  instance: 'acme',
  vendor: 'threatmon',
  title: 'ThreatMon',
  readAt: '2026-08-04T12:00:00.000Z',
  now: '2026-08-04T12:00:01.000Z',
};
const message = { channelId: 'C1', messageTs: '1.1' };

function known(...incidents: readonly Incident[]): ReadonlyMap<string, Incident> {
  return new Map(incidents.map((one) => [one.key, one]));
}

function taken(over: Parameters<typeof routed>[0] = {}): Incident {
  const [first] = ingest([routed(over)], known(), source).incidents;
  if (first === undefined) throw new Error('nothing was taken in');
  return { ...first, message };
}

describe('ingest', () => {
  it('keeps and posts a new draft once, however often the page holds it', () => {
    const result = ingest([routed(), routed()], known(), source);

    expect(result).toMatchObject({ created: 1, unchanged: 1 });
    expect(result.incidents).toHaveLength(1);
    expect(result.enqueue).toEqual([
      { kind: 'incident', key: 'acme:18618001', channel: '#threat-intel', createdAt: source.now },
    ]);
  });

  it('does nothing for a record that the vendor did not change', () => {
    const before = taken();

    const result = ingest([routed()], known(before), source);

    expect(result).toMatchObject({ incidents: [], enqueue: [], unchanged: 1 });
  });

  it('edits the message and says in the thread what the vendor changed', () => {
    const before = taken();

    const result = ingest([routed({ status: 'Resolved', closed: true })], known(before), source);

    expect(result.incidents).toEqual([
      expect.objectContaining({ revision: 2, closed: true, closedAt: source.now, message }),
    ]);
    expect(result.enqueue.map(({ kind }) => kind)).toEqual(['incident', 'thread']);
    expect(result.enqueue[1]).toMatchObject({
      line: { text: 'ThreatMon changed this', changes: [{ label: 'Status', from: 'Open', to: 'Resolved' }] },
    });
  });

  it.each([
    ['got worse', { severity: 'low', severityLabel: 'Low' }, { severity: 'critical', severityLabel: 'Critical' }],
    ['was reopened', { status: 'Resolved', closed: true }, { status: 'Open', closed: false }],
  ] as const)('shows the line in the channel as well where the incident %s', (_, first, second) => {
    const before = taken({ ...first, raw: { state: 1 } });

    const result = ingest([routed({ ...second, raw: { state: 2 } })], known(before), source);

    expect(result.enqueue).toContainEqual(
      expect.objectContaining({ line: expect.objectContaining({ broadcast: true }) }),
    );
  });

  it('keeps a person’s status against a page that was asked for before it was set', () => {
    const patched = incident({ status: 'Resolved', closed: true, patchedAt: '2026-08-04T12:00:00.500Z', message });

    const result = ingest([routed({ raw: { some: 'change' } })], known(patched), source);

    expect(result.incidents).toEqual([expect.objectContaining({ status: 'Resolved', closed: true })]);
    expect(result.enqueue).toEqual([]);
  });

  it('takes a page that it overruled in when it is read again: the vendor changed after the person did', () => {
    const patched = incident({ status: 'Resolved', closed: true, patchedAt: '2026-08-04T12:00:00.500Z', message });
    const drafts = [routed({ raw: { some: 'change' } })];
    const overruled = ingest(drafts, known(patched), source).incidents;

    const again = ingest(drafts, known(...overruled), { ...source, readAt: '2026-08-04T12:01:00.000Z' });

    expect(again.incidents).toEqual([expect.objectContaining({ status: 'Open', closed: false })]);
  });

  it('stores a change that no person would notice without touching the message', () => {
    const before = taken();

    const result = ingest([routed({ raw: { alarmCode: '18618001', internal: 2 } })], known(before), source);

    expect(result).toMatchObject({ unchanged: 1, enqueue: [] });
    expect(result.incidents).toEqual([expect.objectContaining({ revision: 1 })]);
  });

  it('edits the message without a line where only a table or the indicators changed', () => {
    const before = taken();
    const indicators = [{ kind: 'ip', value: '192.0.2.1' } as const];

    const result = ingest([routed({ indicators, raw: { alarmCode: '18618001', more: 1 } })], known(before), source);

    expect(result.incidents).toEqual([expect.objectContaining({ revision: 2 })]);
    expect(result.enqueue.map(({ kind }) => kind)).toEqual(['incident']);
  });

  it('posts nothing of what a rule drops, and posts it when it is dropped no more', () => {
    const routing = { channel: '#x', mention: [], dropped: true, onUpdate: 'update-only', on: {} } as const;
    const dropped = ingest([routed({ routing })], known(), source);
    const [before] = dropped.incidents;
    const worse = routed({ severity: 'critical', severityLabel: 'Critical', raw: { now: 'worse' } });

    const after = ingest([worse], known(...(before === undefined ? [] : [before])), source);

    expect(dropped).toMatchObject({ created: 1, enqueue: [] });
    expect(after.enqueue.map(({ kind }) => kind)).toEqual(['incident']);
  });

  it.each([
    ['update-only', ['incident', 'thread'], message],
    ['recreate-closed', ['incident', 'retire'], undefined],
    ['ignore', [], message],
  ] as const)('treats an update of a closed incident as %s says', (onUpdate, kinds, kept) => {
    const routing = { channel: '#x', mention: [], dropped: false, onUpdate, on: {} };
    const before = taken({ closed: true, status: 'Resolved', raw: { state: 1 } });

    const result = ingest(
      [routed({ closed: true, status: 'Ignore', raw: { state: 2 }, routing })],
      known(before),
      source,
    );

    expect(result.enqueue.map(({ kind }) => kind)).toEqual(kinds);
    expect(result.incidents[0]?.message).toEqual(kept);
  });

  it('does not move the date of a record that was read without one', () => {
    const before = taken({ occurredAt: '2026-08-04T11:59:00.000Z' });

    const later = routed({ occurredAt: '2026-08-05T00:00:00.000Z', status: 'In Progress', raw: { state: 2 } });
    const result = ingest([later], known(before), { ...source, now: '2026-08-05T00:00:01.000Z' });

    expect(result.incidents[0]?.occurredAt).toBe('2026-08-04T11:59:00.000Z');
  });

  it('puts a playbook’s commands beside the incident, filled and quoted', () => {
    const on = { new: [`threatmon_update_incident_status alarmId={{externalId}} status='In Progress' note={{title}}`] };
    const routing = { channel: '#x', mention: [], dropped: false, onUpdate: 'update-only', on } as const;

    const result = ingest([routed({ routing, title: 'x" status="Resolved' })], known(), source);

    expect(result.enqueue[1]).toMatchObject({
      kind: 'command',
      channel: 'playbook:acme',
      commandLine: String.raw`threatmon_update_incident_status alarmId=18618001 status="In Progress" note="x\" status=\"Resolved"`,
    });
  });
});
