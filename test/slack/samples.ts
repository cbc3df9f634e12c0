import type { Card, CardAction } from '../../src/domain/card.ts';
import type { Form } from '../../src/pipeline/desk.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Summary } from '../../src/domain/summary.ts';

/** An open incident with a bit of everything. */
export function incidentSample(changes: Partial<Incident> = {}): Incident {
  return {
    key: 'acme-threatmon:1042',
    instance: 'acme-threatmon',
    vendor: 'threatmon',
    externalId: '1042',
    type: 'Stolen Credential',
    title: 'Stolen credentials of acme.example',
    description: 'A stealer log holds logins of employees.',
    severity: 'high',
    severityLabel: 'HIGH',
    status: 'Open',
    closed: false,
    occurredAt: '2026-09-03T10:22:00.000Z',
    assets: ['acme.example'],
    tags: ['stealer'],
    indicators: [
      { kind: 'domain', value: 'evil.example' },
      { kind: 'ip', value: '203.0.113.7' },
    ],
    link: 'https://platform.threatmon.example/alarms/1042',
    facts: [],
    raw: {},
    routing: { channel: '#threat-intel', mention: [], dropped: false, onUpdate: 'update-only', on: {} },
    revision: 1,
    fingerprint: 'f',
    firstSeenAt: '2026-09-03T10:23:00.000Z',
    changedAt: '2026-09-03T10:23:00.000Z',
    ...changes,
  };
}

export function statusAction(label: string, place: CardAction['place'] = 'button'): CardAction {
  return { command: 'threatmon_update_incident_status', label, args: { alarmId: '1042', status: label }, place };
}

export function cardSample(changes: Partial<Card> = {}): Card {
  return {
    source: 'ThreatMon',
    facts: [{ label: 'Malware', value: 'RedLine' }],
    tables: [],
    actions: [
      statusAction('In Progress'),
      statusAction('Resolved'),
      statusAction('False Positive'),
      statusAction('Open', 'menu'),
      statusAction('Ignore', 'menu'),
    ],
    ...changes,
  };
}

export const takedownForm: Form = {
  command: 'threatmon_request_takedown',
  summary: 'Asks for a takedown.',
  arguments: [{ name: 'reason', summary: 'Why', kind: 'long-text', required: true }],
  values: {},
  instances: ['acme-threatmon'],
  instance: 'acme-threatmon',
  key: 'acme-threatmon:1042',
};

/** Twenty-five of a flood, the worst critical. */
export function summarySample(changes: Partial<Summary> = {}): Summary {
  return {
    id: 'poll-1:#threat-intel',
    channel: '#threat-intel',
    createdAt: '2026-09-03T10:23:00.000Z',
    instance: 'acme',
    source: 'ThreatMon',
    single: 15,
    keys: Array.from({ length: 25 }, (_, index) => `acme:${index}`),
    severities: { critical: 3, high: 20, low: 2 },
    types: { 'Stolen Credential': 21, 'Open Port': 4 },
    revision: 1,
    ...changes,
  };
}
