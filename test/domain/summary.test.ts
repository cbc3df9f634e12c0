import { describe, expect, it } from 'vitest';
import type { FloodMark } from '../../src/domain/outbox.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { joinSummary, type Summary } from '../../src/domain/summary.ts';

const empty: Summary = {
  id: 'p1:#soc',
  channel: '#soc',
  createdAt: '2026-08-04T12:00:00.000Z',
  instance: 'acme',
  source: 'ThreatMon',
  single: 15,
  keys: [],
  severities: {},
  types: {},
  revision: 0,
};

function joining(key: string, severity: Severity, over: Partial<FloodMark> = {}) {
  const flood = {
    poll: 'p1',
    burst: 15,
    instance: 'acme',
    severity,
    type: 'Phishing',
    occurredAt: '2026-08-04T10:00Z',
  };
  return { key, flood: { ...flood, ...over } };
}

describe('a summary', () => {
  it('lists the worst first, whatever joined when, and the newest first of what joined at once', () => {
    const first = joinSummary(empty, [
      joining('low', 'low'),
      joining('old', 'high', { occurredAt: '2026-08-04T09:00Z' }),
      joining('new', 'high', { occurredAt: '2026-08-04T11:00Z' }),
    ]);

    const second = joinSummary(first, [
      joining('unknown', 'unknown'),
      joining('late', 'high'),
      joining('top', 'critical'),
    ]);

    expect(first.keys).toEqual(['new', 'old', 'low']);
    expect(second.keys).toEqual(['top', 'new', 'old', 'late', 'low', 'unknown']);
    expect(second.severities).toEqual({ critical: 1, high: 3, low: 1, unknown: 1 });
  });

  it('is another one with each commit that adds to it, and the same where nothing joins', () => {
    const grown = joinSummary(empty, [joining('a', 'high')]);

    expect([grown.revision, joinSummary(grown, []).revision]).toEqual([1, 1]);
  });

  it('counts types, also one that is called like a part of every object', () => {
    const { types } = joinSummary(empty, [
      joining('a', 'high', { type: '__proto__' }),
      joining('b', 'high', { type: '__proto__' }),
      joining('c', 'low', { type: 'constructor' }),
    ]);

    expect(Object.entries(types)).toEqual([
      ['__proto__', 2],
      ['constructor', 1],
    ]);
  });

  it('tells apart a hundred types at most, however many a vendor makes up', () => {
    const many = Array.from({ length: 300 }, (_, index) => joining(`k${index}`, 'low', { type: `type ${index}` }));

    const summary = joinSummary(joinSummary(empty, many), [joining('again', 'low', { type: 'type 5' })]);

    expect(Object.keys(summary.types)).toHaveLength(100);
    expect(summary.types['type 5']).toBe(2);
    expect(summary.keys).toHaveLength(301);
  });
});
