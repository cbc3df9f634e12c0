/** Where and in which words dates are shown. */
export interface DateFrame {
  readonly now: Date;
  /** An IANA name; the reader's own zone where absent. */
  readonly timeZone?: string;
}

/** Fills the tokens of Slack's `<!date^unix^format>`; unknown tokens stay as they are. */
export function formatSlackDate(unix: number, format: string, frame: DateFrame): string {
  const at = new Date(unix * 1000);
  return format.replace(/\{(\w+)\}/gu, (whole, token: string) => tokens.get(token)?.(at, frame) ?? whole);
}

/** `10:30 AM`, the time of day of a message. */
export function clockTime(at: Date, frame: Pick<DateFrame, 'timeZone'> = {}): string {
  return show(at, frame, { hour: 'numeric', minute: '2-digit' });
}

/** `Today`, `Yesterday` or `Monday, November 16th`, the line between two days of a channel. */
export function dayName(at: Date, frame: DateFrame): string {
  const relative = relativeDay(at, frame);
  if (relative) return relative;
  return `${show(at, frame, { weekday: 'long' })}, ${show(at, frame, { month: 'long' })} ${ordinal(at, frame)}`;
}

/** `just now`, `5 minutes ago`, `in 2 hours`. */
export function timeAgo(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) < 45) return 'just now';
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(seconds) < 45 * 60) return words.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 22 * 3600) return words.format(Math.round(seconds / 3600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

type Formatter = (at: Date, frame: DateFrame) => string;

const longDate: Formatter = (at, frame) =>
  `${show(at, frame, { month: 'long' })} ${ordinal(at, frame)}, ${show(at, frame, { year: 'numeric' })}`;
const fullDate: Formatter = (at, frame) => `${show(at, frame, { weekday: 'long' })}, ${longDate(at, frame)}`;
const shortDate: Formatter = (at, frame) => show(at, frame, { month: 'short', day: 'numeric', year: 'numeric' });

const pretty =
  (plain: Formatter): Formatter =>
  (at, frame) =>
    relativeDay(at, frame)?.toLowerCase() ?? plain(at, frame);

const tokens: ReadonlyMap<string, Formatter> = new Map<string, Formatter>([
  ['date_num', (at, frame) => dayKey(at, frame)],
  ['date', longDate],
  ['date_long', fullDate],
  ['date_short', shortDate],
  ['date_pretty', pretty(longDate)],
  ['date_long_pretty', pretty(fullDate)],
  ['date_short_pretty', pretty(shortDate)],
  ['time', (at, frame) => clockTime(at, frame)],
  ['time_secs', (at, frame) => show(at, frame, { hour: 'numeric', minute: '2-digit', second: '2-digit' })],
  ['ago', (at, frame) => timeAgo(at, frame.now)],
]);

function relativeDay(at: Date, frame: DateFrame): string | undefined {
  const key = dayKey(at, frame);
  if (key === dayKey(frame.now, frame)) return 'Today';
  if (key === dayKey(new Date(frame.now.getTime() - 86_400_000), frame)) return 'Yesterday';
  if (key === dayKey(new Date(frame.now.getTime() + 86_400_000), frame)) return 'Tomorrow';
  return undefined;
}

/** `2026-11-21` where the reader is. */
function dayKey(at: Date, frame: Pick<DateFrame, 'timeZone'>): string {
  const part = (options: Intl.DateTimeFormatOptions): string => show(at, frame, options).padStart(2, '0');
  return `${part({ year: 'numeric' })}-${part({ month: 'numeric' })}-${part({ day: 'numeric' })}`;
}

function ordinal(at: Date, frame: Pick<DateFrame, 'timeZone'>): string {
  const day = Number(show(at, frame, { day: 'numeric' }));
  const kind = new Intl.PluralRules('en', { type: 'ordinal' }).select(day);
  return `${day}${{ one: 'st', two: 'nd', few: 'rd' }[kind as 'one' | 'two' | 'few'] ?? 'th'}`;
}

function show(at: Date, { timeZone }: Pick<DateFrame, 'timeZone'>, options: Intl.DateTimeFormatOptions): string {
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat('en-US', { ...options, ...(timeZone ? { timeZone } : {}) }).format(at);
}
