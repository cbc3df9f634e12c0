import type { RejectedRecord } from '../../domain/checkpoint.ts';
import type { Draft } from '../../domain/incident.ts';
import { parseEach } from '../../http/parse-each.ts';
import { alarmsPerPage } from './client.ts';
import type { ThreatmonClient } from './client.ts';
import { knownWord } from './words.ts';
import { alarmSchema } from './schema.ts';
import type { Alarm } from './schema.ts';
import type { ThreatmonSettings } from './settings.ts';

/** A page of alarms, read. */
export interface AlarmPage {
  readonly alarms: readonly Alarm[];
  readonly rejected: readonly RejectedRecord[];
  /** Fewer records than a page holds: nothing follows. */
  readonly last: boolean;
  readonly total: number | undefined;
  /** What it holds, to tell a list that does not move on. */
  readonly print: string;
}

export interface PageRequest {
  readonly page: number;
  readonly after: number;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** Reads one page of alarms. Errors: `VendorError`. */
export async function readAlarms(client: ThreatmonClient, { now, ...request }: PageRequest): Promise<AlarmPage> {
  const { data, totalRecords } = await client.listAlarms(request);
  const { accepted, rejected } = parseEach(alarmSchema({ now, baseUrl: client.baseUrl }), data);
  return {
    alarms: accepted,
    rejected,
    last: data.length < alarmsPerPage,
    total: totalRecords,
    print: [...accepted.map(({ code }) => code), ...rejected.map(({ id }) => id.slice(0, 12))].join(),
  };
}

/** `totalRecords` after one more page; see `cursor-schema.ts`. */
export function totalAfter(
  before: { readonly page: number; readonly total: number | 'unsure' },
  { total }: AlarmPage,
): number | 'unsure' {
  if (total === undefined) return 'unsure';
  return before.page === 0 || before.total === total ? total : 'unsure';
}

/** Whether the settings let an alarm in. Filtered alarms still move the cursor (CONTRACT §8.1, 11). */
export function alarmFilter(fetch: ThreatmonSettings['fetch']): (draft: Draft) => boolean {
  const { severities, statuses, titles } = fetch;
  return ({ severityLabel, status, title }) =>
    isAmong(severityLabel, severities) && isAmong(status, statuses) && isAmong(title, titles);
}

function isAmong(word: string, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || knownWord(word, wanted) !== undefined;
}
