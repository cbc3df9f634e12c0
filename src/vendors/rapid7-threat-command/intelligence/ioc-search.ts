import * as z from 'zod';
import type { Section } from '../../../domain/answer.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { contextPath, fieldsSection, said, tabled, tableOf } from '../answers.ts';
import { flag, instant, list, pageArguments } from '../arguments.ts';
import { JsonRecord } from '../client.ts';
import type { Rapid7Client } from '../client.ts';
import { alertSeverities } from '../words.ts';
import { inOrder } from './checks.ts';
import type { Check } from './checks.ts';
import { enrichAll } from './enrichment.ts';
import { enrichmentRow, innerTables } from './enrichment-rows.ts';
import { pasted } from './ioc-list.ts';
import { pagedResult, pageOf, withNotes } from './list-command.ts';
import { iocTypes, openChoice, openChoices } from './open-choices.ts';
import { isDots } from './paths.ts';
import { pollingArguments, paceOf } from './polling.ts';
import { quotaText } from './quota.ts';
import { each, namesOf, recordsIn, rowOf, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';
import { stateLines } from './states.ts';

const fields: readonly Field[] = [
  ['value', 'value'],
  ['type', 'type'],
  ['status', 'status'],
  ['severity', 'severity'],
  ['score', 'score'],
  ['last_update_date', 'lastUpdateDate'],
  ['last_seen', 'lastSeen'],
  ['first_seen', 'firstSeen'],
  ['geolocation', 'geolocation'],
  ['related_malware', 'relatedMalware'],
  ['related_campaigns', 'relatedCampaigns'],
  ['related_threat_actors', 'relatedThreatActors'],
  [
    'ReportedFeeds',
    each('reportedFeeds', [
      ['id', 'id'],
      ['name', 'name'],
      ['confidence_level', 'confidenceLevel'],
    ]),
  ],
  ['is_whitelisted', 'whitelisted'],
  ['tags', 'tags'],
];

const output = { path: 'IOC', key: 'value', columns: namesOf(fields) };

const killChainPhases = [
  'Reconnaissance',
  'Weaponization',
  'Delivery',
  'Exploitation',
  'Installation',
  'Command and Control',
  'Actions on Objective',
] as const;

interface Mode {
  readonly ioc_value?: string | undefined;
  readonly enrichment: 'true' | 'false';
  readonly last_updated_from?: string | undefined;
}

const modeIsWhole: Check<Mode> = ({ ioc_value: value, enrichment, last_updated_from: from }) => {
  if (enrichment === 'true' && value === undefined) return { path: 'ioc_value', message: 'Please insert ioc_value.' };
  if (value === undefined && from === undefined)
    return { path: 'last_updated_from', message: 'Please insert last_updated_from.' };
  return undefined;
};

const searchArguments = z
  .object({
    ioc_value: z
      .string()
      .transform(pasted)
      .refine((text) => !isDots(text), 'ioc_value is not an IOC.')
      .optional()
      .describe('This IOC alone')
      .meta({ example: 'evil.example' }),
    enrichment: flag('enrichment').default('false').describe('Ask for everything about `ioc_value`; costs a credit'),
    ...pollingArguments,
    last_updated_from: instant('last_updated_from').optional().describe('Updated from; needed without `ioc_value`'),
    last_updated_to: instant('last_updated_to').optional().describe('Updated until'),
    last_seen_from: instant('last_seen_from').optional().describe('Last seen from'),
    last_seen_to: instant('last_seen_to').optional().describe('Last seen until'),
    first_seen_from: instant('first_seen_from').optional().describe('First seen from'),
    first_seen_to: instant('first_seen_to').optional().describe('First seen until'),
    status: openChoice(['Active', 'Retired']).optional().describe('Only this status'),
    type_list: openChoices(iocTypes).optional().describe('Only these types'),
    severity_list: openChoices(alertSeverities).optional().describe('Only these severities'),
    whitelisted: z.string().optional().describe('Only what is whitelisted, or is not').meta({ kind: 'boolean' }),
    source_ids: list().optional().describe('Only what these sources report, by their ids'),
    kill_chain_phases: openChoices(killChainPhases).optional().describe('Only these phases of an attack'),
    ...pageArguments(),
  })
  .check(inOrder(modeIsWhole));

type SearchArguments = z.output<typeof searchArguments>;

/** IOCs by filters, one by its value, or everything about one. Source: CONTRACT.md §4.7, §7.2, §8.3. */
export function iocSearchCommands(client: Rapid7Client): readonly Command[] {
  return [
    defineCommand({
      name: 'threat-command-ioc-search',
      summary: 'Search IOCs, or get one by its value, with everything about it where asked for',
      needs: 'read',
      args: searchArguments,
      outputs: [{ path: contextPath(output.path), key: output.key, summary: 'The IOCs' }],
      async run(args, { signal }) {
        const { ioc_value: value } = args;
        if (value === undefined) return listIocs(client, args, signal);
        return args.enrichment === 'true'
          ? enrichedIoc(client, { ...paceOf(args), value, signal })
          : oneIoc(client, value, signal);
      },
    }),
  ];
}

async function oneIoc(client: Rapid7Client, value: string, signal: AbortSignal): Promise<CommandResult> {
  const query = { iocValue: value };
  const ioc = await client.json(JsonRecord, {
    method: 'GET',
    path: '/v3/iocs/ioc-by-value',
    query,
    onlyOk: true,
    signal,
  });
  return tabled({ title: `IOC "${value}"`, output: output.path, rows: [rowOf(fields, ioc)], columns: output.columns });
}

async function listIocs(client: Rapid7Client, args: SearchArguments, signal: AbortSignal): Promise<CommandResult> {
  const query = {
    lastUpdatedFrom: args.last_updated_from,
    lastUpdatedTo: args.last_updated_to,
    lastSeenFrom: args.last_seen_from,
    lastSeenTo: args.last_seen_to,
    firstSeenFrom: args.first_seen_from,
    firstSeenTo: args.first_seen_to,
    status: args.status,
    type: args.type_list,
    severity: args.severity_list,
    whitelisted: args.whitelisted,
    sourceIds: args.source_ids,
    killChainPhases: args.kill_chain_phases,
  };
  return pagedResult(client, {
    call: { method: 'GET', path: '/v3/iocs', query, onlyOk: true, signal },
    page: pageOf((content: Json | undefined) => rowsOf(fields, content)),
    choice: args,
    title: 'IOC list',
    output,
  });
}

interface Asked extends ReturnType<typeof paceOf> {
  readonly value: string;
  readonly signal: AbortSignal;
}

async function enrichedIoc(client: Rapid7Client, { value, ...options }: Asked): Promise<CommandResult> {
  const results = await enrichAll(client, [value], options);
  const notes = [await quotaText(client, options.signal)].filter((text) => text !== undefined);
  const [result] = results;
  if (result?.state !== 'Done') {
    const [text = '', ...more] = stateLines(results);
    return withNotes(said(text, { outputs: { [contextPath(output.path)]: [] } }), [...more, ...notes]);
  }
  const row = enrichmentRow(result.data);
  const title = `Enrichment data for IOC "${value}"`;
  const sections = [
    fieldsSection(title, withoutTables(row)),
    ...innerTables.flatMap((name) => tableSection(name, row)),
  ];
  return withNotes(said(title, { sections, outputs: { [contextPath(output.path)]: [row] } }), notes);
}

function withoutTables(row: JsonObject): JsonObject {
  const inner: readonly string[] = innerTables;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !inner.includes(name)));
}

function tableSection(name: string, row: JsonObject): readonly Section[] {
  const rows = recordsIn(row[name]);
  const columns = [...new Set(rows.flatMap((one) => Object.keys(one)))];
  return rows.length === 0 ? [] : [{ kind: 'table', table: tableOf({ title: name, rows, columns, sensitive: [] }) }];
}
