import type { AuditEntry, RejectedRecord } from '../../src/domain/checkpoint.ts';
import type { Claim } from '../../src/domain/claim.ts';
import { type Incident, incidentKey } from '../../src/domain/incident.ts';
import type { IndicatorRecord } from '../../src/domain/indicator.ts';
import type { FloodMark, NewOutboxEntry } from '../../src/domain/outbox.ts';
import type { Summary } from '../../src/domain/summary.ts';
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

export function floodMarkOf(poll: string): FloodMark {
  return { poll, burst: 15, instance: 'acme', severity: 'high', type: 'Phishing', occurredAt: noon };
}

/** A new incident's entry, marked with its poll. */
export function newPostOf(key: string, poll: string, channel = '#soc'): NewOutboxEntry {
  return { kind: 'incident', key, flood: floodMarkOf(poll), channel, createdAt: noon };
}

export function claimOf(fields: Partial<Claim> = {}): Claim {
  return { id: 'c1', state: 'running', by: 'U1', at: noon, expiresAt: '2026-03-02T12:00:00.000Z', ...fields };
}

export function summaryOf(fields: Partial<Summary> = {}): Summary {
  return {
    id: 's1',
    channel: '#soc',
    createdAt: noon,
    instance: 'acme',
    source: 'ThreatMon',
    single: 15,
    keys: ['acme:1', 'acme:2'],
    severities: { high: 2 },
    types: { Phishing: 2 },
    revision: 1,
    ...fields,
  };
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
