import * as z from 'zod';
import { secret } from '../domain/secret.ts';
import { durationMs, parseDuration, parseInstant } from '../domain/time.ts';
import type { Schedule } from '../ports/vendor.ts';

const durationText = '`<number> <unit>`, such as `30 seconds`, `1 minute`, `12 hours`, `7 days`, `3 months`';

/** A length of time as milliseconds. */
export const durationSetting = z.string().transform((text, context) => {
  const duration = parseDuration(text);
  if (duration !== undefined) return durationMs(duration);
  context.addIssue({ code: 'custom', message: `expected a duration: ${durationText}` });
  return z.NEVER;
});

/** A point in time, resolved when it is used. */
export const instantSetting = z.string().transform((text, context) => {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  context.addIssue({
    code: 'custom',
    message: `expected \`now\`, an ISO 8601 timestamp, or a duration back from now: ${durationText}`,
  });
  return z.NEVER;
});

const cronFields = /^\s*(\S+\s+){4,5}\S+\s*$/;

/** A duration or a cron expression (five fields, or six with seconds first). */
export const scheduleSetting = z.string().transform((text, context): Schedule => {
  const duration = parseDuration(text);
  if (duration !== undefined) return { everyMs: durationMs(duration) };
  if (cronFields.test(text)) return { cron: text.trim() };
  context.addIssue({
    code: 'custom',
    message: `expected a cron expression (\`*/5 * * * *\`) or a duration: ${durationText}`,
  });
  return z.NEVER;
});

/** A credential: kept out of every log, error and dump. */
export const secretSetting = z
  .string()
  .min(1, 'expected a value; it is empty')
  .transform((value) => secret(value));

export const urlSetting = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' });

const proxySetting = z.union([z.literal('off'), z.literal('system'), urlSetting], {
  error: 'expected `off`, `system` or a proxy URL',
});

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
