import * as z from 'zod';
import type { Command, CommandResult } from '../../../domain/command.ts';
import { VendorError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { toldByAll, verdictOf } from '../../verdict.ts';
import { cellText, contextPath, said, tabled } from '../answers.ts';
import { choices, instant, limitArgument, list, requiredList } from '../arguments.ts';
import { JsonRecord } from '../client.ts';
import type { Rapid7Client } from '../client.ts';
import type { ServerPage } from '../paging.ts';
import { pageOf, withNotes } from './list-command.ts';
import { at, each, listIn, recordIn, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';

/** Their order is that of the contract's sentence. */
const severities = ['High', 'Medium', 'Low', 'Critical'] as const;

const mentionSources = {
  social_media: 'SocialMedia',
  paste_site: 'PasteSite',
  hacking_forum: 'HackingForum',
  instant_message: 'InstantMessage',
  dark_web: 'DarkWeb',
  code_repositories: 'CodeRepositories',
  exploit: 'Exploit',
  clear_web_cyber_blogs: 'ClearWebCyberBlogs',
  poc: 'POC',
};

const cveFields: readonly Field[] = [
  ['id', 'cveId'],
  [
    'cpe',
    each('cpe', [
      ['value', 'Value'],
      ['title', 'Title'],
      ['vendor_product', 'VendorProduct'],
    ]),
  ],
  ['published_date', 'publishedDate'],
  ['update_date', 'updateDate'],
  ['severity', 'severity'],
  ['intsights_score', 'intsightsScore'],
  ['cvss_score', 'cvssScore'],
  ...Object.entries(mentionSources).map(([name, source]): Field => [
    `${name}_mentions`,
    at('mentionsPerSource', source),
  ]),
  ['mentions_amount', 'mentionsAmount'],
  ['first_mention_date', 'firstMentionDate'],
  ['last_mention_date', 'lastMentionDate'],
  ['exploit_availability', 'exploitAvailability'],
  ['poc_availability', 'pocAvailability'],
  ['vulnerability_origin', 'vulnerabilityOrigin'],
  ['related_threat_actors', 'relatedThreatActors'],
  ['related_malware', 'relatedMalware'],
  ['related_campaigns', 'relatedCampaigns'],
];

/** What of a CVE fits a table that a person reads; automation gets every field. */
const columns = [
  'id',
  'severity',
  'intsights_score',
  'cvss_score',
  'products',
  'mentions_amount',
  'exploit_availability',
  'poc_availability',
  'published_date',
  'update_date',
  'first_mention_date',
  'last_mention_date',
  'vulnerability_origin',
  'related_threat_actors',
  'related_malware',
  'related_campaigns',
];

/** The CVEs that the account follows. Source: CONTRACT.md §4.5, §7.4. */
export function cveCommands(client: Rapid7Client): readonly Command[] {
  return [listCves(client), changeCves(client, adding), changeCves(client, deleting)];
}

function listCves(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-cve-list',
    summary: 'CVEs that your account follows',
    needs: 'read',
    args: z.object({
      limit: limitArgument(),
      offset: z.string().trim().optional().describe('Where to go on: the cursor of the answer before'),
      publish_date_from: instant('publish_date_from').optional().describe('Published from'),
      publish_date_to: instant('publish_date_to').optional().describe('Published until'),
      update_date_from: instant('update_date_from').optional().describe('Updated from'),
      update_date_to: instant('update_date_to').optional().describe('Updated until'),
      severity_list: choices('severity_list', severities).optional().describe('Only these severities'),
      cpe_list: list().optional().describe('Only what touches these products, as CPE'),
      cve_ids: list().optional().describe('Only these CVEs').meta({ example: 'CVE-2021-26855' }),
    }),
    outputs: [
      { path: contextPath('CVE'), key: 'id', summary: 'The CVEs' },
      { path: contextPath('CveNextOffset'), summary: 'The cursor of what follows' },
    ],
    async run(args, { signal }) {
      const query = {
        publishDateFrom: args.publish_date_from,
        publishDateTo: args.publish_date_to,
        updateDateFrom: args.update_date_from,
        updateDateTo: args.update_date_to,
        severity: args.severity_list,
        cpe: args.cpe_list,
        cveId: args.cve_ids,
        offset: args.offset,
      };
      const page = await client.json(CvePage, { method: 'GET', path: listPath, query, signal });
      return cvesResult(page, args.limit);
    },
  });
}

