import * as z from 'zod';
import type { Section } from '../../domain/answer.ts';
import type { Command, CommandResult } from '../../domain/command.ts';
import { InputError, VendorError } from '../../domain/errors.ts';
import type { Draft } from '../../domain/incident.ts';
import type { Indicator } from '../../domain/indicator.ts';
import { parseInstant, resolveInstant } from '../../domain/time.ts';
import { parseEach } from '../../http/parse-each.ts';
import { classifyIndicator } from '../../indicators/classify.ts';
import { defineCommand } from '../define-command.ts';
import type { ThreatmonClient } from './client.ts';
import { inThreatmonWords, reworded } from './failures.ts';
import { Ioc } from './indicator-schema.ts';
import type { IocClient } from './ioc-client.ts';
import { retrieveAlarms } from './retrieval.ts';
import type { Retrieval } from './retrieval.ts';

const instantArgument = (name: string, summary: string) =>
  z
    .string()
    .refine(
      (text) => parseInstant(text) !== undefined,
      `${name} must be a date, a time or a duration such as \`7 days\`.`,
    )
    .optional()
    .describe(summary)
    .meta({ kind: 'date', example: '2026-08-01' });

/** Alarms on demand, by indicator or time. Stores and posts nothing. Source: CONTRACT.md §8.3, §9. */
export function fetchIncidents(client: ThreatmonClient): Command {
  return defineCommand({
    name: 'fetch-incidents',
    summary: 'Alarms at ThreatMon for an indicator or a time range; the last day without either',
    needs: 'read',
    args: z.object({
      indicator: z
        .string()
        .refine((text) => classifyIndicator(text) !== undefined, indicatorExpected)
        .optional()
        .describe('Address, domain, URL or file hash that the alarm names')
        .meta({ example: 'login-acme.example' }),
      from: instantArgument('from', 'Alarms from this time on'),
      to: instantArgument('to', 'Alarms before this time'),
    }),
    outputs: [{ path: 'ThreatMon.Alarm', key: 'alarmCode', summary: 'The alarms, as ThreatMon sent them' }],
    async run({ indicator, from, to }, { signal }) {
      const now = new Date();
      const isAsked = questionOf({ indicator, from, to }, now);
      const retrieval = await inThreatmonWords(async () => retrieveAlarms(client, { now, signal }));
      const drafts = retrieval.alarms.map(({ draft }) => draft).filter(isAsked);
      return alarmsResult(drafts, retrieval);
    },
  });
}

const indicatorExpected = 'indicator must be an address, a domain, a URL or a file hash (MD5, SHA-1, SHA-256).';

interface Asked {
  readonly indicator: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Alarms in [from, to) that name the indicator. Without any of them: the last day. */
function questionOf({ indicator, from, to }: Asked, now: Date): (draft: Draft) => boolean {
  const wanted = indicator === undefined ? undefined : classifyIndicator(indicator);
  const begin = instantOf(from ?? (indicator === undefined && to === undefined ? '1 day' : undefined), now);
  const end = instantOf(to, now);
  if (begin !== undefined && end !== undefined && begin >= end) {
    throw new InputError([{ path: 'to', message: '`to` must be later than `from`.' }]);
  }
  return ({ occurredAt, indicators }) =>
    (begin === undefined || occurredAt >= begin) &&
    (end === undefined || occurredAt < end) &&
    (wanted === undefined || indicators.some((one) => names(one, wanted)));
}

function instantOf(text: string | undefined, now: Date): string | undefined {
  const instant = text === undefined ? undefined : parseInstant(text);
  return instant === undefined ? undefined : resolveInstant(instant, now);
}

/** A URL names its host too: the extraction does not list that by itself. */
function names(found: Indicator, wanted: Indicator): boolean {
  if (found.kind === wanted.kind) return found.value === wanted.value;
  if (found.kind !== 'url' || !URL.canParse(found.value)) return false;
  return new URL(found.value).hostname.replace(/^\[|\]$/g, '') === wanted.value;
}

function alarmsResult(drafts: readonly Draft[], { pages, complete }: Retrieval): CommandResult {
  const count = drafts.length === 1 ? '1 alarm' : `${drafts.length} alarms`;
  const cut = `Only ${pages} pages of alarms were read; what lies beyond them is not in this answer.`;
  const text = complete ? `${count} found.` : `${count} found. ${cut}`;
  const rows = drafts.map((one) => [one.externalId, one.occurredAt, one.severityLabel, one.status, one.title]);
  const columns = ['Code', 'Time', 'Severity', 'Status', 'Title'];
  const table: Section = { kind: 'table', table: { title: 'ThreatMon alarms', columns, rows } };
  return {
    text,
    sections: drafts.length === 0 ? [] : [table],
    outputs: { 'ThreatMon.Alarm': drafts.map(({ raw }) => raw) },
  };
}

const listName = 'threatmon_list_indicators';

/** A sample of surface B's indicators; stores nothing. Source: CONTRACT.md §3.1. */
export function listIndicators(client: IocClient): Command {
  return defineCommand({
    name: listName,
    summary: "A sample of ThreatMon's indicators of today",
    needs: 'read',
    args: z.object({
      limit: z
        .string()
        .trim()
        .regex(/^[1-9]\d{0,3}$/, 'limit must be a whole number from 1 to 9999.')
        .default('10')
        .describe('How many at most')
        .meta({ kind: 'number' }),
    }),
    outputs: [{ path: 'ThreatMon.IOC', key: 'ioc_value', summary: 'The indicators, as ThreatMon sent them' }],
    async run({ limit }, { signal }) {
      return inThreatmonWords(
        async () => indicatorsResult((await client.list(Number(limit), signal)).slice(0, Number(limit))),
        (error: VendorError) => reworded(error, `Failed to execute ${listName} command.\nError: ${error.message}`),
      );
    },
  });
}

function indicatorsResult(records: Awaited<ReturnType<IocClient['list']>>): CommandResult {
  const known = parseEach(Ioc, records).accepted.filter((one) => one !== undefined);
  const rows = known.map((one) => [one.value, one.kind, one.severity ?? '', one.updatedAt ?? '', one.tags.join(', ')]);
  const columns = ['Indicator', 'Kind', 'Severity', 'Updated', 'Tags'];
  const table: Section = { kind: 'table', table: { title: 'ThreatMon indicators', columns, rows } };
  return {
    text: known.length === 0 ? 'No indicators were found.' : `ThreatMon indicators (${known.length})`,
    sections: known.length === 0 ? [] : [table],
    outputs: { 'ThreatMon.IOC': records },
  };
}
