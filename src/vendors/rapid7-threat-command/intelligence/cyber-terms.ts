import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import type { Json } from '../../../domain/json.ts';
import { choices, instant, list } from '../arguments.ts';
import type { Rapid7Client } from '../client.ts';
import { alertSeverities, withoutBlanks } from '../words.ts';
import { pagedListCommand, pageOf, wholeListCommand } from './list-command.ts';
import { identifier, pathPart } from './paths.ts';
import { anyCase, each, namesOf, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';
import { iocTypes, openChoice } from './open-choices.ts';

const termFields: readonly Field[] = [
  ['id', 'ID'],
  ['name', 'Value'],
  ['type', 'Type'],
  ['severity', 'Severity'],
  ['aliases', 'Aliases'],
  ['origins', 'Origins'],
  ['target_countries', 'TargetCountries'],
  ['sectors', 'TargetSectors'],
  ['created_date', 'CreatedDate'],
  ['updated_date', 'UpdatedDate'],
  ['ttp', 'TTPs'],
  ['overview', 'Overview'],
  ['additional_information', 'AdditionalInformation'],
  ['related_malware', 'RelatedMalware'],
  ['related_threat_actor', 'RelatedThreatActors'],
  ['related_campaigns', 'RelatedCampaigns'],
  [
    'MitreAttack',
    each('MitreAttack', [
      ['tactic', anyCase('tactic')],
      ['Techniques', techniquesOf],
    ]),
  ],
];

/** No sample shows how the wire spells these names: any letter case will do. */
function techniquesOf(tactic: { readonly [name: string]: Json | undefined }): Json {
  return rowsOf(
    [
      ['name', anyCase('name')],
      ['url', anyCase('url')],
    ],
    anyCase('techniques')(tactic),
  );
}

const cveFields: readonly Field[] = [
  ['id', 'CveId'],
  ['publish_date', 'PublishedDate'],
  ['vendor_product', 'VendorProducts'],
];

const iocFields: readonly Field[] = [
  ['value', 'Value'],
  ['type', 'Type'],
  ['updated_date', 'UpdateDate'],
  ['status', 'Status'],
  ['is_whitelisted', 'Whitelisted'],
  ['severity', 'Severity'],
  ['reporting_feeds', 'ReportingFeeds'],
];

/** Nested one level deeper than the other pages. Source: CONTRACT.md §4.6. */
const TermIocs = z
  .object({ content: z.object({ iocs: z.custom<Json>().optional(), nextOffset: z.string().nullish() }).nullish() })
  .nullable()
  .transform((page) => ({
    items: rowsOf(iocFields, page?.content?.iocs),
    next: page?.content?.nextOffset ?? undefined,
  }));

const termsPath = '/v1/threat-library/cyber-terms';

/** Threat actors, malware and campaigns of the threat library, and what belongs to each. Source: CONTRACT.md §4.6, §7.1. */
export function cyberTermCommands(client: Rapid7Client): readonly Command[] {
  return [listTerms(client), listTermCves(client), listTermIocs(client)];
}

function listTerms(client: Rapid7Client): Command {
  return pagedListCommand(client, {
    name: 'threat-command-cyber-term-list',
    summary: 'Threat actors, malware and campaigns of the threat library',
    args: z.object({
      search: z.string().optional().describe('Text to search for').meta({ example: 'AnonGhost' }),
      types: choices('types', ['Threat Actor', 'Malware', 'Campaign']).optional().describe('Only these types'),
      severities: choices('severities', alertSeverities).optional().describe('Only these severities'),
      sectors: list().optional().describe('Only what targets these sectors'),
      countries: list().optional().describe('Only what targets these countries'),
      origins: list().optional().describe('Only what comes from these countries'),
      ttps: list().optional().describe('Only what uses these tactics, techniques and procedures'),
      last_update_from: instant('last_update_from').optional().describe('Updated from; one year back unless given'),
      last_update_to: instant('last_update_to').optional().describe('Updated until'),
    }),
    output: { path: 'CyberTerm', key: 'id', columns: namesOf(termFields) },
    call: (args) => ({
      method: 'GET',
      path: termsPath,
      query: {
        search: args.search,
        type: args.types?.map(withoutBlanks),
        severity: args.severities,
        'target-sector': args.sectors,
        'target-country': args.countries,
        origin: args.origins,
        ttp: args.ttps,
        'last-update-from': args.last_update_from,
        'last-update-to': args.last_update_to,
      },
    }),
    page: pageOf((content) => rowsOf(termFields, content)),
    title: () => 'Cyber terms',
  });
}

function listTermCves(client: Rapid7Client): Command {
  return wholeListCommand(client, {
    name: 'threat-command-cyber-term-cve-list',
    summary: 'CVEs that belong to a cyber term',
    args: z.object({ cyber_term_id: identifier('cyber_term_id').describe('Id of the cyber term') }),
    all: 'all_results',
    output: { path: 'CVE', key: 'id', columns: namesOf(cveFields) },
    call: (args) => ({ method: 'GET', path: `${termsPath}/${pathPart(args.cyber_term_id)}/cves` }),
    rows: pageOf((content) => rowsOf(cveFields, content)).transform(({ items }) => items),
    title: (args) => `Related CVEs to Cyber term ${args.cyber_term_id}`,
  });
}

function listTermIocs(client: Rapid7Client): Command {
  return pagedListCommand(client, {
    name: 'threat-command-cyber-term-ioc-list',
    summary: 'IOCs that belong to a cyber term',
    args: z.object({
      cyber_term_id: identifier('cyber_term_id').describe('Id of the cyber term'),
      ioc_type: openChoice(iocTypes).optional().describe('Only this type'),
    }),
    output: { path: 'IOC', columns: namesOf(iocFields) },
    call: (args) => ({
      method: 'GET',
      path: `${termsPath}/${pathPart(args.cyber_term_id)}/iocs`,
      query: { iocType: args.ioc_type },
    }),
    page: TermIocs,
    title: (args) => `Related IOCs to Cyber term ${args.cyber_term_id}`,
  });
}
