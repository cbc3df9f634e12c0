import { validate } from 'node-cron';
import * as z from 'zod';
import { secret } from '../domain/secret.ts';
import { durationMs, parseDuration, parseInstant, unitMissing } from '../domain/time.ts';
import type { Schedule } from '../ports/vendor.ts';

const durationText = '`<number> <unit>`, such as `30 seconds`, `1 minute`, `12 hours`, `7 days`, `3 months`';
const scheduleText = `a cron expression (\`*/5 * * * *\`) or a duration: ${durationText}`;

/** A text that says when or how long; `read` gives nothing where it does not. */
function timeSetting<T>(read: (text: string) => T | undefined, expected: string) {
  const explain = (input: unknown): string => unitMissing(input) ?? `expected ${expected}`;
  return z
    .string({ error: ({ input }) => (input === undefined || input === null ? undefined : explain(input)) })
    .transform((text, context): T => {
      const value = read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: explain(text) });
      return z.NEVER;
    });
}

/** A length of time as milliseconds. */
export const durationSetting = timeSetting((text) => {
  const duration = parseDuration(text);
  return duration === undefined ? undefined : durationMs(duration);
}, `a duration: ${durationText}`);

/** A point in time, resolved when it is used. */
export const instantSetting = timeSetting(
  parseInstant,
  `\`now\`, an ISO 8601 timestamp, or a duration back from now: ${durationText}`,
);

const cronFields = /^\s*(\S+\s+){4,5}\S+\s*$/;

function readSchedule(text: string): Schedule | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return { everyMs: durationMs(duration) };
  return cronFields.test(text) ? { cron: text.trim() } : undefined;
}

function isReadable(schedule: Schedule | 'off'): boolean {
  return schedule === 'off' || !('cron' in schedule) || validate(schedule.cron);
}

const unreadable = 'the scheduler cannot read this cron expression';

/** A duration or a cron expression (five fields, or six with seconds first) that the scheduler can read. */
export const scheduleSetting = timeSetting(readSchedule, scheduleText).refine(isReadable, unreadable);

/** The same, or `off`. */
export const scheduleOrOff = timeSetting(
  (text): Schedule | 'off' | undefined => (text === 'off' ? text : readSchedule(text)),
  `\`off\`, ${scheduleText}`,
).refine(isReadable, unreadable);

/** A credential: kept out of every log, error and dump. */
export const secretSetting = z
  .string()
  .min(1, 'expected a value; it is empty')
  .regex(/^\P{Cc}*$/u, 'expected one line; it holds a line break, a tab or the like')
  .transform((value) => secret(value));

export const urlSetting = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' });

const proxyExpected = 'expected `off`, `system` or an http(s) URL, such as `http://proxy:3128`';
const proxySetting = z
  .string(proxyExpected)
  .refine((text) => text === 'off' || text === 'system' || urlSetting.safeParse(text).success, proxyExpected);

const positive = z.int().min(1, 'expected a whole number of 1 or more');

/** Fetch keys that every vendor has. */
export const fetchSettings = z.strictObject({
  enabled: z.boolean().default(true),
  every: scheduleSetting.default({ everyMs: 60_000 }),
  first: instantSetting.optional(),
  max: positive.default(50),
});

/** Keys that every instance has, beside `vendor` and `fetch` (INTERFACE §5). */
export const instanceSettings = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens only'),
  proxy: proxySetting.default('off'),
  insecure: z.boolean().default(false),
  timeout: durationSetting.default(30_000),
  channel: z.string().min(1).optional(),
  reliability: z.enum(['A+', 'A', 'B', 'C', 'D', 'E', 'F']).default('B'),
});
