import { incidentKey } from '../../src/domain/incident.ts';
import type { Draft, Incident, RoutedDraft } from '../../src/domain/incident.ts';

export function draft(over: Partial<Draft> = {}): Draft {
  const externalId = over.externalId ?? '18618001';
  return {
    externalId,
    type: 'Phishing Domain Detected',
    title: 'Phishing Domain Detected',
    description: 'Look-alike domain login-acme.example.',
    severity: 'high',
    severityLabel: 'High',
    status: 'Open',
    closed: false,
    occurredAt: '2026-08-03T06:12:44.000Z',
    assets: [],
    tags: [],
    indicators: [{ kind: 'domain', value: 'login-acme.example' }],
    facts: [],
    raw: { alarmCode: externalId, status: over.status ?? 'Open', title: over.title ?? 'Phishing Domain Detected' },
    ...over,
  };
}

export function routed(over: Partial<RoutedDraft> = {}): RoutedDraft {
  return {
    ...draft(over),
    routing: { channel: '#threat-intel', mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    ...(over.routing !== undefined && { routing: over.routing }),
  };
}

export function incident(over: Partial<Incident> = {}): Incident {
  const base = routed(over);
  const instance = over.instance ?? 'acme';
  return {
    ...base,
    key: incidentKey(instance, base.externalId),
    instance,
    vendor: 'threatmon',
    revision: 1,
    fingerprint: 'before',
    firstSeenAt: '2026-08-03T07:00:00.000Z',
    changedAt: '2026-08-03T07:00:00.000Z',
    ...over,
  };
}
