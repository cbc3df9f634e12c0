import type { Incident } from '../src/domain/incident.ts';

/** An incident of about 1 KB as JSON, as ThreatMon's are. */
export function sampleIncident(instance: string, number: number): Incident {
  const externalId = String(100_000 + number);
  const occurredAt = new Date(Date.UTC(2026, 0, 1) + number * 61_000).toISOString();
  const raw = { alarmCode: 100_000 + number, title: 'Stolen credential', status: 'Open', severity: 'High' };
  return {
    key: `${instance}:${externalId}`,
    instance,
    vendor: 'threatmon',
    externalId,
    type: 'Stolen Credential',
    title: `Stolen credential of user${number}@example.com`,
    description: 'A credential of an employee was found in a stealer log that was offered on a forum.',
    severity: number % 5 === 0 ? 'critical' : 'high',
    severityLabel: 'High',
    status: number % 3 === 0 ? 'Resolved' : 'Open',
    closed: number % 3 === 0,
    occurredAt,
    assets: ['example.com'],
    tags: ['stealer'],
    indicators: [
      { kind: 'email', value: `user${number}@example.com` },
      { kind: 'ip', value: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}` },
    ],
    facts: [{ label: 'Source', value: 'Stealer log' }],
    raw: { ...raw, discovered: occurredAt, details: 'x'.repeat(60) },
    routing: { channel: '#bench', mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    revision: 1,
    fingerprint: `${externalId}-0123456789abcdef0123456789abcdef`,
    firstSeenAt: occurredAt,
    changedAt: occurredAt,
  };
}
