/** `<number> <unit>`, as people write it: `30 seconds`, `1 minute`, `12 hours`, `7 days`, `3 months`. */
export interface Duration {
  readonly amount: number;
  readonly unit: Unit;
}

const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
type Unit = keyof typeof unitMs | 'month' | 'year';

/** Reads a duration. Absent where the text is none, is not above zero, or is not a whole number. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^\s*(\d{1,9})\s*(second|minute|hour|day|week|month|year)s?\s*$/i.exec(text);
  const amount = Number(match?.[1]);
  const unit = match?.[2]?.toLowerCase() as Unit | undefined;
  if (unit === undefined || amount < 1) return undefined;
  return { amount, unit };
}

/** Length in milliseconds; a month counts 30 days, a year 365. */
export function durationMs({ amount, unit }: Duration): number {
  if (unit === 'month') return amount * 30 * unitMs.day;
  if (unit === 'year') return amount * 365 * unitMs.day;
  return amount * unitMs[unit];
}

/** What to say of a number that stands where a duration should; absent where it is none. */
export function unitMissing(given: unknown): string | undefined {
  const text = typeof given === 'number' || typeof given === 'string' ? String(given).trim() : '';
  if (!/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  const amount = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 30;
  const [seconds, minutes, days] = ['second', 'minute', 'day'].map(
    (unit) => `${amount} ${unit}${amount === 1 ? '' : 's'}`,
  );
  return `a number alone has no unit: write \`${seconds}\`, \`${minutes}\`, \`${days}\` or the like`;
}

/** The instant `duration` before `now`. Months and years keep the day of the month, or take its last day. */
export function before(now: Date, duration: Duration): Date {
  if (duration.unit !== 'month' && duration.unit !== 'year') return new Date(now.getTime() - durationMs(duration));
  const months = duration.unit === 'year' ? duration.amount * 12 : duration.amount;
  const back = new Date(now);
  back.setUTCDate(1);
  back.setUTCMonth(back.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(back.getUTCFullYear(), back.getUTCMonth() + 1, 0)).getUTCDate();
  back.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return back;
}

/** A point in time: a duration back from now, an ISO 8601 timestamp (without zone: UTC), or `now`. */
export type Instant =
  | { readonly kind: 'now' }
  | { readonly kind: 'back'; readonly duration: Duration }
  | { readonly kind: 'at'; readonly at: string };

export function parseInstant(text: string): Instant | undefined {
  if (text.trim().toLowerCase() === 'now') return { kind: 'now' };
  const duration = parseDuration(text);
  if (duration !== undefined) return { kind: 'back', duration };
  const at = parseTimestamp(text);
  return at === undefined ? undefined : { kind: 'at', at };
}

export function resolveInstant(instant: Instant, now: Date): string {
  if (instant.kind === 'at') return instant.at;
  if (instant.kind === 'now') return now.toISOString();
  return before(now, instant.duration).toISOString();
}

const timestamp = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** An ISO 8601 timestamp as ISO 8601 UTC. A text without zone is read as UTC; absent where it cannot be read. */
export function parseTimestamp(text: string): string | undefined {
  const trimmed = text.trim();
  const match = timestamp.exec(trimmed);
  if (match === null) return undefined;
  const zoned =
    match[1] === undefined && trimmed.length > 10 ? `${trimmed.replace(' ', 'T')}Z` : trimmed.replace(' ', 'T');
  const parsed = new Date(zoned);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
