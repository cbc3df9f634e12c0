import type { AuditEntry, RejectedRecord } from '../../src/domain/checkpoint.ts';
import { type Incident, incidentKey } from '../../src/domain/incident.ts';
import type { IndicatorRecord } from '../../src/domain/indicator.ts';
import type { NewOutboxEntry } from '../../src/domain/outbox.ts';
import type { Changes, Store } from '../../src/ports/store.ts';

export const noon = '2026-03-01T12:00:00.000Z';

export function incidentOf(fields: Partial<Incident> = {}): Incident {
  const { instance = 'acme', externalId = '1' } = fields;
  return {
    key: incidentKey(instance, externalId),
    instance,
    vendor: 'threatmon',
    externalId,
    type: 'Phishing',
    title: `Alarm ${externalId}`,
    description: '',
    severity: 'high',
    severityLabel: 'High',
    status: 'Open',
    closed: false,
    occurredAt: noon,
    assets: [],
    tags: [],
    indicators: [],
    facts: [],
    raw: {},
    routing: { channel: '#soc', mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    revision: 1,
    fingerprint: 'f',
    firstSeenAt: noon,
    changedAt: noon,
    ...fields,
  };
}

export function postOf(key: string, channel = '#soc'): NewOutboxEntry {
  return { kind: 'incident', key, channel, createdAt: noon };
}

export function noticeOf(title: string, channel = '#soc'): NewOutboxEntry {
  return { kind: 'notice', notice: { tone: 'info', title, text: '' }, channel, createdAt: noon };
}

export function indicatorOf(fields: Partial<IndicatorRecord> = {}): IndicatorRecord {
  return {
    kind: 'ip',
    value: '192.0.2.1',
    instance: 'acme',
    feed: 'ioc',
    sources: [],
    tags: [],
    details: [],
    ...fields,
  };
}

export function auditOf(fields: Partial<AuditEntry> = {}): AuditEntry {
  return { at: noon, by: 'U1', action: 'close', args: {}, outcome: 'done', ...fields };
}

export function rejectionOf(id: string): RejectedRecord {
  return { id, reason: 'no id', raw: { title: id } };
}

/** Commits `changes` whatever is known. */
export function commit(store: Store, changes: Changes): Promise<void> {
  return store.transact({ keys: [] }, () => ({ ...changes, result: undefined }));
}
