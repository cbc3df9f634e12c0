import { describe, expect, it } from 'vitest';
import { dayName, formatSlackDate, timeAgo } from '../../../../src/sandbox/page/text/dates.ts';

const frame = { now: new Date('2026-11-21T12:00:00Z'), timeZone: 'UTC' };
const unix = Date.parse('2026-11-21T09:05:07Z') / 1000;

describe('Slack dates', () => {
  it.each([
    ['{date_num}', '2026-11-21'],
    ['{date}', 'November 21st, 2026'],
    ['{date_short}', 'Nov 21, 2026'],
    ['{date_long}', 'Saturday, November 21st, 2026'],
    ['{date_pretty}', 'today'],
    ['{date_short_pretty} at {time}', 'today at 9:05 AM'],
    ['{time_secs}', '9:05:07 AM'],
    ['{ago}', '3 hours ago'],
    ['{constructor} {nothing}', '{constructor} {nothing}'],
  ])('fills %s', (format, shown) => {
    expect(formatSlackDate(unix, format, frame)).toBe(shown);
  });

  it('shows the day where the reader is', () => {
    expect(formatSlackDate(unix, '{date_num}', { ...frame, timeZone: 'Pacific/Kiritimati' })).toBe('2026-11-21');
    expect(formatSlackDate(unix, '{date_num}', { ...frame, timeZone: 'Pacific/Pago_Pago' })).toBe('2026-11-20');
  });

  it.each([
    ['2026-11-21T00:00:00Z', 'Today'],
    ['2026-11-20T23:59:59Z', 'Yesterday'],
    ['2026-11-13T12:00:00Z', 'Friday, November 13th'],
    ['2026-11-02T12:00:00Z', 'Monday, November 2nd'],
  ])('names the day of %s', (at, name) => {
    expect(dayName(new Date(at), frame)).toBe(name);
  });

  it.each([
    [10, 'just now'],
    [300, '5 minutes ago'],
    [86_400, 'yesterday'],
    [-7200, 'in 2 hours'],
  ])('calls %i seconds before now %s', (seconds, words) => {
    expect(timeAgo(new Date(frame.now.getTime() - seconds * 1000), frame.now)).toBe(words);
  });
});
