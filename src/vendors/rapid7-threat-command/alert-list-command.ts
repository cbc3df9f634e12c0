import * as z from 'zod';
import type { Section } from '../../domain/answer.ts';
import type { Command, CommandResult } from '../../domain/command.ts';
import type { JsonObject } from '../../domain/json.ts';
import { parseEach } from '../../http/parse-each.ts';
import { defineCommand } from '../define-command.ts';
import { alertOutput } from './alert-command.ts';
import { readAlert, readDetails } from './alert-details.ts';
import { alertColumns, alertOutputOf } from './alert-output.ts';
import { listAlerts } from './alert-query.ts';
import type { AlertQuery } from './alert-query.ts';
import { contextPath, fieldsSection, tabled } from './answers.ts';
import { choices, flag, instant, list, pageArguments } from './arguments.ts';
import type { Rapid7Client } from './client.ts';
import { identifier } from './intelligence/paths.ts';
import { readServerPage } from './paging.ts';
import type { ServerPage } from './paging.ts';
import { AlertEntry } from './schema.ts';
import { alertSeverities, alertTypeNames, networkTypes, sourceTypeNames, withoutBlanks } from './words.ts';

const title = 'Alert list';

/** The singular, which the published client's check wants, means the same (CONTRACT.md §10, 1). */
const sourceTypes = z
  .string()
  .transform((text) =>
    text.replaceAll(/\b(application store|black market|hacking forum|paste site|other)\b(?!s)/gi, '$1s'),
  )
  .pipe(choices('source_type', sourceTypeNames))
  .meta({ kind: 'choices', enum: [...sourceTypeNames] });

const listArgs = z
  .object({
    alert_id: identifier('alert_id').optional().describe('Only this alert; the filters do not count then'),
    ...pageArguments(),
    retrieve_ids_only: flag('retrieve_ids_only').default('false').describe('Ids and update dates alone: much faster'),
    last_updated_from: instant('last_updated_from').prefault('1970-01-01T00:00:00.000Z').describe('Updated since'),
    last_updated_to: instant('last_updated_to').optional().describe('Updated until'),
    alert_type: choices('alert_type', alertTypeNames).optional().describe('Only these types'),
    severity: choices('severity', alertSeverities).optional().describe('Only these severities'),
    source_type: sourceTypes.optional().describe('Only from these kinds of sources'),
    network_type: choices('network_type', networkTypes).optional().describe('Only from these networks'),
    matched_asset_value: list().optional().describe('Only about these assets').meta({ example: 'acme.example' }),
    source_date_from: instant('source_date_from').optional().describe('Published at the source since'),
    source_date_to: instant('source_date_to').optional().describe('Published at the source until'),
    found_date_from: instant('found_date_from').optional().describe('Found since'),
    found_date_to: instant('found_date_to').optional().describe('Found until'),
    assigned: flag('assigned').optional().describe('Whether somebody has it'),
    is_flagged: flag('is_flagged').optional().describe('Whether it is flagged'),
    is_closed: flag('is_closed').optional().describe('Closed ones (true) or open ones (false); both unless given'),
    has_ioc: flag('has_ioc').optional().describe('Whether it has IOCs'),
  })
  .check(({ value, issues }) => {
    if (value.alert_id === undefined || value.retrieve_ids_only === 'false') return;
    const message = "You can't choose alert_id and retrieve_ids_only.";
    issues.push({ code: 'custom', path: ['alert_id'], message, input: value });
  });

type ListArgs = z.output<typeof listArgs>;

/** Alerts on demand: one by its id, ids alone, or each in full. Source: CONTRACT.md §7.3. */
export function listAlertsCommand(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-alert-list',
    summary: 'Alerts, by filters or one by its id',
    needs: 'read',
    args: listArgs,
    outputs: [alertOutput],
    async run(args, { signal }) {
      if (args.alert_id !== undefined) return oneAlert(client, args.alert_id, signal);
      const page = await alertIds(client, args, signal);
      if (args.retrieve_ids_only === 'false') return fullAlerts(client, page, signal);
      const rows = page.items.map(({ id, at }) => ({ id, update_date: at ?? null }));
      return tabled({ title, output: 'Alert', rows, columns: ['id', 'update_date'] });
    },
  });
}

async function oneAlert(client: Rapid7Client, id: string, signal: AbortSignal): Promise<CommandResult> {
  const { alert } = await readAlert(client, id, signal);
  const row = alertOutputOf(id, alert);
  const text = `Alert "${id}"`;
  return { text, sections: [fieldsSection(text, row)], outputs: { [contextPath('Alert')]: [row] } };
}

async function alertIds(client: Rapid7Client, args: ListArgs, signal: AbortSignal): Promise<ServerPage<AlertEntry>> {
  const filters = filtersOf(args);
  return readServerPage(args, async (range) => {
    const { content, nextOffset } = await listAlerts(client, { query: { ...filters, ...range }, onlyOk: true, signal });
    return { items: parseEach(AlertEntry, content).accepted, next: nextOffset };
  });
}

function filtersOf(args: ListArgs): AlertQuery {
  return {
    lastUpdatedFrom: args.last_updated_from,
    lastUpdatedTo: args.last_updated_to,
    alertType: args.alert_type?.map(withoutBlanks),
    severity: args.severity,
    sourceType: args.source_type?.map(withoutBlanks),
    networkType: args.network_type?.map(withoutBlanks),
    matchedAssetValue: args.matched_asset_value,
    sourceDateFrom: args.source_date_from,
    sourceDateTo: args.source_date_to,
    foundDateFrom: args.found_date_from,
    foundDateTo: args.found_date_to,
    assigned: args.assigned,
    isFlagged: args.is_flagged,
    isClosed: args.is_closed,
    hasIoc: args.has_ioc,
  };
}

/** One alert that cannot be read is named; the others are shown. Errors: where none could be read. */
async function fullAlerts(
  client: Rapid7Client,
  { items, next }: ServerPage<AlertEntry>,
  signal: AbortSignal,
): Promise<CommandResult> {
  const details = await readDetails(
    client,
    items.map(({ id }) => id),
    signal,
  );
  const rows: JsonObject[] = [];
  const failures: string[] = [];
  for (const detail of details) {
    if (detail.ok) rows.push(alertOutputOf(detail.id, detail.record.alert));
    else failures.push(`Alert "${detail.id}" could not be read: ${detail.error.message}`);
  }
  const [first] = details.flatMap((detail) => (detail.ok ? [] : [detail.error]));
  if (rows.length === 0 && first !== undefined) throw first;
  const result = tabled({ title, output: 'Alert', rows, columns: alertColumns });
  const notes = [...failures, ...(next === undefined ? [] : ['There may be more: see `page` and `page_size`.'])];
  const section: Section = { kind: 'text', lines: notes };
  return notes.length === 0 ? result : { ...result, sections: [...result.sections, section] };
}
