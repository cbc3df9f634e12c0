import { describe, expect, it } from 'vitest';
import {
  before,
  durationMs,
  parseDuration,
  parseInstant,
  parseTimestamp,
  resolveInstant,
} from '../../src/domain/time.ts';

describe('a duration', () => {
  it.each([
    ['30 seconds', 30_000],
    ['1 minute', 60_000],
    ['12 hours', 43_200_000],
    ['7 days', 604_800_000],
    ['2 weeks', 1_209_600_000],
  ])('%s is %i ms', (text, ms) => {
    const parsed = parseDuration(text);

    expect(parsed && durationMs(parsed)).toBe(ms);
  });

  it.each(['', '0 days', '-1 day', '5', 'days', '1.5 hours', '5 fortnights', '1 day ago'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('of months keeps the day of the month or takes its last day', () => {
    expect(before(new Date('2026-05-31T10:00:00Z'), { amount: 3, unit: 'month' }).toISOString()).toBe(
      '2026-02-28T10:00:00.000Z',
    );
  });
});

describe('a point in time', () => {
  const now = new Date('2026-08-04T12:00:00Z');

  it.each([
    ['now', '2026-08-04T12:00:00.000Z'],
    ['1 day', '2026-08-03T12:00:00.000Z'],
    ['2026-08-01', '2026-08-01T00:00:00.000Z'],
    ['2026-08-01T10:00:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01 10:00', '2026-08-01T10:00:00.000Z'],
    ['2026-08-01T10:00:00+02:00', '2026-08-01T08:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    const instant = parseInstant(text);

    expect(instant && resolveInstant(instant, now)).toBe(iso);
  });

  it.each(['yesterday', '2026-13-01', '2026-08-01T99:00:00Z', '1722000000'])('%s cannot be read', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});
