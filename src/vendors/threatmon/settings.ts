import * as z from 'zod';
import {
  durationSetting,
  fetchSettings,
  instanceSettings,
  scheduleOrOff,
  scheduleSetting,
  secretSetting,
  urlSetting,
} from '../instance-settings.ts';
import { alarmSeverities, alarmStatuses } from './words.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const positive = z.int().min(1, 'expected a whole number of 1 or more');

/** Text is taken too, as `${VAR}` gives it; an empty or other text must not become 0 and import all history. */
const alarmCodeSetting = z
  .union([z.number(), z.string()], { error: 'expected the whole number of an alarm' })
  .transform((value) => (typeof value === 'string' && !/^\d+$/.test(value) ? Number.NaN : Number(value)))
  .refine((code) => Number.isSafeInteger(code) && code >= 0, 'expected the whole number of an alarm, 0 or more');

const fetchKeys = fetchSettings.extend({
  /** Start of the first fetch; alarms up to this code are left out (`lastIncidentId` of published clients). */
  afterAlarmCode: alarmCodeSetting.optional(),
  severities: z.array(z.enum(alarmSeverities)).min(1).optional(),
  statuses: z
    .array(z.enum([...alarmStatuses, 'New']))
    .min(1)
    .optional(),
  titles: z.array(z.string().trim().min(1)).min(1).optional(),
  refresh: scheduleOrOff.default({ everyMs: 15 * minuteMs }),
  refreshPages: positive.default(50),
});

const iocKeys = z.strictObject({
  url: urlSetting.default('https://ioc.threatmonit.io'),
  apiToken: z.string('Missing API Token (api_token).').pipe(secretSetting),
  dataType: z.enum(['all', 'ip', 'domain', 'url']).default('all'),
  size: positive.default(500),
  collectionIds: z.array(z.string().min(1)).default([]),
  every: scheduleSetting.default({ everyMs: 4 * hourMs }),
});

const taxiiKeys = z.strictObject({
  url: urlSetting.default('https://ioc.threatmonit.io/taxii'),
  username: z.string().min(1, 'expected a user name'),
  password: secretSetting,
  /** All that the account may read where it is absent. */
  collection: z.string().min(1).optional(),
  every: scheduleSetting.default({ everyMs: hourMs }),
});

/** Keys of a ThreatMon instance. Source: INTERFACE.md §5. */
export const threatmonSettings = instanceSettings.extend({
  vendor: z.literal('threatmon'),
  url: urlSetting.default('https://external.threatmonit.io/api/threatmon/external/v1'),
  apiKey: secretSetting,
  fetch: fetchKeys.prefault({}),
  pace: z.strictObject({ requests: positive.default(9), per: durationSetting.default(10_000) }).prefault({}),
  ioc: iocKeys.optional(),
  taxii: taxiiKeys.optional(),
  /** Below `url`. The vendor does not publish it (CONTRACT.md §2.4), so there is no default. */
  dataRemovalPath: z
    .string()
    .regex(/^\/[\w\-./~%]+$/, 'expected a path such as `/some/path`')
    .optional(),
});

export type ThreatmonSettings = z.output<typeof threatmonSettings>;
export type IocSettings = NonNullable<ThreatmonSettings['ioc']>;
export type TaxiiSettings = NonNullable<ThreatmonSettings['taxii']>;