const listPath = '/v1/cves/get-cves-list';

const CvePage = pageOf((content) => rowsOf(cveFields, content));

/** The server's cursor stands behind the whole page: it is handed out where nothing of the page was cut off. */
function cvesResult({ items, next }: ServerPage<JsonObject>, limit: number): CommandResult {
  const rows = items.slice(0, limit);
  const shown = rows.map((row) => ({ ...row, products: productsOf(row) }));
  const result = tabled({ title: 'CVE list.', output: 'CVE', rows, shown, columns });
  const notes = rows.length === items.length ? [] : [`${rows.length} of ${items.length} are shown: see \`limit\`.`];
  if (next === undefined || rows.length < items.length) return withNotes(result, notes);
  const outputs = { ...result.outputs, [contextPath('CveNextOffset')]: [next] };
  return withNotes({ ...result, outputs }, [`CVE next offset. ${next}`]);
}

function productsOf({ cpe }: JsonObject): readonly string[] {
  const names = listIn(cpe).map((one) => cellText(recordIn(one)['vendor_product']));
  return [...new Set(names.filter((name) => name !== ''))];
}

interface Change {
  readonly name: string;
  readonly summary: string;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly succeeded: string;
  readonly failed: string;
  /** Whether a CVE is followed once it is done. */
  readonly followed: boolean;
}

const adding: Change = {
  name: 'threat-command-cve-add',
  summary: 'Follow CVEs',
  method: 'POST',
  path: '/v1/cves/add-cves',
  succeeded: 'added',
  failed: 'add',
  followed: true,
};

const deleting: Change = {
  name: 'threat-command-cve-delete',
  summary: 'Follow CVEs no more',
  method: 'DELETE',
  path: '/v1/cves/delete-cves',
  succeeded: 'deleted',
  failed: 'delete',
  followed: false,
};

/** Some may succeed and others fail (CONTRACT.md §7.4.1). Errors: `refused` where none succeeded. */
function changeCves(client: Rapid7Client, change: Change): Command {
  const { name, summary, method, path, succeeded, failed, followed } = change;
  return defineCommand({
    name,
    summary,
    needs: 'respond',
    args: z.object({ cve_ids: requiredList('cve_ids').describe('The CVEs').meta({ example: 'CVE-2021-26855' }) }),
    async run({ cve_ids: cveIds }, { signal }) {
      const answer = await client.json(JsonRecord, { method, path, body: { cveIds }, onlyOk: true, signal });
      const reasons = reasonsIn(answer);
      const done = cveIds.filter((id) => !reasons.has(id.toUpperCase()));
      const failures = [...reasons].map(([id, reason]) => `${id} (${reason})`).join(',');
      const failure = `Failed to ${failed} the "${failures}" CVEs.`;
      if (done.length === 0) throw new VendorError(failure, { kind: 'refused' });
      const success = `The "${done.join(',')}" CVEs successfully ${succeeded}.`;
      return said(reasons.size === 0 ? success : `${success} ${failure}`);
    },
    async verify({ cve_ids: cveIds }, { signal }) {
      const { items } = await client.json(CvePage, { method: 'GET', path: listPath, query: { cveId: cveIds }, signal });
      const known = new Set(items.map(({ id }) => cellText(id ?? null).toUpperCase()));
      const told = toldByAll(cveIds.map((id) => known.has(id.toUpperCase()) === followed));
      return verdictOf(told, () => said(`The "${cveIds.join(',')}" CVEs successfully ${succeeded}.`));
    },
  });
}

/** Why which CVE failed, by its id in capitals. */
function reasonsIn({ failure }: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    listIn(failure).map((one) => {
      const { cveId, failReason } = recordIn(one);
      return [cellText(cveId).toUpperCase(), cellText(failReason)];
    }),
  );
}
