import * as z from 'zod';
import type { Draft } from '../../domain/incident.ts';
import type { Json } from '../../domain/json.ts';
import { draftOf } from './alarm-draft.ts';
import type { Reading } from './alarm-draft.ts';

/** Any value that came out of `JSON.parse`. */
const json = z.custom<Json>((value) => value !== undefined);

/** Number of records that match a request; what else it may count is unknown (CONTRACT.md §2.1). */
const totalRecords = z.int().min(0).optional().catch(undefined);

/**
 * A page of alarms. `data` has to be there: 200 with a `message`, or with `data: null`, is no empty page (CONTRACT §8.1,
 * 4). Whether its items are alarms is asked one by one.
 */
export const AlarmsPage = z.object({ data: z.array(json), totalRecords });
export type AlarmsPage = z.output<typeof AlarmsPage>;

/** A page of CVEs. `data` may be null, which is an empty page (CONTRACT.md §2.5); it may not be missing. */
export const CvesPage = z.object({
  data: z
    .array(json)
    .nullable()
    .transform((data) => data ?? []),
  totalRecords: z.int().min(0).catch(0),
});
export type CvesPage = z.output<typeof CvesPage>;

/** One CVE, identified by `cve`; every other field as it came (CONTRACT.md §2.5). */
export const Cve = z.object({ cve: z.string().min(1) }).catchall(json);
export type Cve = z.output<typeof Cve>;

/** An answer of 200 that is no success: the vendor says why (CONTRACT.md §2.1, "Other answers"). */
export const Refusal = z.object({ message: z.string().min(1), data: z.undefined().optional() });

/** The identity of an alarm: a whole number above 0, or one as text. 0 is what published clients take for "absent". */
const alarmCode = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], 'expected a whole number')
  .refine((code) => Number.isSafeInteger(code) && code > 0, 'expected a whole number above 0');

/** An alarm with the number that the cursor counts by. */
export interface Alarm {
  readonly code: number;
  readonly draft: Draft;
}

/**
 * One alarm. Only its code must be right; null and empty count as absent, and what is absent gets the contract's
 * fallback. A time without a zone is UTC, an unreadable one is the time of reading. Source: CONTRACT.md §2.1, §6.
 */
export function alarmSchema(reading: Reading): z.ZodType<Alarm> {
  return z
    .object({ alarmCode: json.optional() })
    .catchall(json)
    .transform((raw, context) => {
      const code = alarmCode.safeParse(raw.alarmCode);
      if (code.success) return { code: code.data, draft: draftOf(raw, code.data, reading) };
      for (const { message } of code.error.issues) context.addIssue({ code: 'custom', path: ['alarmCode'], message });
      return z.NEVER;
    });
}
